// A claim: a named standard, as its file in schemas/claims/ (or a policy's own file) states it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/node.h"
#include "verdict/evidence.h"

namespace reallyopen {

// Asked only where `component` reaches `at_least`.
struct Condition {
  std::string component;
  Evidence at_least = Evidence::described;
};

// Either a leaf that names a component, or a composition of requirements.
struct Requirement {
  std::string component;
  Evidence at_least = Evidence::described;
  std::string license;             // a licence set that every licence of the component must be in
  std::vector<std::string> facts;  // that must hold of the component
  bool accepts_not_applicable = false;
  std::optional<Condition> when;
  std::vector<Requirement> all_of;
  std::vector<Requirement> any_of;
  std::string why;
  std::string reference;
};

struct Claim {
  std::string id;
  std::string title;
  std::string summary;
  std::string source;
  std::string builds_on;  // another claim, whose requirements are this one's as well; may be empty
  bool label = true;  // something that a release may call itself; false: only a state of affairs
  std::vector<Requirement> requirements;
  std::size_t inherited = 0;  // so many of them, the first, are those of `builds_on`
};

// An organisation's claim file; it may build on a claim of ours. `text` is of the form that
// schemas/claim.schema.json describes; throws std::logic_error where it is not, and where there is
// no such claim to build on.
Claim parse_claim(std::string_view path, std::string_view text);

// One item of `requires`, of the form of the schema.
Requirement read_requirement(const Node& node);

// Gives a claim the requirements of the one it builds on, if it builds on one. False where that is
// not among `known`, whose claims have theirs. Until then the claim cannot be judged.
bool inherit_requirements(Claim& claim, std::span<const Claim> known);

// The same for claims that build on each other; throws std::logic_error where one cannot inherit.
void inherit_requirements(std::vector<Claim>& claims);

// The claims of schemas/claims/, by id.
const std::vector<Claim>& shipped_claims();

}  // namespace reallyopen
