#include "evidence/recipe/traced_values.h"

#include <algorithm>
#include <cmath>

#include "configuration/hyperparameter.h"
#include "configuration/pointer.h"
#include "manifest/field_path.h"

namespace reallyopen {
namespace {

// `null`, `auto`, `???`, and the -1 by which trainers mean that there is none.
bool is_empty(const Node& target, const std::string& field) {
  if (target.kind == NodeKind::null) return true;
  if (target.is_string()) return is_filled_in_later(target.text);
  if (!target.is_number() || target.number >= 0) return false;
  const std::string owner = field.substr(0, field.rfind('.'));
  const Hyperparameter* known = find_hyperparameter(canonical_name(last_key(owner)));
  return known && (known->measure == Measure::positive || known->id == "seed");
}

}  // namespace

void TracedValues::follow_pointers() {
  for (Artifact& artifact : declarations_.artifacts()) {
    const std::size_t mark = artifact.node->text.find('#');
    if (!artifact.field.ends_with(".from") || artifact.evidence != Evidence::present) continue;
    const DeclaredFiles declared = files_.read(artifact);
    if (declared.files.size() != 1 || mark == std::string::npos) continue;
    follow(artifact, *declared.files.front(), artifact.node->text.substr(mark + 1));
  }
}

void TracedValues::follow(Artifact& artifact, const ConfigurationFile& file,
                          const std::string& pointer) {
  LostPointer lost{
    .field = artifact.field, .declared = artifact.place, .pointer = pointer, .path = file.path
  };
  const auto lose = [&](bool incomplete) {
    lost.incomplete = incomplete;
    artifact.evidence = incomplete ? Evidence::unknown : Evidence::broken;
    artifact.defect = Defect::pointer_lost;
    result_.lost_pointers.push_back(std::move(lost));
  };
  if (file.format == ConfigurationFormat::unknown) return lose(true);
  if (!file.parsed.document) return;
  const PointerTarget target = follow_pointer(*file.parsed.document, pointer);
  if (target.unknown) return lose(true);
  if (!target.node) {
    lost.lost = target.lost;
    lost.suggestion = target.suggestion;
    lost.nearest = file.parsed.document->place(*target.nearest);
    return lose(false);
  }
  if (is_empty(*target.node, artifact.field)) {
    lost.empty = shown_value(*target.node);
    lost.nearest = file.parsed.document->place(*target.node);
    return lose(false);
  }
  compare_traced(artifact, file, pointer, *target.node);
}

// The value that stands beside a pointer.
void TracedValues::compare_traced(Artifact& artifact, const ConfigurationFile& file,
                                  const std::string& pointer, const Node& target) {
  const Node* owner = owner_of(*artifact.node);
  const Node* value = owner ? owner->get("value") : nullptr;
  if (!value || compare_values(*value, target) != Agreement::different) return;
  const auto stated = number_of(*value);
  const auto there = number_of(target);
  if (stated && there && !owner->string_at("unit").empty()) {
    // `4M tokens` for 1024 sequences of 4096: a multiple may be a matter of units.
    const double ratio = std::max(stated->value, there->value) /
                         std::min(stated->value, there->value);
    if (ratio >= 2 && ratio == std::floor(ratio)) return;
  }
  artifact.evidence = Evidence::broken;
  artifact.defect = Defect::contradicted;
  std::string field = artifact.field.substr(0, artifact.field.rfind('.'));
  result_.contradictions.push_back(
    { std::move(field),
      declarations_.place(*value),
      shown_value(*value),
      { { file.parsed.document->place(target), pointer, shown_value(target) } } });
}

// The mapping that holds a `from`, found where pointers may stand.
const Node* TracedValues::owner_of(const Node& from) const {
  const auto look = [&](const Node* section) -> const Node* {
    if (!section) return nullptr;
    for (const Member& member : section->members)
      if (member.value.get("from") == &from) return &member.value;
    return nullptr;
  };
  if (const Node* owner = look(declarations_.find({ "hyperparameters" }))) return owner;
  if (const Node* list = declarations_.find({ "training", "stages" }))
    for (const Node& stage : list->items)
      if (const Node* owner = look(stage.get("hyperparameters"))) return owner;
  return nullptr;
}

}  // namespace reallyopen
