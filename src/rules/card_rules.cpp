// Rules about the model card: what it says against the manifest, and what was never filled in.
#include <fmt/format.h>

#include <algorithm>

#include "evidence/cards/base_model.h"
#include "manifest/cursor.h"
#include "rules/catalogue.h"
#include "rules/findings.h"
#include "rules/inspection.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::string_view slot = "[More Information Needed]";

std::string shown(std::string_view text) { return printable(text, 80); }

void add(const CardDisagreement& disagreement, std::string message, std::string_view label,
         std::string_view component, Findings& findings) {
  Statement statement{ .place = disagreement.place,
                       .message = std::move(message),
                       .subject = disagreement.subject,
                       .component = std::string(component) };
  if (disagreement.other) statement.related.push_back({ *disagreement.other, std::string(label) });
  findings.add(std::move(statement));
}

bool is_of_manifest(const Inspection& inspection, const CardDisagreement& disagreement) {
  return disagreement.place.path == inspection.manifest;
}

void check_unexamined_cards(const Inspection& inspection, Findings& findings) {
  for (const Card& card : inspection.cards)
    if (!card.unexamined.empty())
      findings.add(
        { .place = { .path = card.text.path },
          .message = fmt::format("cannot tell what the model card says: {}", card.unexamined),
          .subject = card.text.path });
}

void check_unreadable(const Inspection& inspection, Findings& findings) {
  for (const Card& card : inspection.cards)
    if (!card.problems.empty()) {
      const Problem& problem = card.problems.front();
      findings.add({ .place = problem.place,
                     .message = fmt::format("the front matter is not read: {}", problem.message),
                     .subject = card.text.path,
                     .fix = problem.fix });
    }
}

void check_license(const Inspection& inspection, Findings& findings) {
  for (const CardDisagreement& found : inspection.card_comparison.licenses)
    add(found,
        fmt::format("the card says licence `{}`, the manifest says `{}`", shown(found.says),
                    shown(found.other_says)),
        "the manifest says", "weights-license", findings);
}

void check_license_link(const Inspection& inspection, Findings& findings) {
  for (const CardDisagreement& found : inspection.card_comparison.license_links)
    add(found,
        found.other
          ? fmt::format("the card links `{}` as the licence, the manifest names `{}`",
                        shown(found.says), shown(found.other_says))
          : fmt::format("the card links `{}` as the licence, which is not here", shown(found.says)),
        "the manifest names", "weights-license", findings);
}

void check_datasets(const Inspection& inspection, Findings& findings) {
  for (const CardDisagreement& found : inspection.card_comparison.datasets) {
    const bool of_manifest = is_of_manifest(inspection, found);
    add(found,
        of_manifest
          ? fmt::format("data source `{}` is not among the card's `datasets`", shown(found.says))
          : fmt::format("the card names dataset `{}`, no data source of the manifest does",
                        shown(found.says)),
        of_manifest ? "the card lists" : "the manifest lists", "data-sources", findings);
  }
}

void check_base_models(const Inspection& inspection, Findings& findings) {
  for (const CardDisagreement& found : inspection.card_comparison.base_models) {
    const bool of_manifest = is_of_manifest(inspection, found);
    add(found,
        of_manifest
          ? fmt::format("base model `{}` is not the card's `base_model`", shown(found.says))
          : fmt::format("the card names base model `{}`, the manifest does not", shown(found.says)),
        of_manifest ? "the card says" : "the manifest says", "weights-license", findings);
  }
}

void check_relations(const Inspection& inspection, Findings& findings) {
  for (const CardDisagreement& found : inspection.card_comparison.relations)
    add(found,
        fmt::format("the card says `{}`, the manifest says `{}`", shown(found.says),
                    shown(found.other_says)),
        "the manifest says", "", findings);
}

void check_gates(const Inspection& inspection, Findings& findings) {
  for (const CardDisagreement& found : inspection.card_comparison.gates)
    add(found,
        fmt::format("`{}` sets a condition, `restrictions` states no `{}`", shown(found.subject),
                    found.says),
        "the manifest says", "restrictions", findings);
}

void check_slots(const Inspection& inspection, Findings& findings) {
  for (const Card& card : inspection.cards) {
    const std::string& text = card.text.text;
    const std::size_t first = text.find(slot);
    if (first == std::string::npos) continue;
    int count = 0;
    for (std::size_t at = first; at != std::string::npos; at = text.find(slot, at + slot.size()))
      ++count;
    findings.add({ .place = Cursor(card.text).place(first, static_cast<int>(slot.size())),
                   .message = fmt::format("{} {} of the card's template {} not filled in", count,
                                          count == 1 ? "slot" : "slots", count == 1 ? "is" : "are"),
                   .subject = card.text.path });
  }
}

