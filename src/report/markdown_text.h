// Text from a repository inside Markdown: literal, or a code span.
#pragma once

#include <string>
#include <string_view>

namespace reallyopen {

// A message: what stands between backticks becomes a code span, the rest is literal. No link, tag,
// mention or table cell begins in it.
std::string markdown(std::string_view message);

std::string markdown_code(std::string_view text);

// A block of one or two lines that are shown as they are; each line begins with `indent`.
std::string markdown_block(std::string_view lines, std::string_view indent);

}  // namespace reallyopen
