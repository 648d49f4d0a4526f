// Whether a text names a model that is published, and no path.
#pragma once

#include <string_view>

namespace reallyopen {

// True for `owner/name`, and for no path of the repository or the machine.
bool is_hub_id(std::string_view text);

// `gpt2`, `bert-base-uncased`: the models that the Hub has without an owner.
bool is_ownerless_id(std::string_view text);

// `https://…` of a file or a model, no service of the own machine.
bool is_model_address(std::string_view text);

// What the option of a trainer, or the key of its settings, is called.
bool is_name_of_base(std::string_view name);   // `model_name_or_path`, `base-model`
bool is_name_of_start(std::string_view name);  // a file to start from: `ckpt_path`, `resume_from`

// Of a trainer's option, or a key of its settings: a model to start from.
bool names_start(std::string_view key, std::string_view value);

}  // namespace reallyopen