bool is_named(const Node& base, std::string_view key) {
  const Node* node = base.get(key);
  return node && (node->is_mapping() || !node->text.empty());
}

void check_unidentified(const Inspection& inspection, Findings& findings) {
  for (const BaseModel& base : base_models(inspection.declarations)) {
    if (is_named(*base.node, "status")) continue;
    const bool licensed = is_named(*base.node, "license");
    const bool pinned = is_named(*base.node, "revision");
    if (licensed && pinned) continue;
    const Node* name = base.node->get("name");
    findings.add({ .place = inspection.declarations.place(name ? *name : *base.node),
                   .message = fmt::format("base model `{}` has no {}", printable(base.name, 60),
                                          licensed ? "`revision`"
                                          : pinned ? "`license`"
                                                   : "`license` and no `revision`"),
                   .subject = base.name,
                   .component = "weights-license" });
  }
}

void add_results(const Inspection& inspection, bool in_prose, Findings& findings) {
  for (const OtherResult& other : inspection.other_results) {
    if (other.in_prose != in_prose) continue;
    findings.add(
      { .place = other.declared,
        .message = fmt::format("{} of `{}` is {} here and {} in {}", other.metric, other.benchmark,
                               in_backticks(other.stated), in_backticks(other.found),
                               in_backticks(other.place.path)),
        .subject = other.benchmark + " " + other.metric,
        .component = "evaluation-results",
        .related = { { other.place, "another value" } } });
  }
}

