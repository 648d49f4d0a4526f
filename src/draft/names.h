// Files that their name alone makes what they are.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "draft/survey.h"
#include "text/pattern.h"

namespace reallyopen {

using List = std::vector<std::string> Survey::*;

struct NameRow {
  List list;
  Pattern pattern;  // of the path below the folder, whatever its letter case
};

// The first that matches decides.
std::span<const NameRow> name_rows();
const Pattern& pattern_of(List list);

}  // namespace reallyopen
