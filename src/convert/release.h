// What a conversion reads: a manifest, and what was established for its components.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/components/component.h"
#include "evidence/declarations.h"

namespace reallyopen {

class Release {
 public:
  // Both must outlive this. `components` are those of `declarations`, whose document must not be
  // null.
  Release(const Declarations& declarations, std::span<const ComponentEvidence> components)
      : declarations_(declarations), components_(components) {}

  const Declarations& declarations() const { return declarations_; }
  const Node* find(std::initializer_list<std::string_view> keys) const {
    return declarations_.find(keys);
  }
  const ComponentEvidence& component(std::string_view id) const;

  // The scalar at `keys`, whatever its type; empty where there is none.
  std::string text(std::initializer_list<std::string_view> keys) const;
  // `Jane`, or the name of `{name: Jane}`.
  std::string developer() const;
  std::vector<const Node*> sources() const;
  std::vector<const Node*> base_models() const;
  // The first path or URL that is declared for a component; empty where there is none.
  std::string location(std::string_view component) const;
  // Where the licence of that artifact stands, if it has one of its own.
  std::string license_file(std::string_view component) const;
  // The licence that the release states for a kind of content; empty where there is none.
  std::string license(std::string_view content) const;

 private:
  const Artifact* first_artifact(std::string_view component) const;

  const Declarations& declarations_;
  std::span<const ComponentEvidence> components_;
};

// A scalar's text; empty for null, a null pointer and anything with parts.
std::string text_of(const Node* node);
// The texts of a list's scalars, or the one scalar.
std::vector<std::string> texts_of(const Node* node);
// `Jane`, or the name of `{name: Jane}`.
std::string party_name(const Node* party);
// `3.9T`, `7B` or a number; nothing for any other text.
std::optional<double> quantity_of(const Node* node);

}  // namespace reallyopen
