#include "evidence/components/component.h"

#include <algorithm>

#include "evidence/licenses/applied_license.h"

namespace reallyopen {
namespace {

// The deepest node of a dotted field that exists; the document's root where none does.
Place section_place(const Declarations& declarations, std::string_view field) {
  if (!declarations.document()) return {};
  const Document& document = *declarations.document();
  const Node* node = &document.root;
  Place place{ .path = document.path,
               .line = 1,
               .column = 1,
               .width = 1,
               .line_text = std::string(document.line(1)) };
  while (!field.empty()) {
    const std::size_t dot = std::min(field.find('.'), field.size());
    const Node* key = nullptr;
    for (const Member& member : node->members) {
      if (member.key.text != field.substr(0, dot)) continue;
      key = &member.key;
      node = &member.value;
      break;
    }
    if (!key) break;
    place = document.place(*key);
    field.remove_prefix(std::min(dot + 1, field.size()));
  }
  return place;
}

// `training.stages[1].scripts[0]` -> `training.scripts`: a stage's artifact is one of the training.
std::string component_field(std::string_view field) {
  std::string result;
  bool within_brackets = false;
  for (const char letter : field) {
    if (letter == '[') within_brackets = true;
    if (!within_brackets) result += letter;
    if (letter == ']') within_brackets = false;
  }
  if (const std::size_t stages = result.find(".stages."); stages != std::string::npos)
    result.erase(stages, std::string_view(".stages").size());
  return result;
}

bool is_part_of(std::string_view field, std::string_view component) {
  return field.starts_with(component) &&
         (field.size() == component.size() || field[component.size()] == '.');
}

bool belongs_to(const Artifact& artifact, const Component& component) {
  // Most stand in another section, and need no name of their own to tell.
  const auto begins_alike = [&](std::string_view part) {
    return artifact.field.starts_with(part.substr(0, part.find('.')));
  };
  if (component.artifacts.empty() ? !begins_alike(component.field)
                                  : std::ranges::none_of(component.artifacts, begins_alike))
    return false;
  const std::string field = component_field(artifact.field);
  // The text of an artifact's licence is no part of the artifact.
  if (field.find(".license.") != std::string::npos) return false;
  if (component.artifacts.empty()) return is_part_of(field, component.field);
  return std::ranges::any_of(component.artifacts,
                             [&](std::string_view part) { return is_part_of(field, part); });
}

}  // namespace

std::vector<const Artifact*> artifacts_of(const Declarations& declarations,
                                          const Component& component) {
  std::vector<const Artifact*> artifacts;
  for (const Artifact& artifact : declarations.artifacts())
    if (belongs_to(artifact, component)) artifacts.push_back(&artifact);
  return artifacts;
}

std::string_view name(Content content) {
  switch (content) {
    case Content::code:
      return "code";
    case Content::weights:
      return "weights";
    case Content::data:
      return "data";
    case Content::documentation:
      return "documentation";
    case Content::statement:
      return "statement";
  }
  return "statement";
}

std::vector<const Component*> all_components() {
  std::vector<const Component*> all;
  for (const ComponentFamily family :
       { model_components, data_components, training_components, license_components,
         statement_components, documentation_components })
    for (const Component& component : family) all.push_back(&component);
  return all;
}

std::vector<ComponentEvidence> gather_components(const Declarations& declarations) {
  std::vector<ComponentEvidence> all;
  for (const Component* component : all_components()) {
    ComponentEvidence evidence;
    evidence.id = component->id;
    evidence.title = component->title;
    evidence.field = component->field;
    evidence.section = section_place(declarations, component->field);
    component->gather(declarations, evidence);
    if (evidence.step.empty()) evidence.step = component->step;
    if (evidence.licenses.empty() && component->content != Content::statement &&
        declarations.document())
      evidence.licenses = applied_licenses(declarations, *component, evidence.section);
    // A part that was declared shows the place better than the section around it.
    if (!evidence.places.empty()) evidence.section = evidence.places.front();
    all.push_back(std::move(evidence));
  }
  return all;
}

}  // namespace reallyopen
