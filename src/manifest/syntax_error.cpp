#include "manifest/syntax_error.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr auto none = std::string_view::npos;

struct Words {
  std::string message;
  std::string fix;
};

// The error's surroundings: `before` and `rest` are its line up to and from the error.
struct Scene {
  const Document& document;
  Cursor& cursor;
  std::size_t offset;
  const SyntaxContext& context;
  int line;
  std::string_view before;
  std::string_view rest;

  Problem at(std::size_t place, int width, Words words) const {
    return { .place = cursor.place(place, width),
             .message = std::move(words.message),
             .fix = std::move(words.fix) };
  }
  Problem here(Words words) const { return at(offset, 1, std::move(words)); }
};

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == none) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::size_t indentation(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  return first == none ? line.size() : first;
}

std::string first_word(std::string_view text) {
  text = trim(text);
  return printable(text.substr(0, text.find_first_of(" \t,[]{}", 1)), 40);
}

bool has_separator(std::string_view text) {
  return text.find(": ") != none || trim(text).ends_with(':');
}

// `key:value`: the offset of a colon that lacks its space; URLs are left alone.
std::size_t tight_colon(std::string_view line) {
  if (has_separator(line)) return none;
  const std::size_t colon = line.find(':');
  if (colon == none || line.substr(colon, 3) == "://" || trim(line).starts_with('"')) return none;
  return colon;
}

}  // namespace

Problem explain_missing_colon(const Place& place, std::string_view line) {
  return { .place = place,
           .message = fmt::format("`{}` is not followed by `:`, expected `key: value`",
                                  first_word(line)),
           .fix = "write `key: value`, or indent the line to go on with the value above" };
}

