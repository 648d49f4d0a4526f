// Words that state nothing.
#pragma once

#include <string_view>

namespace reallyopen {

// `TBD`, `tuned`, `various GPUs`, `see the paper`: where a value is asked for.
bool states_no_value(std::string_view text);

// `Web data.`, `A proprietary mixture.`: where data is to be named or described.
bool describes_no_data(std::string_view text);

// `Contact us`: without saying where.
bool names_no_way(std::string_view text);

// `our pipeline is proprietary`: a thing is kept back, and not missing.
bool keeps_secret(std::string_view reason);

}  // namespace reallyopen
