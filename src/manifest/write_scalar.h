// Text -> a YAML scalar that every YAML tool reads as that text again.
#pragma once

#include <string>
#include <string_view>

namespace reallyopen {

// On one line: plain where YAML 1.1 and 1.2 agree that it is a text, else in double quotes.
std::string yaml_scalar(std::string_view text);

}  // namespace reallyopen
