// The formats in which a verdict can be written. Each is a pure function of the verdict.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "verdict/verdict.h"

namespace reallyopen {

struct ReportOptions {
  bool colour = false;
  int width = 100;  // terminal cells
};

struct Format {
  std::string_view id;
  std::string_view title;
  std::string (*write)(const RunVerdict&, const ReportOptions&);
};

std::span<const Format> formats();

// Null when there is no such format.
const Format* find_format(std::string_view id);

}  // namespace reallyopen
