// Which published models a script, its arguments or its settings start from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

struct LoadedModel {
  std::string id;  // `owner/name`, a name that a library knows by itself, or an address
  int line = 1;
  bool is_default = false;  // of an option: a run may start from another
};

// Of Python: models that are loaded with published weights (`from_pretrained`, `timm.create_model`
// with `pretrained=True`, …), and fetched files that are loaded into one; by a text or a name that
// stands for one. Tokenizers, processors and configurations are no models, and nor is what only
// teaches, rewards, judges or is compared with.
std::vector<LoadedModel> loaded_in_python(std::string_view text);
// Of shell, and of the one line of a command: `--model_name_or_path owner/name`.
std::vector<LoadedModel> loaded_in_shell(std::string_view text);
// Of YAML, JSON and spaCy's settings: `model_name_or_path: owner/name`, `ckpt_path: https://…`, and
// what mergekit lists under `model:`.
std::vector<LoadedModel> loaded_in_settings(std::string_view text);

}  // namespace reallyopen