constexpr Rule card_rows[] = {
  {
    .id = "result-differs",
    .contradicts = true,
    .title = "a card, table or file of results gives another value than the manifest",
    .why = "One of the two was not measured on this model.",
    .fix = "state what was measured, or correct the file",
    .fails = "model: {name: leafnet}\n"
             "evaluation: {results: [{benchmark: LeafBench, metric: accuracy, value: 0.95}]}\n"
             "==> README.md <==\n"
             "# leafnet\n\n"
             "| benchmark | accuracy |\n|---|---|\n| LeafBench | 0.87 |\n",
    .passes = "model: {name: leafnet}\n"
              "evaluation: {results: [{benchmark: LeafBench, metric: accuracy, value: 0.8731}]}\n"
              "==> README.md <==\n"
              "# leafnet\n\n"
              "| benchmark | accuracy |\n|---|---|\n| LeafBench | 87.3 % |\n",
    .check = [](const Inspection& inspection,
                Findings& findings) { add_results(inspection, false, findings); },
  },
  {
    .id = "result-differs-in-text",
    .level = Level::warning,
    .title = "a sentence of the card gives another result than the manifest",
    .why = "Readers take the number from the sentence; where it is of another model or data set, "
           "it should say so.",
    .fix = "correct one of the two, or name in the sentence what was measured",
    .fails = "evaluation: {results: [{benchmark: LeafBench, metric: perplexity, value: 6.72, "
             "split: validation}]}\n"
             "==> README.md <==\n"
             "# leafnet\n\nPerplexity on the validation split: **3.12**.\n",
    .passes = "evaluation: {results: [{benchmark: LeafBench, metric: perplexity, value: 6.72, "
              "split: validation}]}\n"
              "==> README.md <==\n"
              "# leafnet\n\nPerplexity on the validation split: **6.7**.\n",
    .check = [](const Inspection& inspection,
                Findings& findings) { add_results(inspection, true, findings); },
  },
  {
    .id = "card-unexamined",
    .level = Level::warning,
    .incomplete = true,
    .title = "the model card could not be read",
    .why = "What the card says of the model is what most people read; unread it may say anything.",
    .fix = "fetch it: `git fetch --refetch`, or clone without `--filter`",
    .fails = "==> README.md (not fetched) <==\n# leafnet\n",
    .passes = "==> README.md <==\n# leafnet\n",
    .check = check_unexamined_cards,
  },
  {
    .id = "card-unreadable",
    .level = Level::warning,
    .title = "the front matter of the model card is not YAML",
    .why = "The Hub and its users read licence, data and base model from there; of a broken block "
           "they see nothing.",
    .fix = "mend the YAML between the two `---` lines",
    .fails = "==> README.md <==\n---\nlicense: [mit\n---\n# leafnet\n",
    .passes = "==> README.md <==\n---\nlicense: mit\n---\n# leafnet\n",
    .check = check_unreadable,
  },
  {
    .id = "card-license-differs",
    .contradicts = true,
    .title = "model card and manifest state different licences",
    .why = "Who reads one of them will do what the other forbids.",
    .fix = "state in both the licence that the weights are under",
    .fails = "license: {code: MIT, weights: CC-BY-NC-4.0}\n==> README.md <==\n---\nlicense: "
             "mit\n---\n",
    .passes = "license: {code: MIT, weights: CC-BY-NC-4.0}\n==> README.md <==\n---\nlicense: "
              "cc-by-nc-4.0\n---\n",
    .check = check_license,
  },
  {
    .id = "card-license-link-broken",
    .contradicts = true,
    .title = "the model card links a licence text that is not here, or another one than the "
             "manifest",
    .why = "`license: other` says nothing without the text that goes with it.",
    .fix = "commit the text, or correct `license_link`",
    .fails = "license: {code: MIT}\n==> README.md <==\n---\nlicense: other\nlicense_name: "
             "leaf\nlicense_link: "
             "LICENSE-MODEL\n---\n",
    .passes = "license: {code: MIT}\n==> README.md <==\n---\nlicense: other\nlicense_name: "
              "leaf\nlicense_link: "
              "LICENSE-MODEL\n---\n"
              "==> LICENSE-MODEL <==\nThe weights may be used for anything.\n",
    .check = check_license_link,
  },
  {
    .id = "card-datasets-differ",
    .level = Level::warning,
    .title = "model card and manifest name different training data",
    .why = "What a model was trained on is one fact; two lists of it cannot both be complete.",
    .fix = "name the dataset in both, `url: https://huggingface.co/datasets/…` in the manifest",
    .fails = "data: {sources: [{name: Leaf Crawl, access: open}]}\n==> README.md "
             "<==\n---\ndatasets: [leaf-lab/twigs]\n---\n",
    .passes = "data: {sources: [{name: Twigs, access: open}]}\n==> README.md <==\n---\ndatasets: "
              "[leaf-lab/twigs]\n---\n",
    .check = check_datasets,
  },
  {
    .id = "card-base-model-differs",
    .contradicts = true,
    .title = "model card and manifest derive the model from different base models",
    .why = "The base model's licence and data are part of this model's.",
    .fix = "name the base model in both: `model.base_models` and the card's `base_model`",
    .fails = "model: {name: leafnet}\n==> README.md <==\n---\nbase_model: leaf-lab/root-7b\n---\n",
    .passes = "model: {name: leafnet, base_models: [{name: Root 7B, relation: finetune}]}\n"
              "==> README.md <==\n---\nbase_model: leaf-lab/root-7b\n---\n",
    .check = check_base_models,
  },
  {
    .id = "card-relation-differs",
    .level = Level::warning,
    .title = "model card and manifest say differently how the model was derived",
    .why = "An adapter, a merge, a quantized copy and a finetune disclose different things.",
    .fix = "correct `base_model_relation`, or `relation` in `model.base_models`",
    .fails = "model: {base_models: [{name: Root 7B, relation: adapter}]}\n"
             "==> README.md <==\n---\nbase_model: leaf-lab/root-7b\nbase_model_relation: "
             "finetune\n---\n",
    .passes = "model: {base_models: [{name: Root 7B, relation: distilled-from}]}\n"
              "==> README.md <==\n---\nbase_model: leaf-lab/root-7b\nbase_model_relation: "
              "finetune\n---\n",
    .check = check_relations,
  },
  {
    .id = "card-gate-unstated",
    .contradicts = true,
    .title = "the model card puts a condition before the download that the manifest does not state",
    .why = "`restrictions: []` says that there are none.",
    .fix = "state it in `restrictions`, or take the gate away",
    .fails = "restrictions: []\n==> README.md <==\n---\nextra_gated_eu_disallowed: true\n---\n",
    .passes = "restrictions: [{kind: geographic, summary: Not in the European Union.}]\n"
              "==> README.md <==\n---\nextra_gated_eu_disallowed: true\n---\n",
    .check = check_gates,
  },
  {
    .id = "card-slots-unfilled",
    .level = Level::warning,
    .title = "slots of the model card's template were never filled in",
    .why = "A card of empty slots looks like documentation and says nothing.",
    .fix = "fill them in, or delete the lines",
    .fails = "==> README.md <==\n# leafnet\n\n- **Developed by:** [More Information Needed]\n",
    .passes = "==> README.md <==\n# leafnet\n\n- **Developed by:** Leaf Lab\n",
    .check = check_slots,
  },
  {
    .id = "base-model-unidentified",
    .level = Level::warning,
    .title = "a base model is named without its licence or revision",
    .why = "Its licence binds what is derived from it, and without a revision nobody knows which "
           "one it was.",
    .fix = "add `license` and `revision` to the base model",
    .fails = "model: {base_models: [{name: Root 7B, relation: finetune}]}\n",
    .passes = "model:\n"
              "  base_models:\n"
              "    - {name: Root 7B, relation: finetune, license: MIT,\n"
              "       revision: 3f1c9a2b5d7e8f60718293a4b5c6d7e8f9012345}\n",
    .check = check_unidentified,
  },
};

}  // namespace

constinit const RuleFamily card_rules = card_rows;

}  // namespace reallyopen
