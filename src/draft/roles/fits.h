// Whether `.fit(` fits a model, or what prepares its data.
#pragma once

#include <string_view>

namespace reallyopen {

bool fits_model(std::string_view content);

}  // namespace reallyopen
