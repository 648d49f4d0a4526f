// What the short options of a program stand for.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace reallyopen {

// `l` is `lr` where a Python file declares `"-l", "--lr"` in one call, or keeps what it finds under
// `"-l"` in `lr`.
std::map<std::string, std::string, std::less<>> short_options_of(std::string_view python);

}  // namespace reallyopen
