// TOML with places. The only door to toml++.
#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>

#include "configuration/read.h"
#include "manifest/cursor.h"
#include "manifest/readable.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

// The library bounds how deep brackets nest, but a key may have any number of dots, and each makes
// a table within a table, which are destroyed one inside the other.
constexpr int most_dots = 64;

// The offset of the key (or number) with too many dots, or none. Texts and comments are passed
// over.
std::optional<std::size_t> overlong_key(std::string_view text) {
  int dots = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char letter = text[at];
    if (letter == '"' || letter == '\'') {
      const std::string_view triple = letter == '"' ? "\"\"\"" : "'''";
      const bool is_long = text.substr(at, 3) == triple;
      const std::string_view stops = letter == '"' ? "\"\\\n" : "'\n";
      std::size_t end = at + (is_long ? 3 : 1);
      while (end < text.size()) {
        if (letter == '"' && text[end] == '\\') {
          end += 2;
          continue;
        }
        if (is_long ? text.substr(end, 3) == triple
                    : stops.find(text[end]) != std::string_view::npos)
          break;
        ++end;
      }
      at = end + (is_long ? 2 : 0);
    } else if (letter == '#') {
      at = std::min(text.find('\n', at), text.size());
      dots = 0;
    } else if (letter == '.') {
      if (++dots > most_dots) return at;
    } else if (letter == '\n' || letter == ',' || letter == '=' || letter == '[' || letter == '{') {
      dots = 0;
    }
  }
  return std::nullopt;
}

class TreeOfToml {
 public:
  TreeOfToml(const ParseLimits& limits, ParseResult& result, const Document& document)
      : limits_(limits), result_(result), document_(document) {}

  Node convert(const toml::node& from, int depth) {
    Node node;
    set_place(node, from.source());
    if (result_.failure != ParseFailure::none) return node;
    if (++nodes_ > limits_.nodes || depth > limits_.depth) {
      refuse(node, depth);
      return node;
    }
    switch (from.type()) {
      case toml::node_type::table:
        add_members(node, *from.as_table(), depth);
        break;
      case toml::node_type::array:
        node.kind = NodeKind::sequence;
        for (const toml::node& item : *from.as_array())
          node.items.push_back(convert(item, depth + 1));
        break;
      default:
        set_scalar(node, from);
    }
    return node;
  }

 private:
  void set_place(Node& node, const toml::source_region& source) const {
    node.line = static_cast<int>(source.begin.line);
    node.column = static_cast<int>(source.begin.column);
    const bool one_line = source.end.line == source.begin.line &&
                          source.end.column > source.begin.column;
    node.width = one_line ? static_cast<int>(source.end.column - source.begin.column) : 1;
  }

  void add_members(Node& node, const toml::table& table, int depth) {
    node.kind = NodeKind::mapping;
    for (const auto& [name, value] : table) {
      Node key{ .kind = NodeKind::string, .text = std::string(name.str()) };
      set_place(key, name.source());
      node.members.push_back({ std::move(key), convert(value, depth + 1) });
    }
    // The library sorts by name; the tree is in file order.
    std::ranges::stable_sort(node.members, [](const Member& a, const Member& b) {
      return std::pair(a.key.line, a.key.column) < std::pair(b.key.line, b.key.column);
    });
  }

  void set_scalar(Node& node, const toml::node& from) const {
    node.kind = NodeKind::string;
    if (const auto* text = from.as_string()) {
      node.text = text->get();
    } else if (const auto* flag = from.as_boolean()) {
      node.kind = NodeKind::boolean;
      node.boolean = flag->get();
      node.text = flag->get() ? "true" : "false";
    } else if (const auto* whole = from.as_integer()) {
      node.kind = NodeKind::integer;
      node.number = static_cast<double>(whole->get());
      node.text = fmt::to_string(whole->get());
    } else if (const auto* number = from.as_floating_point()) {
      node.kind = NodeKind::number;
      node.number = number->get();
      node.text = fmt::to_string(number->get());
    } else {
      // A date: shown as written.
      const std::string_view line = document_.line(node.line);
      node.text = line.substr(std::min(line.size(), static_cast<std::size_t>(node.column - 1)),
                              static_cast<std::size_t>(node.width));
    }
  }

  void refuse(const Node& node, int depth) {
    result_.failure = ParseFailure::over_limit;
    result_.problems.push_back(
      { .place = document_.place(std::max(node.line, 1), std::max(node.column, 1)),
        .message = depth > limits_.depth
                     ? fmt::format("nested deeper than {} levels", limits_.depth)
                     : fmt::format("more than {} values up to here", limits_.nodes),
        .fix = "name a smaller file" });
  }

  const ParseLimits& limits_;
  ParseResult& result_;
  const Document& document_;
  std::size_t nodes_ = 0;
};

Problem toml_problem(const Document& document, const toml::parse_error& error) {
  const toml::source_position at = error.source().begin;
  const std::string reason(error.description());
  return { .place = document.place(std::max(1, static_cast<int>(at.line)),
                                   std::max(1, static_cast<int>(at.column))),
           .message = fmt::format("this is not valid TOML: {}", printable(reason, 120)),
           .fix = "correct the syntax here or just above" };
}

}  // namespace

ParseResult read_toml(std::string_view path, std::string_view text, const ParseLimits& limits) {
  ParseResult result;
  auto document = open_document(path, text, limits, result);
  if (result.failure != ParseFailure::none) return result;
  if (const auto at = overlong_key(document->text)) {
    result.failure = ParseFailure::over_limit;
    result.problems.push_back({ .place = Cursor(*document).place(*at),
                                .message = fmt::format("a key with more than {} dots", most_dots),
                                .fix = "flatten the structure" });
    return result;
  }
  try {
    const toml::table table = toml::parse(document->text, document->path);
    document->root = TreeOfToml(limits, result, *document).convert(table, 0);
    document->root.line = std::max(document->root.line, 1);
    document->root.column = std::max(document->root.column, 1);
  } catch (const toml::parse_error& error) {
    result.failure = ParseFailure::unreadable;
    result.problems.push_back(toml_problem(*document, error));
  }
  if (result.failure == ParseFailure::none) result.document = std::move(document);
  return result;
}

}  // namespace reallyopen
