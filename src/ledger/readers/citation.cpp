// `CITATION.cff`: what the release is called, its version, who made it, and its licence.
#include <algorithm>
#include <array>

#include "configuration/read.h"
#include "ledger/readers.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_authors = 20;

constexpr std::array citation_quantities = std::to_array<std::string_view>(
  { "name", "version", "developer", "repository", "license" });

struct CitationRow {
  std::string_view quantity;
  std::string_view key;
};

constexpr CitationRow citation_rows[] = {
  { "name", "title" },
  { "version", "version" },
  { "repository", "repository-code" },
};

// A person or an organisation.
std::string author_of(const Node& node) {
  for (const std::string_view key : { "name", "alias" })
    if (const std::string_view name = node.string_at(key); !name.empty()) return std::string(name);
  const std::string given(node.string_at("given-names"));
  const std::string family(node.string_at("family-names"));
  return given.empty() || family.empty() ? given + family : given + " " + family;
}

void read_citation(const Document& citation, FactWriter& out) {
  const Node& root = citation.root;
  // The other type is `software`, also where none is given.
  const bool of_data = root.string_at("type") == "dataset";
  const std::string scope = of_data ? "data" : "";
  for (const CitationRow& row : citation_rows)
    if (const Node* node = root.get(row.key)) out.add(row.quantity, citation, *node, scope);
  if (const Node* node = root.get("license"))
    out.add("license", citation, *node, of_data ? "data" : "code");
  const Node* authors = root.get("authors");
  if (!authors) return;
  for (const Node& author :
       std::span(authors->items).first(std::min(most_authors, authors->items.size())))
    out.add("developer", scalar(author_of(author)), citation.place(author), scope);
}

}  // namespace

constinit const Reader citation_reader = {
  .id = "citation",
  .source = SourceKind::citation,
  .quantities = citation_quantities,
  .takes =
    [](std::string_view name, std::string_view path) {
  return name == "citation.cff" && path.size() == name.size();
  },
  .read =
    [](std::span<const SourceFile> files, FactWriter& out) {
  for (const SourceFile& file : files) {
    const std::string text = out.text(file);
    // It is YAML under another ending.
    const auto citation = parse_document(file.entry.path, text, configuration_limits,
                                         Dialect::configuration)
                            .document;
    if (citation && citation->root.is_mapping()) read_citation(*citation, out);
  }
  },
  };

}  // namespace reallyopen
