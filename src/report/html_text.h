// Text from a repository inside HTML.
#pragma once

#include <string>
#include <string_view>

#include "verdict/place.h"

namespace reallyopen {

// Literal, in an element or a quoted attribute.
std::string html(std::string_view text);

// A message: what stands between backticks becomes <code>.
std::string html_message(std::string_view message);

// The source line of a place with the marked stretch in <mark>; empty where there is none.
std::string html_source(const Place& place);

// The style sheet of the report.
extern const std::string_view html_style;

}  // namespace reallyopen
