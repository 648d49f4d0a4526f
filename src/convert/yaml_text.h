// JSON values as YAML text that every YAML reader understands alike.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace reallyopen {

// Block style, two spaces, keys in the order given; ends with a line end. Empty collections are
// written `[]`, `{}`.
std::string yaml_text(const nlohmann::ordered_json& value);

// One scalar: plain where no reader of YAML 1.1 or 1.2 takes it for anything but this text,
// otherwise in double quotes.
std::string yaml_scalar(std::string_view text);

}  // namespace reallyopen
