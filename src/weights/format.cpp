#include "weights/format.h"

#include <algorithm>
#include <array>

namespace reallyopen {
namespace {

struct Ending {
  std::string_view ending;
  std::string_view format;
};

constexpr std::array format_endings = std::to_array<Ending>({
  { ".safetensors", "safetensors" },
  { ".gguf", "gguf" },
  { ".onnx", "onnx" },
  { ".pt", "pytorch" },
  { ".pth", "pytorch" },
  { ".h5", "keras" },
  { ".keras", "keras" },
  { ".msgpack", "jax" },
});

// Many programs call their own format `.bin`; these are PyTorch's.
constexpr std::array<std::string_view, 5> pytorch_names = {
  "pytorch_model", "diffusion_pytorch_model", "adapter_model", "training_args", "consolidated"
};

bool is_pytorch_bin(std::string_view name) {
  return name.ends_with(".bin") && std::ranges::any_of(pytorch_names, [&](std::string_view start) {
           return name.starts_with(start);
         });
}

}  // namespace

std::string_view weights_format(std::string_view file_name) {
  for (const Ending& row : format_endings)
    if (file_name.ends_with(row.ending)) return row.format;
  return is_pytorch_bin(file_name) ? "pytorch" : "";
}

bool is_pickle_name(std::string_view file_name) {
  constexpr std::array<std::string_view, 6> pickles = { ".pt",  ".pth",    ".ckpt",
                                                        ".pkl", ".pickle", ".joblib" };
  return is_pytorch_bin(file_name) || std::ranges::any_of(pickles, [&](std::string_view ending) {
           return file_name.ends_with(ending);
         });
}

bool starts_like_pickle(std::string_view front) {
  if (front.starts_with("PK\x03\x04")) return true;
  return front.size() >= 2 && front[0] == '\x80' && front[1] >= 2 && front[1] <= 5;
}

}  // namespace reallyopen
