// Which published models a script, its arguments or its settings start from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

struct LoadedModel {
  std::string id;  // as the Hugging Face Hub names it: `owner/name`
  int line = 1;
};

// True for `owner/name`, and for no path of the repository or the machine.
bool is_hub_id(std::string_view text);

// Of Python: what a class of models is made of by `from_pretrained(...)`, as a text or by a name
// that was set to one before, and defaults of an option such as `--model_name_or_path`. Tokenizers,
// processors and configurations are no models, and nor is what only teaches, rewards or judges.
std::vector<LoadedModel> loaded_in_python(std::string_view text);
// Of shell, and of the one line of a command: `--model_name_or_path owner/name`.
std::vector<LoadedModel> loaded_in_shell(std::string_view text);
// Of YAML and JSON settings: `model_name_or_path: owner/name`, and what mergekit lists under
// `model:`.
std::vector<LoadedModel> loaded_in_settings(std::string_view text);

}  // namespace reallyopen
