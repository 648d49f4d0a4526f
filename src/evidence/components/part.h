// The pieces a component's evidence is put together from.
#pragma once

#include <optional>
#include <string>

#include "evidence/declarations.h"
#include "verdict/evidence.h"

namespace reallyopen {

struct Part {
  Evidence evidence = Evidence::absent;
  Place place;
  std::string reason;  // why it is not stronger; may be empty
  std::string step;  // what would make it stronger; may be empty: the component's own step is used
};

// A chain is as strong as its weakest part; of equal parts the first decides.
Part weaker(Part a, Part b);
// Where any one of several ways is enough. What is broken or unread still decides, since it was
// declared.
Part stronger(Part a, Part b);

// The artifacts at `node`: one, or the weakest of a list. Absent for null or an empty list.
Part artifacts_part(const Declarations& declarations, const Node* node);

// A section that says `status: withheld` (or planned, unavailable, unknown, not-applicable);
// nothing otherwise.
std::optional<Part> status_part(const Declarations& declarations, const Node* section);

// Described, at `node`; absent for null.
Part described_part(const Declarations& declarations, const Node* node);

// Takes over a part as a component's evidence.
void apply(Part part, ComponentEvidence& evidence);

// True for a non-empty scalar, list or mapping that is no bare status.
bool says_something(const Node* node);

}  // namespace reallyopen
