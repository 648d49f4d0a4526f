#include "evidence/recipe/script_file.h"

#include <algorithm>

#include "configuration/read.h"

namespace reallyopen {
namespace {

bool is_makefile(std::string_view path) {
  return path.ends_with("Makefile") || path.ends_with(".mk");
}

bool is_shell_script(std::string_view path) {
  constexpr std::string_view endings[] = { ".sh", ".bash", ".slurm", ".sbatch" };
  return std::ranges::any_of(endings,
                             [&](std::string_view ending) { return path.ends_with(ending); });
}

// A notebook has a cell of code that is more than comments.
Stub find_notebook_stub(std::string_view path, std::string_view text) {
  const ParseResult parsed = read_json(path, text, configuration_limits);
  if (parsed.failure == ParseFailure::unreadable)
    return { std::max(1, parsed.problems.front().place.line), "is no notebook: it does not parse" };
  if (!parsed.document) return {};
  const Node& root = parsed.document->root;
  const Node* cells = root.get("cells");
  if (!cells || !cells->is_sequence())
    return root.get("worksheets") ? Stub{} : Stub{ 1, "is no notebook: it has no cells" };
  for (const Node& cell : cells->items) {
    if (cell.string_at("cell_type") != "code") continue;
    const Node* source = cell.get("source");
    std::string code = source && source->is_string() ? source->text : "";
    if (source)
      for (const Node& line : source->items) code += line.text;
    for (std::string_view rest = code; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::size_t first = rest.substr(0, end).find_first_not_of(" \t\r");
      if (first != std::string_view::npos && rest[first] != '#') return {};
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return { 1, "is a notebook without code" };
}

// Recipes of a Makefile as a script: everything else becomes blank, so that lines keep their
// numbers.
std::string recipes_of(std::string_view text) {
  std::string recipes;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.starts_with('\t')) {
      const std::size_t first = line.find_first_not_of("\t @-+");
      recipes += std::string(std::min(first, line.size()), ' ');
      if (first != std::string_view::npos) recipes += line.substr(first);
    }
    recipes += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return recipes;
}

}  // namespace

bool is_launcher(std::string_view path) { return is_shell_script(path) || is_makefile(path); }

Stub find_stub(std::string_view path, std::string_view text) {
  if (path.ends_with(".py")) return find_python_stub(list_python_statements(text));
  if (path.ends_with(".ipynb")) return find_notebook_stub(path, text);
  return is_shell_script(path) ? find_shell_stub(text) : Stub{};
}

std::string commands_of(std::string_view path, std::string_view text) {
  return is_makefile(path) ? recipes_of(text) : std::string(text);
}

}  // namespace reallyopen
