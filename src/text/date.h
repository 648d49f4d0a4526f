// Days as people and manifests write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace reallyopen {

// Days since 1970 of `2025-05-31`; none of what is not written so, or is no day.
std::optional<int> day_number(std::string_view date);

// `2025-05-31`
std::string shown_day(int day_number);

}  // namespace reallyopen
