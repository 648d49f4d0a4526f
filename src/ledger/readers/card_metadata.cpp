// The front matter of a model card, as the Hub reads that of README.md.
#include <array>

#include "card/file_name.h"
#include "card/front_matter.h"
#include "configuration/read.h"
#include "ledger/readers.h"

namespace reallyopen {
namespace {

constexpr std::array card_metadata_quantities = std::to_array<std::string_view>(
  { "name", "developer", "license", "base_model", "base_model_relation", "language", "task",
    "dataset", "result" });

struct MetadataRow {
  std::string_view quantity;
  std::string_view key;
};

constexpr MetadataRow metadata_rows[] = {
  { "name", "model_name" },       { "developer", "model_creator" },
  { "license", "license" },       { "license", "license_name" },
  { "base_model", "base_model" }, { "base_model_relation", "base_model_relation" },
  { "language", "language" },     { "task", "pipeline_tag" },
  { "dataset", "datasets" },
};

// One text or a list of texts.
void add_texts(const MetadataRow& row, const Document& card, const std::string& folder,
               FactWriter& out) {
  const Node* node = card.root.get(row.key);
  if (!node) return;
  if (node->is_string()) out.add(row.quantity, card, *node, folder);
  for (const Node& item : node->items)
    if (item.is_string()) out.add(row.quantity, card, item, folder);
}

// `model-index`: [{name, results: [{dataset: {type}, metrics: [{type, value}]}]}]
void add_results(const Document& card, FactWriter& out) {
  const Node* index = card.root.get("model-index");
  if (!index) return;
  for (const Node& model : index->items) {
    if (const Node* name = model.get("name"); name && name->is_string())
      out.add("name", card, *name);
    const Node* results = model.get("results");
    if (!results) continue;
    for (const Node& result : results->items) {
      const Node* dataset = result.get("dataset");
      const std::string_view of = dataset ? dataset->string_at("type") : std::string_view();
      const Node* metrics = result.get("metrics");
      if (!metrics) continue;
      for (const Node& metric : metrics->items) {
        const Node* value = metric.get("value");
        if (!value || !value->is_number()) continue;
        std::string scope(of);
        scope += (scope.empty() ? "" : "/") + std::string(metric.string_at("type"));
        out.add("result", card, *value, scope);
      }
    }
  }
}

}  // namespace

constinit const Reader card_metadata_reader = {
  .id = "card-metadata",
  .source = SourceKind::card_metadata,
  .quantities = card_metadata_quantities,
  .takes = [](std::string_view name, std::string_view) { return is_card_name(name); },
  .read =
    [](std::span<const SourceFile> files, FactWriter& out) {
  for (const SourceFile& file : files) {
    const std::string text = out.text(file);
    const auto front_matter = find_front_matter(text);
    if (!front_matter) continue;
    const auto card = parse_document(file.entry.path, with_lines_of_card(*front_matter),
                                     configuration_limits, Dialect::configuration)
                        .document;
    if (!card || !card->root.is_mapping()) continue;
    for (const MetadataRow& row : metadata_rows) add_texts(row, *card, file.folder, out);
    if (file.folder.empty()) add_results(*card, out);
  }
  },
};

}  // namespace reallyopen
