// Dates as formats want them in full, while a manifest may know only the month.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace reallyopen {

// `2024`, `2024-11` or `2024-11-05` as a full date; the first day where none is said. Nothing for
// any other text.
std::optional<std::string> full_date(std::string_view date);

}  // namespace reallyopen
