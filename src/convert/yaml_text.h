// JSON values as YAML text that every YAML reader understands alike.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace reallyopen {

// Block style, two spaces, keys in the order given; ends with a line end. Empty collections are
// written `[]`, `{}`.
std::string yaml_text(const nlohmann::ordered_json& value);

}  // namespace reallyopen
