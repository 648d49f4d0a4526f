// The components: one row each for what a release can disclose.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "evidence/declarations.h"
#include "verdict/evidence.h"

namespace reallyopen {

enum class Content { code, weights, data, documentation, statement };

std::string_view name(Content content);

struct FactRow {
  std::string_view id;
  std::string_view title;
};

struct Component {
  std::string_view id;
  std::string_view title;
  Content content = Content::statement;
  std::string_view field;  // where it stands in the manifest
  std::string_view about;  // how its evidence is found, for `explain`
  std::string_view step;   // what to do where it is missing
  std::span<const FactRow> facts;
  // The fields whose artifacts it consists of, without list indexes and `stages`; empty: those of
  // `field`.
  std::span<const std::string_view> artifacts = {};
  // Fills evidence, places, reason, step and facts; licenses where they are not those of
  // `artifacts`.
  void (*gather)(const Declarations&, ComponentEvidence&);
};

using ComponentFamily = std::span<const Component>;

extern const ComponentFamily model_components;
extern const ComponentFamily data_components;
extern const ComponentFamily training_components;
extern const ComponentFamily license_components;
extern const ComponentFamily statement_components;
extern const ComponentFamily documentation_components;

// Every component, in the order of reports.
std::vector<const Component*> all_components();

// The artifacts that are declared for a component, in the order of the manifest.
std::vector<const Artifact*> artifacts_of(const Declarations& declarations,
                                          const Component& component);

// The evidence for every component, in that order.
std::vector<ComponentEvidence> gather_components(const Declarations& declarations);

}  // namespace reallyopen
