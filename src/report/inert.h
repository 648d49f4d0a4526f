// Makes text harmless to what reads a build log: terminals and the command parsers of CI runners.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace reallyopen {

constexpr std::size_t longest_text = 2000;  // of a statement where a page or a log has room for it

// printable(), and no `##[command]` or `##vso[command]`, which runners look for anywhere in a line.
std::string inert(std::string_view text, std::size_t limit = 400);

// True when the `#` at `at` is the second one of such a command: the one to escape.
bool opens_log_command(std::string_view text, std::size_t at);

// True when a line that begins with `text` is a `::command::` to a runner, which trims white space
// first.
bool begins_log_command(std::string_view text);

// The last word on what leaves the program as lines: none ends in blanks, none is a `::command::`
// to a runner.
std::string inert_lines(std::string_view text);

}  // namespace reallyopen
