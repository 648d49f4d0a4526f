// `reallyopen explain`: a rule, claim, component or manifest field in prose.
#pragma once

#include <string>
#include <string_view>

namespace reallyopen {

struct Explanation {
  bool found = true;
  std::string text;  // a page; where nothing was found a sentence with the nearest id
};

// `topic` empty: what can be explained.
Explanation explain(std::string_view topic);

}  // namespace reallyopen
