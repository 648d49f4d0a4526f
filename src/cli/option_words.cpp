#include "cli/option_words.h"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace reallyopen {

// CLI11 shows a closed list as `{error,warning}`.
std::vector<std::string> listed_words(const CLI::Option& option) {
  const std::string type_name = option.get_type_name();
  std::vector<std::string> words;
  const std::size_t open = type_name.find('{');
  const std::size_t close = type_name.find('}', std::min(open, type_name.size()));
  if (open == std::string::npos || close == std::string::npos) return words;
  for (std::size_t at = open + 1; at < close;) {
    const std::size_t end = std::min(type_name.find(',', at), close);
    words.push_back(type_name.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::string value_name(const CLI::Option& option) {
  if (option.get_items_expected_max() == 0) return "";
  const std::string type_name = option.get_type_name();
  return type_name.substr(0, type_name.find(':'));
}

}  // namespace reallyopen
