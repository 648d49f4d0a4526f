// A statement that the repository contradicts, and the same statement where it is true.
#pragma once

#include <span>
#include <string>

namespace reallyopen {

// The place of what stands in a manifest of one line.
inline const std::string manifest_line = "TRANSPARENCY.yaml:1";

struct Lie {
  std::string name;
  std::string rule;    // that finds it
  std::string place;   // `path:line` of the finding
  std::string lie;     // a repository as `Rule::fails` writes one
  std::string honest;  // the twin in which no rule of the table finds anything
};

// Checks every row: the lie is found by its rule at its place, the honest twin by none of the rules
// of the table.
void check_lies(std::span<const Lie> lies);

}  // namespace reallyopen
