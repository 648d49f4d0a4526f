// What a line of shell starts: the scripts it names, and the files it hands to them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

enum class TargetKind { script, module, configuration };

struct Target {
  TargetKind kind = TargetKind::script;
  std::string path;    // as written; of a module `a.b.c`
  std::string folder;  // where `cd` had led before; "" for where the commands start
  int line = 1;        // of the text
  int column = 1;
  int width = 1;
};

// Reads all lines of a script, or the one of a `command`. Left out is what cannot be told without
// running it: names with variables, paths outside, what stands behind a clone or download, another
// machine or container.
std::vector<Target> list_targets(std::string_view text);

}  // namespace reallyopen
