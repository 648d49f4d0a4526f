// The YAML parser's complaints in words that help to mend the file.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "manifest/cursor.h"
#include "verdict/problem.h"

namespace reallyopen {

// What had been read when the parser gave up.
struct SyntaxContext {
  std::optional<std::size_t> open_bracket;  // the innermost `[` or `{` that is not closed
  std::optional<std::size_t> last_scalar;
};

Problem explain_syntax_error(const Document& document, Cursor& cursor, std::size_t offset,
                             std::string_view reason, const SyntaxContext& context);

// A quote at `offset` without its partner.
Problem explain_open_quote(const Document& document, Cursor& cursor, std::size_t offset);

// A line that could only be a key, without its `:`.
Problem explain_missing_colon(const Place& place, std::string_view line);

}  // namespace reallyopen