namespace {

constexpr const char* key_missing = "no key stands before this `:`";
constexpr const char* key_missing_fix = "write the key, or quote the text if the `:` belongs to it";

Problem explain_line_without_key(const Scene& scene, int number) {
  const std::string_view line = scene.document.line(number);
  const std::size_t start = scene.document.line_starts[static_cast<std::size_t>(number) - 1];
  const std::size_t indent = indentation(line);
  if (const std::size_t colon = tight_colon(line); colon != none) {
    const std::string_view key = trim(line.substr(0, colon));
    if (key.empty()) return scene.at(start + colon, 1, { key_missing, key_missing_fix });
    return scene.at(
      start + colon, 1,
      { fmt::format("no space follows the `:` after `{}`", printable(key, 40)),
        fmt::format("write `{}: {}`", printable(key, 40), first_word(line.substr(colon + 1))) });
  }
  return explain_missing_colon(scene.cursor.place(start + indent), line);
}

int line_above(const Scene& scene) {
  int number = scene.line - 1;
  while (number > 0) {
    const std::string_view line = trim(scene.document.line(number));
    if (!line.empty() && !line.starts_with('#')) break;
    --number;
  }
  return number;
}

Problem explain_colon(const Scene& scene) {
  const std::size_t separator = scene.before.find(": ");
  if (separator != none) {
    const std::string_view line = scene.document.line(scene.line);
    const std::string value = printable(trim(line.substr(separator + 2)), 60);
    return scene.here({ "a second `: ` stands in the value of a key",
                        value.find('"') == none ? fmt::format("quote the value: `\"{}\"`", value)
                                                : fmt::format("quote the value: `'{}'`", value) });
  }
  if (trim(scene.before).empty()) return scene.here({ key_missing, key_missing_fix });
  const int above = line_above(scene);
  const std::string_view previous = scene.document.line(above);
  const std::size_t indent = indentation(scene.before);
  if (above > 0 && !has_separator(previous) && indentation(previous) == indent &&
      !trim(previous).starts_with("- "))
    return explain_line_without_key(scene, above);
  if (above > 0 && indent > indentation(previous)) {
    const std::size_t start = scene.document.line_starts[static_cast<std::size_t>(scene.line) - 1];
    return scene.at(start + indent, static_cast<int>(code_points(trim(scene.before))),
                    { fmt::format("`{}` is indented below line {}, which has a value already",
                                  printable(trim(scene.before), 40), above),
                      "align it with the key above, or give that key no value on its own line" });
  }
  return scene.here({ "a `:` is not expected here", "quote the text if the `:` belongs to it" });
}

std::optional<Problem> explain_text_after_quote(const Scene& scene) {
  const std::string_view text = scene.document.text;
  if (scene.offset == 0 || !scene.context.last_scalar) return std::nullopt;
  const std::size_t last = text.find_last_not_of(" \t\r\n", scene.offset - 1);
  const std::size_t opening = *scene.context.last_scalar;
  const char quote = opening < text.size() ? text[opening] : '\0';
  if (last == none || last <= opening || text[last] != quote || (quote != '"' && quote != '\''))
    return std::nullopt;
  const int opened = scene.cursor.at(opening).line;
  const int closed = scene.cursor.at(last).line;
  if (opened < closed)
    return scene.at(
      last, 1,
      { fmt::format("the quote that opens in line {} is closed only here, and text follows",
                    opened),
        fmt::format("close the quote in line {}", opened) });
  return scene.here({ fmt::format("`{}` follows a closing quote", first_word(scene.rest)),
                      quote == '"' ? "write a quote inside double quotes as `\\\"`"
                                   : "write a quote inside single quotes as `''`" });
}

Problem explain_stray(const Scene& scene, std::string_view what) {
  if (auto problem = explain_text_after_quote(scene)) return *problem;
  const bool first_in_line = trim(scene.before).empty();
  if (scene.rest.starts_with("- "))
    return scene.here({ fmt::format("a list item stands where {} is expected", what),
                        "indent the list below its key" });
  if (first_in_line && has_separator(scene.rest))
    return scene.here({ fmt::format("`{}` is indented by {}, which fits nothing above",
                                    first_word(scene.rest), scene.before.size()),
                        "align it with the lines it belongs to" });
  if (first_in_line) return explain_line_without_key(scene, scene.line);
  return scene.here(
    { fmt::format("`{}` is not expected here, where {} should stand", first_word(scene.rest), what),
      "quote the whole value if this belongs to it" });
}

// The offset behind the last visible character of a line, without the comment at its end.
std::size_t content_end(const Scene& scene, int number) {
  std::string_view line = scene.document.line(number);
  if (const std::size_t comment = line.rfind(" #");
      comment != none && line.find('"', comment) == none)
    line = line.substr(0, comment);
  const std::size_t last = line.find_last_not_of(" \t");
  return scene.document.line_starts[static_cast<std::size_t>(number) - 1] +
         (last == none ? 0 : last + 1);
}

// A line that begins with the next item: the comma is missing behind what stands above.
Problem explain_missing_comma(const Scene& scene, char close, int opened) {
  const int above = line_above(scene);
  const std::string next = first_word(scene.rest);
  return scene.at(
    content_end(scene, above), 1,
    { fmt::format("no `,` stands between this and `{}` in line {}, inside the `{}` of line {}",
                  next, scene.line, close == '}' ? '{' : '[', opened),
      "add the `,`" });
}

Problem explain_open_bracket(const Scene& scene) {
  const std::string_view text = scene.document.text;
  if (!scene.context.open_bracket)
    return scene.here({ "a bracket is not closed", "close it with `]` or `}`" });
  const std::size_t opening = *scene.context.open_bracket;
  const char close = text[opening] == '{' ? '}' : ']';
  const int opened = scene.cursor.at(opening).line;
  if (trim(scene.rest).empty())
    return scene.at(opening, 1,
                    { fmt::format("this `{}` is not closed", text[opening]),
                      fmt::format("close it with `{}`", close) });
  const bool next_item = scene.rest.starts_with('"') || scene.rest.starts_with('\'') ||
                         (close == '}' && has_separator(scene.rest));
  if (trim(scene.before).empty() && next_item && line_above(scene) > opened)
    return explain_missing_comma(scene, close, opened);
  return scene.here(
    { fmt::format("expected `,` or `{}` for the `{}` of line {}, found `{}`", close, text[opening],
                  opened, first_word(scene.rest)),
      fmt::format("close it with `{}`, or quote a value that holds `:`, `,` or brackets", close) });
}

Problem explain_dash(const Scene& scene) {
  if (trim(scene.before).ends_with(':'))
    return scene.here({ "a list cannot start on the line of its key",
                        "put each `- ` on a line of its own, or write `[a, b]`" });
  if (scene.context.open_bracket)
    return scene.here(
      { "`- ` cannot start an item inside brackets", "separate the items with `,`" });
  return scene.here(
    { "`- ` cannot start a list here", "quote the value if the `-` belongs to it" });
}

Problem explain_first_character(const Scene& scene) {
  return scene.here(
    { fmt::format("a value cannot start with `{}`", printable(scene.rest.substr(0, 1))),
      "quote the value" });
}

Problem explain_alias(const Scene& scene) {
  const std::string value = first_word(scene.rest);
  if (!value.starts_with('*'))
    return scene.at(scene.offset - std::min<std::size_t>(scene.offset, 1), 1,
                    { "`*` and `&` start an alias or anchor, and no name follows",
                      "quote the value if it is meant as text" });
  return scene.at(
    scene.offset, static_cast<int>(code_points(value)),
    { fmt::format("`{}` is an alias, and no anchor `&{}` stands above", value, value.substr(1)),
      fmt::format("quote a pattern or text that starts with `*`: `\"{}\"`", value) });
}

Problem explain_flow_end(const Scene& scene) {
  if (scene.context.open_bracket) return explain_open_bracket(scene);
  return scene.here({ fmt::format("`{}` closes nothing that is open", scene.rest.substr(0, 1)),
                      "remove it, or quote the value that it belongs to" });
}

struct Translation {
  std::string_view reason;  // part of the library's message
  Problem (*explain)(const Scene&);
};

constexpr Translation translations[] = {
  { "illegal map value", explain_colon },
  { "map flow not found", explain_open_bracket },
  { "sequence flow not found", explain_open_bracket },
  { "end of map not found", [](const Scene& scene) { return explain_stray(scene, "a key"); } },
  { "end of sequence not found", [](const Scene& scene) { return explain_stray(scene, "`- `"); } },
  { "illegal block entry", explain_dash },
  { "illegal flow end", explain_flow_end },
  { "unknown token", explain_first_character },
  { "anchor is not defined", explain_alias },
  { "not found after", explain_alias },
  { "escape character",
    [](const Scene& scene) {
      return scene.here({ "this escape is not known inside double quotes",
                          "write a backslash as `\\\\`, or use single quotes" });
    } },
  { "unicode",
    [](const Scene& scene) {
      return scene.here({ "this escape is not a Unicode character", "write the character itself" });
    } },
  { "hex number",
    [](const Scene& scene) {
      return scene.here({ "an escape lacks hexadecimal digits",
                          "write a backslash as `\\\\`, or use single quotes" });
    } },
  { "zero indentation",
    [](const Scene& scene) {
      return scene.here({ "a block text cannot be indented by 0", "remove the 0" });
    } },
  { "block scalar",
    [](const Scene& scene) {
      return scene.here({ "text follows `|` or `>` on the same line",
                          "start the text on the next line, or quote it" });
    } },
  { "document indicator in scalar",
    [](const Scene& scene) {
      return scene.here({ "`---` or `...` stands inside a quoted text", "close the quote above" });
    } },
  { "illegal map key",
    [](const Scene& scene) {
      return scene.here({ "`? ` cannot start a key here", "quote the value" });
    } },
  { "multiple", [](const Scene& scene) {
     return scene.here({ "a value has two anchors or tags", "keep one" });
   } },
  { "tag",
    [](const Scene& scene) {
      return scene.here({ "`!` starts a tag, and tags are not supported",
                          "quote the value if it is meant as text" });
    } },
  { "directive",
    [](const Scene& scene) { return scene.here({ "this `%` directive is not valid", "remove the line" }); } },
  { "YAML",
    [](const Scene& scene) {
      return scene.here({ "this `%YAML` version is not supported", "remove the line" });
    } },
};

// Tabs make the parser fail further on, where nobody would look for them.
std::optional<Problem> explain_tab(const Scene& scene, std::string_view reason) {
  const bool may_be = reason.find("tab") != none || reason.find("map") != none ||
                      reason.find("sequence") != none || reason.find("block entry") != none;
  const std::string_view line = scene.document.line(scene.line);
  const std::size_t tab = line.substr(0, indentation(line)).find('\t');
  if (!may_be || tab == none || scene.context.open_bracket) return std::nullopt;
  const std::size_t start = scene.document.line_starts[static_cast<std::size_t>(scene.line) - 1];
  return scene.at(start + tab, 1, { "a tab is used as indentation", "indent with spaces" });
}

}  // namespace

