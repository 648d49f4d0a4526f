// `meta.json` of a spaCy pipeline: what it is called and under which licence it is.
#include <fmt/format.h>

#include <array>

#include "ledger/readers.h"

namespace reallyopen {
namespace {

constexpr std::array spacy_quantities = std::to_array<std::string_view>(
  { "name", "version", "developer", "license", "language", "result" });

struct MetaRow {
  std::string_view quantity;
  std::string_view key;
};

constexpr MetaRow meta_rows[] = {
  { "version", "version" },
  { "developer", "author" },
  { "license", "license" },
  { "language", "lang" },
};

// The package is called `en_core_web_sm` where the file says `en` and `core_web_sm`.
void read_name(const Document& meta, const std::string& folder, FactWriter& out) {
  const Node* name = meta.root.get("name");
  if (!name || !name->is_string()) return;
  const std::string whole = fmt::format("{}_{}", meta.root.string_at("lang"), name->text);
  out.add("name", scalar(whole), meta.place(*name), folder);
}

// What it reached on the development data; sums of losses say nothing about the model.
void read_performance(const Document& meta, FactWriter& out) {
  const Node* performance = meta.root.get("performance");
  if (!performance) return;
  for (const Member& member : performance->members)
    if (member.value.is_number() && !member.key.text.ends_with("_loss") &&
        member.key.text != "speed")
      out.add("result", meta, member.value, member.key.text);
}

}  // namespace

constinit const Reader spacy_pipeline_reader = {
  .id = "spacy-pipeline",
  .source = SourceKind::configuration,
  .quantities = spacy_quantities,
  .takes = [](std::string_view name, std::string_view) { return name == "meta.json"; },
  .read =
    [](std::span<const SourceFile> files, FactWriter& out) {
  for (const SourceFile& file : files) {
    const auto meta = out.values(file);
    if (!meta || !meta->root.is_mapping() || meta->root.string_at("spacy_version").empty())
      continue;
    read_name(*meta, file.folder, out);
    for (const auto& [quantity, key] : meta_rows)
      if (const Node* value = meta->root.get(key); value && value->is_string())
        out.add(quantity, *meta, *value, file.folder);
    if (file.folder.empty()) read_performance(*meta, out);
  }
  },
};

}  // namespace reallyopen
