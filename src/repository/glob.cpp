#include "repository/glob.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <bitset>
#include <vector>

#include "repository/path.h"

namespace reallyopen {
namespace {

constexpr std::string_view special = "*?[\\";
// One character of a name: UTF-8 where it is, else a byte.
constexpr std::string_view
  any_character = R"((?:[^/\x80-\xff]|[\xc2-\xf4][\x80-\xbf]{1,3}|[\x80-\xff]))";

void append_literal(std::string& expression, char letter) {
  expression += re2::RE2::QuoteMeta(re2::StringPiece(&letter, 1));
}

// A parsed `[…]` of `length` bytes; 0 when it is not closed.
struct Class {
  std::bitset<256> bytes;
  bool negated = false;
  std::size_t length = 0;
};

Class parse_class(std::string_view name) {
  Class parsed;
  std::size_t at = 1;
  parsed.negated = at < name.size() && (name[at] == '!' || name[at] == '^');
  if (parsed.negated) ++at;
  const auto take = [&] {
    if (name[at] == '\\' && at + 1 < name.size()) ++at;
    return static_cast<unsigned char>(name[at++]);
  };
  for (std::size_t first = at; at < name.size();) {
    if (name[at] == ']' && at != first) {
      parsed.length = at + 1;
      break;
    }
    unsigned low = take();
    unsigned high = low;
    if (at + 1 < name.size() && name[at] == '-' && name[at + 1] != ']') {
      ++at;
      high = take();
    }
    for (unsigned byte = low; byte <= high; ++byte) parsed.bytes.set(byte);
  }
  if (parsed.negated) parsed.bytes.flip();
  parsed.bytes.reset('/');
  return parsed;
}

void append_class(std::string& expression, const Class& parsed) {
  if (parsed.bytes.none()) {
    expression += R"([^\x00-\xff])";
    return;
  }
  expression += "(?:[";
  for (unsigned byte = 0; byte < 256; ++byte)
    if (parsed.bytes[byte]) expression += fmt::format("\\x{:02x}", byte);
  expression += parsed.negated ? R"(]|[\xc2-\xf4][\x80-\xbf]{1,3}))" : "])";
}

void append_name(std::string& expression, std::string_view name) {
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (name[at] == '*') {
      if (at == 0 || name[at - 1] != '*') expression += "[^/]*";
    } else if (name[at] == '?') {
      expression += any_character;
    } else if (name[at] == '[') {
      Class parsed = parse_class(name.substr(at));
      if (parsed.length == 0) {
        append_literal(expression, '[');
      } else {
        append_class(expression, parsed);
        at += parsed.length - 1;
      }
    } else {
      if (name[at] == '\\' && at + 1 < name.size()) ++at;
      append_literal(expression, name[at]);
    }
  }
}

bool has_wildcard(std::string_view name) {
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (name[at] == '\\')
      ++at;
    else if (std::string_view("*?[").find(name[at]) != std::string_view::npos)
      return true;
  }
  return false;
}

// `\x` means `x` outside of brackets.
std::string without_escapes(std::string_view name) {
  std::string literal;
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (name[at] == '\\' && at + 1 < name.size()) ++at;
    literal += name[at];
  }
  return literal;
}

}  // namespace

Glob::Glob(std::string_view pattern) {
  std::vector<std::string_view> names = split_path(pattern);
  std::string expression;
  bool literal = true;
  for (std::size_t i = 0; i < names.size(); ++i) {
    bool last = i + 1 == names.size();
    literal = literal && !last && !has_wildcard(names[i]);
    if (literal) append_to_path(folder_, without_escapes(names[i]));
    if (names[i] == "**") {
      expression += last ? "(?:.+)" : "(?:[^/]+/)*";
      continue;
    }
    append_name(expression, names[i]);
    if (!last) expression += '/';
  }
  re2::RE2::Options options(re2::RE2::Latin1);
  options.set_log_errors(false);
  options.set_never_capture(true);
  options.set_dot_nl(true);
  options.set_max_mem(8 << 20);
  expression_ = std::make_unique<re2::RE2>(expression, options);
}

Glob::Glob(Glob&&) noexcept = default;
Glob::~Glob() = default;

bool Glob::matches(std::string_view path) const {
  return re2::RE2::FullMatch(re2::StringPiece(path.data(), path.size()), *expression_);
}

std::string literal_glob(std::string_view path) {
  std::string pattern;
  for (char letter : path) {
    if (special.find(letter) != std::string_view::npos) pattern += '\\';
    pattern += letter;
  }
  return pattern;
}

}  // namespace reallyopen
