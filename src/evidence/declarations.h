// A manifest with every artifact it declares examined: what components are gathered from.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "evidence/artifact.h"
#include "manifest/schema.h"

namespace reallyopen {

class Declarations {
 public:
  // `document` may be null: nothing is declared then. It must outlive this, as must `uses`' nodes.
  Declarations(const Snapshot& snapshot, const Document* document,
               const std::vector<DefinitionUse>& uses, Digests& digests);

  // Without a repository: every artifact is taken at its word.
  Declarations(const Document& document, const std::vector<DefinitionUse>& uses);

  const Document* document() const { return document_; }
  // The root's child at `keys`, or null.
  const Node* find(std::initializer_list<std::string_view> keys) const;
  Place place(const Node& node) const;

  // In the order of the manifest.
  const std::vector<Artifact>& artifacts() const { return artifacts_; }
  // For the passes that look deeper before components are gathered.
  std::vector<Artifact>& artifacts() { return artifacts_; }
  // The artifact declared at `node`, or null where the schema allows none.
  const Artifact* artifact(const Node& node) const;

 private:
  const Document* document_;
  std::vector<Artifact> artifacts_;
  std::map<const Node*, std::size_t> by_node_;
};

}  // namespace reallyopen
