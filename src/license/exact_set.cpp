#include "license/exact_set.h"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "embedded/files.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

using Spellings = std::map<std::string, std::string>;  // by lower case

const std::map<std::string, Spellings, std::less<>>& exact_spellings() {
  static const auto all = [] {
    std::map<std::string, Spellings, std::less<>> sets;
    const auto json = nlohmann::json::parse(embedded_file("license-sets.json"));
    for (const auto& [set, row] : json.items()) {
      const auto ids = row.find("ids");
      if (ids == row.end()) continue;
      for (const auto& id : *ids)
        sets[set].emplace(lower(id.get<std::string>()), id.get<std::string>());
    }
    return sets;
  }();
  return all;
}

}  // namespace

std::string_view listed_spelling(std::string_view set, std::string_view id) {
  const auto ids = exact_spellings().find(set);
  if (ids == exact_spellings().end())
    throw std::logic_error(fmt::format("no licence set `{}` with a list", set));
  const auto found = ids->second.find(lower(id));
  return found == ids->second.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace reallyopen
