// The constants that a Python file assigns at its top level (`learning_rate = 6e-4`): where some
// trainers keep their settings. Anything computed has no value here.

#include <algorithm>

#include "configuration/read.h"
#include "manifest/core_schema.h"
#include "manifest/readable.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

// Lines inside brackets, triple quotes or continued by a backslash belong to the statement above.
class StatementEnd {
 public:
  bool inside() const { return depth_ > 0 || !quote_.empty() || continued_; }
  void read(std::string_view line) {
    continued_ = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
      const std::string_view rest = line.substr(at);
      if (!quote_.empty()) {
        if (rest[0] == '\\') {
          ++at;
        } else if (rest.starts_with(quote_)) {
          at += quote_.size() - 1;
          quote_ = {};
        }
      } else if (rest.starts_with("\"\"\"") || rest.starts_with("'''")) {
        quote_ = rest.substr(0, 3) == "'''" ? "'''" : "\"\"\"";
        at += 2;
      } else if (rest[0] == '"' || rest[0] == '\'') {
        quote_ = rest[0] == '"' ? "\"" : "'";
      } else if (rest[0] == '#') {
        break;
      } else if (rest[0] == '(' || rest[0] == '[' || rest[0] == '{') {
        ++depth_;
      } else if (rest[0] == ')' || rest[0] == ']' || rest[0] == '}') {
        depth_ = std::max(0, depth_ - 1);
      } else if (rest == "\\") {
        continued_ = true;
      }
    }
    if (quote_.size() == 1) quote_ = {};
  }

 private:
  int depth_ = 0;
  bool continued_ = false;
  std::string_view quote_;
};

}  // namespace

Node python_value(std::string_view text) {
  static const Pattern number(
    "[+-]?[0-9][0-9_]*(\\.[0-9_]*)?([eE][+-]?[0-9]+)?|[+-]?\\.[0-9]+([eE][+-]?[0-9]+)?",
    "0|1|2|3|4|5|6|7|8|9");
  static const Pattern quoted("'([^'\\\\]*)'|\"([^\"\\\\]*)\"", "'|\"");
  static const Pattern list("[\\[(]\\s*((?:[-+0-9._eE]+\\s*,\\s*)*[-+0-9._eE]+)\\s*,?\\s*[\\])]",
                            "[|(");
  Node node{ .kind = NodeKind::string, .text = std::string(text) };
  std::string_view single;
  std::string_view twice;
  if (text == "True" || text == "False") {
    node.kind = NodeKind::boolean;
    node.boolean = text == "True";
  } else if (text == "None") {
    node.kind = NodeKind::null;
  } else if (number.matches(text)) {
    std::erase(node.text, '_');
    node.plain = true;
    type_plain_scalar(node);
  } else if (quoted.matches(text, single, twice)) {
    node.text = std::string(single.data() ? single : twice);
  } else if (!list.matches(text)) {
    node.tagged = true;
  }
  return node;
}

ParseResult read_python(std::string_view path, std::string_view text, const ParseLimits& limits) {
  static const Pattern assignment(
    "([A-Za-z_][A-Za-z0-9_]*)\\s*(?::\\s*[A-Za-z_][A-Za-z0-9_.\\[\\], "
    "|]*)?=\\s*([^=\\s].*?)\\s*(?:#.*)?",
    "=");
  ParseResult result;
  auto document = open_document(path, text, limits, result);
  if (result.failure != ParseFailure::none) return result;
  Node& root = document->root;
  root.kind = NodeKind::mapping;
  StatementEnd statement;
  const int lines = static_cast<int>(document->line_starts.size());
  for (int number = 1; number <= lines && root.members.size() < limits.nodes / 2; ++number) {
    const std::string_view line = document->line(number);
    const bool begins = !statement.inside();
    statement.read(line);
    std::string_view name;
    std::string_view value;
    if (!begins || !assignment.matches(line, name, value)) continue;
    Node key{ .kind = NodeKind::string,
              .text = std::string(name),
              .line = number,
              .column = 1,
              .width = static_cast<int>(name.size()) };
    Node node = python_value(value);
    if (statement.inside()) node.tagged = true;
    node.line = number;
    node.column = static_cast<int>(value.data() - line.data()) + 1;
    node.width = static_cast<int>(value.size());
    root.members.push_back({ std::move(key), std::move(node) });
  }
  result.document = std::move(document);
  return result;
}

}  // namespace reallyopen
