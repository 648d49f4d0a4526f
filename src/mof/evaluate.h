// A record's class and progress, exactly as the Model Openness Tool decides them.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "mof/record.h"

namespace reallyopen {

// What one class asks; classes are cumulative, and so are the lists. Optional components are listed
// too, and never decide.
struct MofClass {
  int number = 0;
  double progress = 0;  // percent; 0 while a lower class is not reached
  std::vector<std::string_view> included;
  std::vector<std::string_view> missing;
  std::vector<std::string_view> unlicensed;
  std::vector<std::string_view> invalid;  // a licence that the tool does not count as open
};

struct MofVerdict {
  int qualifies = 0;                // 3, 2 or 1; 0: unclassified
  std::array<MofClass, 3> classes;  // class 3 first
};

MofVerdict evaluate(const MofRecord& record);

// "Class III - Open Model"
std::string_view mof_label(int number);

}  // namespace reallyopen
