// Models that stand beside the one that is trained, by what they are called.
#pragma once

#include <string_view>

namespace reallyopen {

// A teacher, a reward model, a metric, what is compared with: `VGGLoss`, `ref_model`, `evaluate`.
bool is_beside(std::string_view name);

// A file that evaluates or shows a model.
bool is_path_beside(std::string_view path);

}  // namespace reallyopen
