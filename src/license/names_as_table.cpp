// Part of the build: writes what licences are called, sorted for the program to search in.
#include <fstream>
#include <map>
#include <sstream>

#include "license/license_rows.h"
#include "license/spelling.h"

using namespace reallyopen;

namespace {

using Names = std::map<std::string, std::string_view>;  // by spelling_key()

// What is said first stands: ids in force, then all ids, then other spellings, then titles.
Names names_of(const std::vector<License>& licenses) {
  Names names;
  const auto add = [&](std::string_view words, const License& license) {
    if (std::string key = spelling_key(words); !key.empty())
      names.emplace(std::move(key), license.id);
  };
  const auto each = [&](auto&& use) {
    for (const License& license : licenses)
      if (!license.exception) use(license);
  };
  each([&](const License& license) {
    if (!license.deprecated) add(license.id, license);
  });
  each([&](const License& license) { add(license.id, license); });
  each([&](const License& license) {
    for (const std::string_view words : license.spellings) add(words, license);
  });
  each([&](const License& license) { add(license.title, license); });
  return names;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  std::ifstream file(argv[2], std::ios::binary);
  std::ostringstream table;
  table << file.rdbuf();
  const std::string text = table.str();
  std::ofstream out(argv[1], std::ios::binary);
  for (const auto& [key, id] : names_of(read_rows(text))) out << key << '\t' << id << '\n';
  return file && out.flush() ? 0 : 1;
}
