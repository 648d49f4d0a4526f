// The models that this one was derived from.
#pragma once

#include <string>
#include <vector>

#include "evidence/declarations.h"

namespace reallyopen {

struct BaseModel {
  const Node* node = nullptr;
  std::string name;
  const Node* license = nullptr;  // the SPDX expression; null where none is stated
  bool same_developer = false;    // as the model's own, by name: may license anew
};

std::vector<BaseModel> base_models(const Declarations& declarations);

// `name` of `owner/name`.
std::string_view behind_owner(std::string_view id);
// The Hub id in a URL such as `https://huggingface.co/datasets/owner/name` or
// `hf:datasets/owner/name`; empty where it leads elsewhere.
std::string hub_id(std::string_view url, std::string_view kind);
// Whether an entry of `model.base_models` is about the model that the Hub calls `id`.
bool names_model(const Node& base, std::string_view id);
// The same for what a script starts from: also a name that a library knows by itself, or an
// address. A base that has a developer and no page of the Hub may be any of that owner's models.
bool names_start_model(const Node& base, std::string_view id);

}  // namespace reallyopen
