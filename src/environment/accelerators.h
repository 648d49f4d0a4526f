// What accelerators can do at most.
#pragma once

#include <optional>
#include <string_view>

namespace reallyopen {

// Dense operations of a second and device, as the makers' data sheets give them: in BF16 or FP16,
// and in the fastest number type that models are trained in (FP8 where there is one).
struct Peak {
  double half = 0;
  double fastest = 0;
};

// By the name of the model: `NVIDIA A100-SXM4-80GB`, `TPU v4`; `none` is a machine without one.
// Nothing where the name is not known, or means several that differ.
std::optional<Peak> peak_of(std::string_view accelerator);

// The one known model that a text names, as the table calls it; "" of none, and of several.
std::string_view accelerator_in(std::string_view text);

}  // namespace reallyopen
