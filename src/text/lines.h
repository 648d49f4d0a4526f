// Lines of a text.
#pragma once

#include <string>
#include <string_view>

namespace reallyopen {

// Line `number`, from 1, as a report shows it: without its end, and not more of it than anybody
// reads.
std::string line_of(std::string_view text, int number);

// The lines of one text, each as line_of() gives it, where later ones are asked for later: what
// lies before is not counted again.
class LinesInOrder {
 public:
  explicit LinesInOrder(std::string_view text) : rest_(text) {}

  // "" of a line before the last that was asked for.
  std::string at(int number);

 private:
  std::string_view rest_;  // from the line `first_` on
  int first_ = 1;
};

// The number of the line on which `part`, a view into `text`, begins.
int line_number(std::string_view text, std::string_view part);

}  // namespace reallyopen
