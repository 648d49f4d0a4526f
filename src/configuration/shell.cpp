// The options and assignments of a shell script, where launchers keep their settings.

#include "configuration/read.h"
#include "manifest/core_schema.h"
#include "manifest/readable.h"
#include "text/pattern.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

// `$LR` and `${LR}` stand for what the script assigned before.
std::string_view assigned(const Node& root, std::string_view text) {
  if (!text.starts_with('$')) return text;
  std::string_view name = text.substr(1);
  if (name.starts_with('{') && name.ends_with('}')) name = name.substr(1, name.size() - 2);
  for (auto member = root.members.rbegin(); member != root.members.rend(); ++member)
    if (member->key.text == name) return member->value.text;
  return text;
}

void add_setting(Node& root, int number, std::string_view line, std::string_view name,
                 std::string_view value) {
  const auto column = [&](const std::string_view& piece) {
    const auto offset = static_cast<std::size_t>(piece.data() - line.data());
    return static_cast<int>(code_points(line.substr(0, offset))) + 1;
  };
  std::string_view text(value.data(), value.size());
  if (text.size() >= 2 && (text[0] == '"' || text[0] == '\''))
    text = text.substr(1, text.size() - 2);
  text = assigned(root, text);
  while (name.starts_with("-")) name.remove_prefix(1);
  Node key{ .kind = NodeKind::string,
            .text = std::string(name),
            .line = number,
            .column = column(name),
            .width = static_cast<int>(name.size()) };
  Node node{ .text = std::string(text),
             .plain = true,
             .line = number,
             .column = column(value),
             .width = static_cast<int>(code_points(value)) };
  type_plain_scalar(node);
  root.members.push_back({ std::move(key), std::move(node) });
}

}  // namespace

ParseResult read_shell(std::string_view path, std::string_view text, const ParseLimits& limits) {
  static const Pattern setting(
    "(?:^|[\\s(;])[\"']?\\+{0,2}(?:(--?[A-Za-z][A-Za-z0-9_.-]*)(?:=|[ "
    "\\t]+)|([A-Za-z_][A-Za-z0-9_.]*)=)"
    "(\"[^\"]*\"|'[^']*'|[^\\s\"'\\\\;|&]+)",
    "-|=");
  ParseResult result;
  auto document = open_document(path, text, limits, result);
  if (result.failure != ParseFailure::none) return result;
  Node& root = document->root;
  root.kind = NodeKind::mapping;
  const int lines = static_cast<int>(document->line_starts.size());
  for (int number = 1; number <= lines; ++number) {
    const std::string_view line = document->line(number);
    if (line.substr(0, line.find_first_not_of(" \t") + 1).ends_with('#')) continue;
    std::string_view rest = line;
    std::string_view option;
    std::string_view variable;
    std::string_view value;
    while (root.members.size() < limits.nodes / 2 && setting.next_in(rest, option, variable, value))
      add_setting(root, number, line, option.empty() ? variable : option, value);
  }
  result.document = std::move(document);
  return result;
}

}  // namespace reallyopen
