// What an option of a parser takes: the words of its closed list, and the name of its value.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class Option;
}

namespace reallyopen {

// Empty where anything may follow.
std::vector<std::string> listed_words(const CLI::Option& option);

// `LEVEL` of `LEVEL:{error,warning}`; empty for a flag.
std::string value_name(const CLI::Option& option);

}  // namespace reallyopen
