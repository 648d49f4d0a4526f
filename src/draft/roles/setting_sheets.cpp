#include "draft/roles/setting_sheets.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "draft/roles/purpose.h"
#include "repository/path.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_keys = 40;
constexpr std::size_t most_compared = 20;  // of one folder
constexpr std::size_t least_shared = 2;
constexpr int least_alike = 2;

std::vector<std::string> keys_of(std::string_view content) {
  std::vector<std::string> keys;
  while (!content.empty() && keys.size() < most_keys) {
    const std::size_t end = std::min(content.find('\n'), content.size());
    const std::string_view line = content.substr(0, end);
    content.remove_prefix(std::min(end + 1, content.size()));
    std::size_t size = 0;
    while (size < line.size() && (is_word_letter(line[size]) || line[size] == '-')) ++size;
    if (size > 0 && line.substr(size).starts_with(':')) keys.emplace_back(line.substr(0, size));
  }
  std::ranges::sort(keys);
  return keys;
}

}  // namespace

void SettingSheets::add(std::string_view path, std::string_view content, bool sets) {
  if (!path.ends_with(".yaml") && !path.ends_with(".yml")) return;
  sheets_.push_back({ std::string(path), keys_of(content), sets });
}

bool SettingSheets::is_like(const Sheet& sheet, const Sheet& other) {
  std::vector<std::string> shared;
  std::ranges::set_intersection(sheet.keys, other.keys, std::back_inserter(shared));
  return shared.size() >= least_shared && shared.size() * 2 >= sheet.keys.size();
}

std::vector<std::string> SettingSheets::alike() const {
  std::map<std::string_view, std::vector<const Sheet*>> setting;
  for (const Sheet& sheet : sheets_)
    if (std::vector<const Sheet*>& beside = setting[folder_of(sheet.path)];
        sheet.sets && beside.size() < most_compared)
      beside.push_back(&sheet);
  std::vector<std::string> found;
  for (const Sheet& sheet : sheets_) {
    if (sheet.sets || !names_settings(name_of(sheet.path))) continue;
    const auto like = std::ranges::count_if(
      setting[folder_of(sheet.path)], [&](const Sheet* other) { return is_like(sheet, *other); });
    if (like >= least_alike) found.push_back(sheet.path);
  }
  return found;
}

}  // namespace reallyopen
