// Makes text from the repository inert before any reporter sees it.
#pragma once

#include <string>
#include <string_view>

namespace reallyopen {

// Valid UTF-8 on one line: control characters, bidirectional and zero-width controls, line
// separators, lone bytes and non-characters become visible escapes (`\n`, `\x1b`, `\u202e`). At
// most `limit` code points, then `…`.
std::string printable(std::string_view text, std::size_t limit = 400);

// As messages show what the repository says.
std::string in_backticks(std::string_view text, std::size_t limit = 120);

// The number of code points in valid UTF-8.
std::size_t code_points(std::string_view text);

bool is_valid_utf8(std::string_view text);

}  // namespace reallyopen
