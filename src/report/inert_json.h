// JSON that neither deceives a terminal nor commands a CI runner.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace reallyopen {

// The same document: what JSON allows in a string but a log should not show (bidirectional
// controls, C1, runner commands) becomes an escape of the same character.
std::string inert_json(std::string_view json);

// What is not known is null, not empty.
nlohmann::ordered_json or_null(const std::string& text);

}  // namespace reallyopen
