// The settings a configuration states: values under the root and the sections that trainers use.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "manifest/node.h"

namespace reallyopen {

// What a section is about, so that `data.seed` is not taken for the training's.
enum class Section { root, training, model, data };

struct Setting {
  std::string name;     // `learning_rate` for `learning-rate` and `learningRate`
  std::string section;  // the name of the innermost section, e.g. `optimizer`; "" at the root
  std::string path;     // as written, for people: `optimizer.params.lr`
  Section about = Section::root;
  const Node* key = nullptr;
  const Node* value = nullptr;
  bool merged = false;  // stands here by a merge key or in one of several documents
};

// `a-b`, `a b`, `aB` and `--a_b` are `a_b`.
std::string canonical_name(std::string_view key);

// Sections that are not known (a teacher, a discriminator, an evaluation) are not entered, so their
// settings contradict nothing.
std::vector<Setting> list_settings(const Document& document);

}  // namespace reallyopen
