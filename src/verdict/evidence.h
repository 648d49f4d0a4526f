// The evidence scale, and what was established for one component of a model.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "verdict/place.h"

namespace reallyopen {

// DESIGN, "Evidence, weakest to strongest", from absent to present. The first three stand outside
// the scale.
enum class Evidence {
  unknown,         // could not be read: makes a claim incomplete
  broken,          // declared, but contradicted by the snapshot: worth absent
  not_applicable,  // stated with a reason: satisfies only what accepts it
  absent,
  withheld,
  described,
  linked,
  pinned,
  present,
};

std::string_view name(Evidence evidence);

// True when `evidence` stands on the scale at `least` or above.
bool reaches(Evidence evidence, Evidence least);

// The weaker of two parts of one component: unknown, then broken, then the scale. Parts that do not
// apply give way.
Evidence weaker(Evidence a, Evidence b);

// Something a claim may ask of a component beyond its strength, e.g. `memory` of `hardware`.
struct ComponentFact {
  std::string id;
  bool holds = false;
  Place place;          // where it is stated, or where it is missing
  std::string lacking;  // what is missing, for a person; empty when it holds
  std::string step;     // what to do about it; empty when it holds
};

// A licence that applies to the component, and why it does.
struct StatedLicense {
  std::string expression;  // as written; empty: none stated
  Place place;
  std::string of;  // "the weights", "data source `x`", "base model `y`"
};

struct ComponentEvidence {
  std::string id;
  std::string title;
  Evidence evidence = Evidence::absent;
  std::string field;          // where it stands in the manifest: `training.scripts`
  std::vector<Place> places;  // what the evidence was read from; first the one that decides it
  Place section;       // where it stands, or the nearest enclosing section that should hold it
  std::string reason;  // why it is not stronger, for a person; may be empty
  std::string step;    // what makes it stronger: the imperative of a to-do list
  std::vector<ComponentFact> facts;
  std::vector<StatedLicense> licenses;
  std::vector<std::string>
    statements;  // what is stated, one each: what two revisions are compared by
};

}  // namespace reallyopen
