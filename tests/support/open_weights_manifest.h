// A manifest that holds open-weights and no more, beside `model.npz` and `predict.py`.
#pragma once

#include <string>

namespace reallyopen {

inline std::string open_weights_manifest(
  const std::string& scripts = "{status: withheld, reason: Not released.}",
  const std::string& claim = "open-weights", const std::string& license = "MIT") {
  return "schema_version: 1\nclaim: " + claim +
         "\nmodel:\n  name: leafnet\n  version: \"1.0\"\n"
         "  developer: Leaf Lab\n  architecture: {description: Two layers.}\n"
         "  weights: {files: model.npz}\n  inference: {code: predict.py}\n"
         "data: {status: withheld, reason: No.}\npreprocessing: {status: withheld, reason: No.}\n"
         "training:\n  scripts: " +
         scripts +
         "\nhyperparameters: {status: withheld, reason: No.}\n"
         "hardware: {status: unknown, reason: No.}\nlicense: " +
         license + "\nrestrictions: []\n";
}

}  // namespace reallyopen
