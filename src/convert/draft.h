// A manifest that still says of everything that it is not known: what conversions to a manifest
// begin with.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace reallyopen {

// Valid, and no claim holds by it: what the source does not say must not look like a statement.
// `source` names it for the reasons.
nlohmann::ordered_json empty_draft(std::string_view claim, std::string_view source);

// As YAML, with a comment on what it is.
std::string draft_text(const nlohmann::ordered_json& draft, std::string_view source);

}  // namespace reallyopen
