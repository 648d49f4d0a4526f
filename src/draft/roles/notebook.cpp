#include "draft/roles/notebook.h"

#include <algorithm>

namespace reallyopen {
namespace {

std::size_t indent_of(std::string_view line) {
  return std::min(line.find_first_not_of(" \t"), line.size());
}

// `"outputs": [` with what follows on lines of its own.
bool opens_outputs(std::string_view line) {
  line.remove_prefix(indent_of(line));
  while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
  return line == "\"outputs\": [";
}

}  // namespace

std::string without_outputs(std::string_view notebook) {
  std::string kept;
  kept.reserve(notebook.size());
  bool inside = false;
  std::size_t depth = 0;
  while (!notebook.empty()) {
    const std::size_t end = std::min(notebook.find('\n'), notebook.size() - 1) + 1;
    const std::string_view line = notebook.substr(0, end);
    const std::string_view text = line.substr(0, line.find('\n'));
    notebook.remove_prefix(end);
    if (!inside && opens_outputs(text)) {
      inside = true;
      depth = indent_of(text);
    } else if (inside && indent_of(text) == depth && text.substr(depth).starts_with(']')) {
      inside = false;
    }
    if (!inside) kept += line;
  }
  return kept;
}

}  // namespace reallyopen
