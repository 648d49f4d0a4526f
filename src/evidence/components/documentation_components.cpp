// The documents of a release, and the data that it was evaluated on.
#include "evidence/components/component.h"
#include "evidence/components/part.h"

namespace reallyopen {
namespace {

// A document of `documentation`, or what its section says of all of them.
void gather_document(const Declarations& declarations, std::string_view key,
                     ComponentEvidence& evidence) {
  const Node* section = declarations.find({ "documentation" });
  if (auto status = status_part(declarations, section)) return apply(std::move(*status), evidence);
  if (section) apply(artifacts_part(declarations, section->get(key)), evidence);
}

void gather_data_card(const Declarations& declarations, ComponentEvidence& evidence) {
  gather_document(declarations, "data_cards", evidence);
  const Node* sources = declarations.find({ "data", "sources" });
  if (evidence.evidence != Evidence::absent || !sources || sources->items.empty()) return;
  // Without a card for all of the data, each source needs its own.
  std::optional<Part> weakest;
  for (const Node& source : sources->items) {
    Part part = artifacts_part(declarations, source.get("datasheet"));
    weakest = weakest ? weaker(std::move(*weakest), std::move(part)) : std::move(part);
  }
  apply(std::move(*weakest), evidence);
}

void gather_evaluation_data(const Declarations& declarations, ComponentEvidence& evidence) {
  const Node* section = declarations.find({ "evaluation" });
  if (auto status = status_part(declarations, section)) return apply(std::move(*status), evidence);
  if (section) apply(artifacts_part(declarations, section->get("data")), evidence);
}

constexpr std::string_view card_artifacts[] = { "documentation.data_cards",
                                                "data.sources.datasheet" };

constexpr Component documentation_rows[] = {
  { .id = "evaluation-data",
    .title = "evaluation data",
    .content = Content::data,
    .field = "evaluation.data",
    .about = "The artifacts of `evaluation.data`, all of them.",
    .step = "name the data of the evaluation in `evaluation.data`",
    .facts = {},
    .gather = gather_evaluation_data },
  { .id = "model-card",
    .title = "model card",
    .content = Content::documentation,
    .field = "documentation.model_card",
    .about = "The artifact of `documentation.model_card`.",
    .step = "commit a model card, and name it in `documentation.model_card`",
    .facts = {},
    .gather =
      [](const Declarations& declarations,
         ComponentEvidence& evidence) { gather_document(declarations, "model_card", evidence); } },
  { .id = "data-card",
    .title = "data card",
    .content = Content::documentation,
    .field = "documentation.data_cards",
    .about = "The artifacts of `documentation.data_cards`; without any, a `datasheet` of every "
             "data source.",
    .step = "commit a data card, and name it in `documentation.data_cards`",
    .facts = {},
    .artifacts = card_artifacts,
    .gather = gather_data_card },
  { .id = "technical-report",
    .title = "technical report",
    .content = Content::documentation,
    .field = "documentation.technical_report",
    .about = "The artifact of `documentation.technical_report`.",
    .step = "name the technical report in `documentation.technical_report`",
    .facts = {},
    .gather = [](const Declarations& declarations,
                 ComponentEvidence&
                   evidence) { gather_document(declarations, "technical_report", evidence); } },
  { .id = "research-paper",
    .title = "research paper",
    .content = Content::documentation,
    .field = "documentation.paper",
    .about = "The artifacts of `documentation.paper`, all of them.",
    .step = "name the research paper in `documentation.paper`",
    .facts = {},
    .gather =
      [](const Declarations& declarations,
         ComponentEvidence& evidence) { gather_document(declarations, "paper", evidence); } },
  { .id = "sample-outputs",
    .title = "sample outputs",
    .content = Content::documentation,
    .field = "documentation.sample_outputs",
    .about = "The artifacts of `documentation.sample_outputs`, all of them.",
    .step = "commit examples of what the model puts out, and name them in "
            "`documentation.sample_outputs`",
    .facts = {},
    .gather = [](const Declarations& declarations,
                 ComponentEvidence&
                   evidence) { gather_document(declarations, "sample_outputs", evidence); } },
};

}  // namespace

constinit const ComponentFamily documentation_components = documentation_rows;

}  // namespace reallyopen
