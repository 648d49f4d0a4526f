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

}  // namespace reallyopen
