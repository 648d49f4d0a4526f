#include "text/lines.h"

#include <algorithm>

#include "text/letters.h"

namespace reallyopen {

std::string line_of(std::string_view text, int number) {
  for (int line = 1; line < number; ++line)
    text.remove_prefix(std::min(text.find('\n') + 1, text.size()));
  std::string_view line = text.substr(0, text.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return std::string(line.substr(0, 1000));
}

std::string LinesInOrder::at(int number) {
  for (; first_ < number && !rest_.empty(); ++first_) (void)take_until(rest_, '\n');
  return first_ == number ? line_of(rest_, 1) : "";
}

int line_number(std::string_view text, std::string_view part) {
  const auto before = static_cast<std::size_t>(part.data() - text.data());
  return 1 + static_cast<int>(std::ranges::count(text.substr(0, before), '\n'));
}

}  // namespace reallyopen
