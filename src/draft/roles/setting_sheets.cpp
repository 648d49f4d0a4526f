#include "draft/roles/setting_sheets.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string_view>

#include "draft/roles/purpose.h"
#include "repository/path.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_keys = 40;
constexpr std::size_t most_compared = 20;  // of one folder
constexpr std::size_t least_shared = 2;
constexpr int least_alike = 2;
constexpr std::size_t least_varied = 4;

// `seed: 1`, or in Python `config.seed = 1`.
std::vector<std::string> keys_of(std::string_view content, bool python) {
  std::vector<std::string> keys;
  while (!content.empty() && keys.size() < most_keys) {
    const std::size_t end = std::min(content.find('\n'), content.size());
    std::string_view line = content.substr(0, end);
    content.remove_prefix(std::min(end + 1, content.size()));
    std::size_t size = 0;
    if (python) line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    const char joint = python ? '.' : '-';
    while (size < line.size() && (is_word_letter(line[size]) || line[size] == joint)) ++size;
    if (size > 0 && line.substr(size).starts_with(python ? " = " : ":"))
      keys.emplace_back(line.substr(0, size));
  }
  std::ranges::sort(keys);
  return keys;
}

}  // namespace

void SettingSheets::add(std::string_view path, std::string_view content, bool sets) {
  const bool python = path.ends_with(".py");
  if (python ? name_of(path) == "__init__.py" : !path.ends_with(".yaml") && !path.ends_with(".yml"))
    return;
  sheets_.push_back({ std::string(path), keys_of(content, python), sets });
}

bool SettingSheets::is_like(const Sheet& sheet, const Sheet& other) {
  std::vector<std::string> shared;
  std::ranges::set_intersection(sheet.keys, other.keys, std::back_inserter(shared));
  return shared.size() >= least_shared && shared.size() * 2 >= sheet.keys.size();
}

// The same settings with other values.
bool SettingSheets::is_variant(const Sheet& sheet, const Sheet& other) {
  return sheet.keys.size() >= least_varied && sheet.keys == other.keys;
}

std::vector<std::string> SettingSheets::alike(const std::vector<std::string>& named) const {
  const std::set<std::string_view> known(named.begin(), named.end());
  std::map<std::string_view, std::vector<const Sheet*>> setting;
  for (const Sheet& sheet : sheets_)
    if (std::vector<const Sheet*>& beside = setting[folder_of(sheet.path)];
        (sheet.sets || known.contains(sheet.path)) && beside.size() < most_compared)
      beside.push_back(&sheet);
  std::vector<std::string> found;
  for (const Sheet& sheet : sheets_) {
    if (sheet.sets || known.contains(sheet.path) || !names_settings(name_of(sheet.path))) continue;
    const std::vector<const Sheet*>& beside = setting[folder_of(sheet.path)];
    const auto like = std::ranges::count_if(
      beside, [&](const Sheet* other) { return is_like(sheet, *other); });
    const bool variant = std::ranges::any_of(
      beside, [&](const Sheet* other) { return is_variant(sheet, *other); });
    if (like >= least_alike || variant) found.push_back(sheet.path);
  }
  return found;
}

}  // namespace reallyopen
