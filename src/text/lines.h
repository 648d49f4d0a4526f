// Lines of a text.
#pragma once

#include <string>
#include <string_view>

namespace reallyopen {

// Line `number`, from 1, as a report shows it: without its end, and not more of it than anybody
// reads.
std::string line_of(std::string_view text, int number);

// The number of the line on which `part`, a view into `text`, begins.
int line_number(std::string_view text, std::string_view part);

}  // namespace reallyopen
