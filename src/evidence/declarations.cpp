#include "evidence/declarations.h"

#include <algorithm>

#include "evidence/at_word.h"

namespace reallyopen {

Declarations::Declarations(const Snapshot& snapshot, const Document* document,
                           const std::vector<DefinitionUse>& uses, Digests& digests)
    : document_(document) {
  if (!document) return;
  Examiner examiner(snapshot, *document, digests);
  std::vector<const Node*> nodes;
  for (const DefinitionUse& use : uses)
    if (use.definition == "artifact") nodes.push_back(use.node);
  examiner.hash_ahead(nodes);
  for (const DefinitionUse& use : uses) {
    if (use.definition == "artifact")
      artifacts_.push_back(examiner.examine(*use.node, use.field));
    else if (use.definition == "pointer")
      artifacts_.push_back(examiner.examine_pointer(*use.node, use.field));
    else
      continue;
    by_node_.emplace(use.node, artifacts_.size() - 1);
  }
}

Declarations::Declarations(const Document& document, const std::vector<DefinitionUse>& uses)
    : document_(&document) {
  for (const DefinitionUse& use : uses) {
    if (use.definition != "artifact" && use.definition != "pointer") continue;
    artifacts_.push_back(take_at_word(document, *use.node, use.field));
    // `file#/json/pointer`: the artifact is the file.
    std::string& written = artifacts_.back().written;
    if (use.definition == "pointer") written.resize(std::min(written.find('#'), written.size()));
    by_node_.emplace(use.node, artifacts_.size() - 1);
  }
}

const Node* Declarations::find(std::initializer_list<std::string_view> keys) const {
  return document_ ? document_->root.find(keys) : nullptr;
}

Place Declarations::place(const Node& node) const { return document_->place(node); }

const Artifact* Declarations::artifact(const Node& node) const {
  const auto found = by_node_.find(&node);
  return found == by_node_.end() ? nullptr : &artifacts_[found->second];
}

}  // namespace reallyopen
