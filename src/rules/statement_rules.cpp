// Rules about statements that no file backs: licences, lineage, community.
#include <fmt/format.h>

#include <algorithm>

#include "evidence/base_model.h"
#include "license/license_set.h"
#include "rules/catalogue.h"
#include "rules/findings.h"
#include "rules/inspection.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

void check_expressions(const Inspection& inspection, Findings& findings) {
  for (const DefinitionUse& use : inspection.validation.uses) {
    if (use.definition != "licenseExpr" || !use.node->is_string()) continue;
    const std::string error = expression_error(use.node->text);
    if (error.empty()) continue;
    findings.add({ .place = inspection.declarations.place(*use.node),
                   .message = fmt::format("`{}` is no SPDX licence expression: {}",
                                          printable(use.node->text, 80), error),
                   .subject = use.field });
  }
}

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

constexpr Rule rows[] = {
  {
    .id = "license-expression-invalid",
    .title = "a licence is not written as an SPDX expression",
    .why = "Only an exact id says which licence is meant.",
    .fix = "use SPDX ids joined by `AND` or `OR`; for a licence that SPDX does not list "
           "`LicenseRef-…`",
    .example = "license: Apache 2.0   # `Apache-2.0` is meant",
    .check = check_expressions,
  },
  {
    .id = "base-model-relicensed",
    .level = Level::note,
    .title = "the developer licenses a model more freely than its base",
    .why = "Only the holder of the rights may do so; that both have the same developer is the "
           "manifest's word.",
    .fix = "nothing to mend, if the developer holds the rights in the base model",
    .example = "base_models: [{name: base, developer: Lab, relation: finetune, license: "
               "LicenseRef-Lab}]",
    .check = check_relicensed,
  },
  {
    .id = "community-unreachable",
    .level = Level::warning,
    .title = "the community section names no place to ask",
    .why = "A project that nobody can reach is not developed in the open.",
    .fix = "add `issues`, `discussions`, `chat`, `contact` or `contributing`",
    .example = "community: {code_of_conduct: CODE_OF_CONDUCT.md}",
    .check = check_community,
  },
};

}  // namespace

constinit const RuleFamily statement_rules = rows;

}  // namespace reallyopen
