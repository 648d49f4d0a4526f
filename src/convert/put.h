// Writes only what there is: a format should not say "" or [] of what a manifest leaves open.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace reallyopen {

void put(nlohmann::ordered_json& into, const char* key, const std::string& text);
void put(nlohmann::ordered_json& into, const char* key, nlohmann::ordered_json value);

}  // namespace reallyopen
