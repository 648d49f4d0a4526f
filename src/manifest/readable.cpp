#include "manifest/readable.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "manifest/cursor.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

std::uint8_t byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<std::uint8_t>(text[at]) : 0;
}

std::size_t sequence_length(std::uint8_t lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xE0) return 2;
  return lead < 0xF0 ? 3 : 4;
}

std::size_t first_invalid(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size()) {
    const std::size_t length = sequence_length(byte_at(line, at));
    if (!is_valid_utf8(line.substr(at, length))) break;
    at += length;
  }
  return at;
}

bool is_control(char letter) {
  const auto byte = static_cast<std::uint8_t>(letter);
  return (byte < 0x20 && letter != '\t' && letter != '\n' && letter != '\r') || byte == 0x7F;
}

// "" for what may be UTF-8. Two bytes decide even without a mark: YAML starts with ASCII.
std::string_view other_encoding(std::string_view text) {
  using namespace std::string_view_literals;
  if (text.starts_with("\xFF\xFE\0\0"sv) || text.starts_with("\0\0\xFE\xFF"sv)) return "UTF-32";
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return "UTF-16";
  if (text.size() < 4) return "";
  const bool zero[] = { text[0] == 0, text[1] == 0, text[2] == 0, text[3] == 0 };
  if (zero[0] + zero[1] + zero[2] + zero[3] == 3) return "UTF-32";
  return (zero[0] && zero[2]) || (zero[1] && zero[3]) ? "UTF-16" : "";
}

bool add_encoding_problems(const Document& document, Problems& problems) {
  const std::string_view text = document.text;
  if (const std::string_view encoding = other_encoding(text); !encoding.empty()) {
    problems.push_back(
      { .place = document.place(1, 1),
        .message = fmt::format("the file is encoded in {}, expected UTF-8", encoding),
        .fix = "save the file as UTF-8" });
    return true;
  }
  if (is_valid_utf8(text)) return false;
  const int lines = static_cast<int>(document.line_starts.size());
  for (int number = 1; number <= lines && problems.size() < most_parse_problems; ++number) {
    const std::string_view line = document.line(number);
    const std::size_t at = first_invalid(line);
    if (at == line.size()) continue;
    const int column = static_cast<int>(code_points(line.substr(0, at))) + 1;
    problems.push_back(
      { .place = document.place(number, column),
        .message = fmt::format("the byte 0x{:02x} is not valid UTF-8", byte_at(line, at)),
        .fix = "save the file as UTF-8, or remove the byte" });
  }
  return true;
}

bool add_control_problems(const Document& document, Problems& problems) {
  if (std::none_of(document.text.begin(), document.text.end(), is_control)) return false;
  const int lines = static_cast<int>(document.line_starts.size());
  for (int number = 1; number <= lines && problems.size() < most_parse_problems; ++number) {
    const std::string_view line = document.line(number);
    const auto found = std::find_if(line.begin(), line.end(), is_control);
    if (found == line.end()) continue;
    const auto at = static_cast<std::size_t>(found - line.begin());
    const int column = static_cast<int>(code_points(line.substr(0, at))) + 1;
    problems.push_back(
      { .place = document.place(number, column),
        .message = fmt::format("the control character U+{:04X} is not allowed in YAML",
                               byte_at(line, at)),
        .fix = "remove it, or write it as an escape inside double quotes" });
  }
  return true;
}

// The parser reads a whole `[…]` or `{…}` ahead before it tells us anything, at up to 200 bytes of
// memory for each indicator. A tree within the node limit has at most three indicators for each
// node.
bool has_too_many_indicators(std::string_view text, const ParseLimits& limits) {
  const std::size_t most = 3 * std::max<std::size_t>(limits.nodes, 10'000);
  std::size_t count = 0;
  for (std::size_t at = text.find_first_of("[]{},"); at != std::string_view::npos;
       at = text.find_first_of("[]{},", at + 1))
    if (++count > most) return true;
  return false;
}

// 0 when all are within the limit.
int first_long_line(const Document& document, const ParseLimits& limits) {
  const int lines = static_cast<int>(document.line_starts.size());
  for (int number = 1; number <= lines; ++number)
    if (document.line(number).size() > limits.line_bytes) return number;
  return 0;
}

void refuse(ParseResult& result, Problem problem) {
  result.failure = ParseFailure::over_limit;
  result.problems.push_back(std::move(problem));
}

}  // namespace

std::string_view without_byte_order_mark(std::string_view text) {
  return text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
}

void check_readable(const Document& document, std::size_t original_size, const ParseLimits& limits,
                    ParseResult& result) {
  const Place file{ .path = document.path };
  if (original_size > limits.bytes)
    return refuse(result,
                  { .place = file,
                    .message = fmt::format("the file has {} bytes, more than the limit of {}",
                                           original_size, limits.bytes),
                    .fix = "move long texts and lists to files of their own and name them here" });
  if (add_encoding_problems(document, result.problems) ||
      add_control_problems(document, result.problems)) {
    result.failure = ParseFailure::unreadable;
    return;
  }
  if (const int line = first_long_line(document, limits))
    return refuse(result,
                  { .place = document.place(line, 1),
                    .message = fmt::format("the line has {} bytes, more than the limit of {}",
                                           document.line(line).size(), limits.line_bytes),
                    .fix = "write one value to a line, or move long texts to files of their own" });
  if (has_too_many_indicators(document.text, limits))
    refuse(result, { .place = file,
                     .message = fmt::format(
                       "more brackets, braces and commas than {} nodes can have", limits.nodes),
                     .fix = "move long lists to files of their own and name them here" });
}

std::unique_ptr<Document> open_document(std::string_view path, std::string_view text,
                                        const ParseLimits& limits, ParseResult& result) {
  auto document = std::make_unique<Document>();
  document->path = path;
  const std::size_t original_size = text.size();
  text = without_byte_order_mark(text);
  if (original_size <= limits.bytes) document->text = text;
  document->line_starts = find_line_starts(document->text);
  check_readable(*document, original_size, limits, result);
  document->root = { .line = 1, .column = 1 };
  return document;
}

}  // namespace reallyopen
