// The model cards of a model, read: README.md beside the manifest, and what
// `documentation.model_card` names.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/declarations.h"
#include "verdict/problem.h"

namespace reallyopen {

struct Card {
  Document text;                           // the whole file, for places; it has no nodes
  std::unique_ptr<Document> front_matter;  // null: there is none, or it is no YAML
  Problems problems;                       // why it is no YAML
  std::size_t prose = 0;                   // offset of what follows the front matter
  std::string unexamined;                  // why the file could not be read; empty when it was

  // A value of the front matter, or null.
  const Node* find(std::string_view key) const;
};

// From the bytes of a file.
Card parse_card(std::string path, std::string_view bytes);

// `manifest` is the path of the manifest, or where it should be.
std::vector<Card> read_cards(const Snapshot& snapshot, std::string_view manifest,
                             const Declarations& declarations);

}  // namespace reallyopen
