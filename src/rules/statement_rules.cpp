// Rules about statements that no file backs: lineage, community.
#include <fmt/format.h>

#include <algorithm>

#include "evidence/cards/base_model.h"
#include "license/license_set.h"
#include "license/model_family.h"
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

// Names without an owner are told by their developer.
const ModelFamily* family_of(const BaseModel& base) {
  const ModelFamily* family = restricted_family(base.name);
  if (!family) return nullptr;
  const Node* developer = base.node->get("developer");
  const std::size_t slash = base.name.find('/');
  std::string_view owner = std::string_view(base.name).substr(0, slash);
  if (slash == std::string::npos) owner = developer ? std::string_view(developer->text) : "";
  return is_owner(*family, owner) ? family : nullptr;
}

void check_base_license(const Inspection& inspection, Findings& findings) {
  for (const BaseModel& base : base_models(inspection.declarations)) {
    const ModelFamily* family = family_of(base);
    if (!family || !base.license || !is_in_set(base.license->text, "open-model").in) continue;
    findings.add({ .place = inspection.declarations.place(*base.license),
                   .message = fmt::format(
                     "base model `{}` is published under the {}, not under `{}`",
                     printable(base.name, 60), family->license, printable(base.license->text, 80)),
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

void report_bases(const Inspection& inspection, Findings& findings, bool restricted) {
  for (const UnnamedBase& base : inspection.unnamed_bases) {
    if ((base.family != nullptr) != restricted) continue;
    const std::string terms = restricted
                                ? fmt::format(", which is under the {}", base.family->license)
                                : "";
    findings.add({ .place = base.place,
                   .message = fmt::format("{} names the base `{}`{}; `model.base_models` does not",
                                          in_backticks(base.place.path), base.id, terms),
                   .subject = fmt::format("{} {}", base.place.path, base.id),
                   .component = restricted ? "weights-license" : "",
                   .related = { { base.manifest, "the manifest names the bases here" } } });
  }
}

constexpr Rule statement_rows[] = {
  {
    .id = "base-model-restricted",
    .contradicts = true,
    .title = "a file names a base model under limiting terms that the manifest does not name",
    .why = "What is made from such a model stays under its terms, whatever licence is stated.",
    .fix = "name it in `model.base_models` with its licence",
    .fails = "training: {scripts: train.py}\n"
             "==> train.py <==\n"
             "model = AutoModelForCausalLM.from_pretrained(\"meta-llama/Llama-3.1-8B\")\n"
             "Trainer(model).train()\n",
    .passes = "model:\n"
              "  base_models: [{name: meta-llama/Llama-3.1-8B, relation: finetune}]\n"
              "training: {scripts: train.py}\n"
              "==> train.py <==\n"
              "model = AutoModelForCausalLM.from_pretrained(\"meta-llama/Llama-3.1-8B\")\n"
              "Trainer(model).train()\n",
    .check = [](const Inspection& inspection,
                Findings& findings) { report_bases(inspection, findings, true); },
  },
  {
    .id = "base-model-license-differs",
    .contradicts = true,
    .title = "a base model is said to be under an open licence that its owner does not give",
    .why = "What is made from such a model stays under its terms, whatever licence is stated.",
    .fix = "state the licence that the owner publishes with the base model",
    .fails = "model:\n"
             "  base_models: [{name: meta-llama/Llama-3.1-8B, relation: finetune, license: MIT}]\n",
    .passes = "model:\n"
              "  base_models: [{name: meta-llama/Llama-3.1-8B, relation: finetune, license: "
              "LicenseRef-Llama-3.1}]\n",
    .check = check_base_license,
  },
  {
    .id = "base-model-unnamed",
    .level = Level::warning,
    .title = "a file names a base model that the manifest does not name",
    .why = "Who rebuilds or audits the model has to know what it was made from.",
    .fix = "name it in `model.base_models` with its licence",
    .fails = "training: {scripts: train.sh}\n"
             "==> train.sh <==\n"
             "python -m trainer --model_name_or_path FacebookAI/roberta-base\n",
    .passes = "training: {scripts: train.sh}\n"
              "==> train.sh <==\n"
              "python -m trainer --model_name_or_path ./roberta --tokenizer_name "
              "FacebookAI/roberta-base\n",
    .check = [](const Inspection& inspection,
                Findings& findings) { report_bases(inspection, findings, false); },
  },
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