Problem explain_open_quote(const Document& document, Cursor& cursor, std::size_t offset) {
  const char quote = document.text[offset];
  return { .place = cursor.place(offset),
           .message = fmt::format("this `{}` is not closed", quote),
           .fix = fmt::format("close it with `{}`", quote) };
}

Problem explain_syntax_error(const Document& document, Cursor& cursor, std::size_t offset,
                             std::string_view reason, const SyntaxContext& context) {
  const std::string_view text = document.text;
  offset = std::min(offset, text.size());
  // The end of the file is shown behind its last visible character.
  if (text.find_first_not_of(" \t\r\n", offset) == none) {
    const std::size_t last = offset == 0 ? none : text.find_last_not_of(" \t\r\n", offset - 1);
    offset = last == none ? 0 : last + 1;
  }
  const int number = cursor.at(offset).line;
  const std::string_view line = document.line(number);
  const std::size_t start = document.line_starts[static_cast<std::size_t>(number) - 1];
  const std::size_t split = std::min(offset - start, line.size());
  const Scene scene{ document,          cursor, offset, context, number, line.substr(0, split),
                     line.substr(split) };
  if (auto problem = explain_tab(scene, reason)) return *problem;
  for (const Translation& translation : translations)
    if (reason.find(translation.reason) != none) return translation.explain(scene);
  return scene.here({ fmt::format("this is not valid YAML: {}", printable(reason, 80)),
                      "correct the syntax here or just above" });
}

}  // namespace reallyopen
