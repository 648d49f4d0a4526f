// Suggestions for what looks like a typing error.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace reallyopen {

// Edits between two words (insert, delete, replace, swap neighbours), ignoring letter case; stops
// above `limit` and returns limit + 1. Time and memory are bounded by 64 bytes of each word.
int edit_distance(std::string_view a, std::string_view b, int limit);

// The candidate nearest to `word`, if it is near enough to be meant (a third of the length, at most
// 3 edits).
std::optional<std::string> nearest_word(std::string_view word,
                                        std::span<const std::string> candidates);

}  // namespace reallyopen
