// Rules about statements that no file backs: lineage, community.
#include <fmt/format.h>

#include <algorithm>

#include "evidence/cards/base_model.h"
#include "license/license_set.h"
#include "rules/catalogue.h"
#include "rules/findings.h"
#include "rules/inspection.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

void check_relicensed(const Inspection& inspection, Findings& findings) {
  for (const BaseModel& base : base_models(inspection.declarations)) {
    if (!base.same_developer || !base.license) continue;
    if (is_in_set(base.license->text, "open-model").in) continue;
    findings.add(
      { .place = inspection.declarations.place(*base.license),
        .message = fmt::format(
          "base model `{}` is under `{}`; its developer is the model's own, and may license anew",
          printable(base.name, 60), printable(base.license->text, 80)),
        .subject = base.name,
        .component = "weights-license" });
  }
}

void check_community(const Inspection& inspection, Findings& findings) {
  const Node* community = inspection.declarations.find({ "community" });
  if (!community || !community->is_mapping()) return;
  const auto place = std::ranges::find(inspection.components, "community", &ComponentEvidence::id);
  if (place == inspection.components.end() || place->evidence != Evidence::absent) return;
  findings.add({ .place = place->section,
                 .message = "`community` names no place to ask or contribute",
                 .subject = "community",
                 .component = "community" });
}

constexpr Rule statement_rows[] = {
  {
    .id = "base-model-relicensed",
    .level = Level::note,
    .title = "the developer licenses a model more freely than its base",
    .why = "Only the holder of the rights may do so; that both have the same developer is the "
           "manifest's word.",
    .fix = "nothing to mend, if the developer holds the rights in the base model",
    .fails = "model:\n"
             "  developer: Leaf Lab\n"
             "  base_models: [{name: root, developer: Leaf Lab, relation: finetune, license: "
             "LicenseRef-Leaf}]\n",
    .passes = "model:\n"
              "  developer: Leaf Lab\n"
              "  base_models: [{name: root, developer: Leaf Lab, relation: finetune, license: "
              "MIT}]\n",
    .check = check_relicensed,
  },
  {
    .id = "community-unreachable",
    .level = Level::warning,
    .title = "the community section names no place to ask",
    .why = "A project that nobody can reach is not developed in the open.",
    .fix = "add `issues`, `discussions`, `chat`, `contact` or `contributing`",
    .fails = "community: {code_of_conduct: CODE_OF_CONDUCT.md}\n",
    .passes = "community: {contact: models@example.org}\n",
    .check = check_community,
  },
};

}  // namespace

constinit const RuleFamily statement_rules = statement_rows;

}  // namespace reallyopen
