// A claim: a named standard, as its file in schemas/claims/ (or a policy's own file) states it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
  std::vector<Requirement> requirements;
};

// `text` is of the form that schemas/claim.schema.json describes; throws std::logic_error where it
// is not, since so far all claim files are our own.
Claim parse_claim(std::string_view path, std::string_view text);

// The claims of schemas/claims/, by id.
std::vector<Claim> shipped_claims();

}  // namespace reallyopen
