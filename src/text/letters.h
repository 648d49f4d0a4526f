// Text reduced to what several spellings of one name have in common.
#pragma once

#include <string>
#include <string_view>

namespace reallyopen {

constexpr bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

// ASCII letters in lower case; everything else stays.
std::string lower(std::string_view text);

// Only letters and digits, in lower case: `Llama-2 7B` and `llama2-7b` are one name.
std::string squeezed(std::string_view name);

}  // namespace reallyopen
