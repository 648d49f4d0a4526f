// `pyproject.toml`: what the code is called as a package, its version, authors and licence. Only
// its licence is certain: a model may have another name and version than the code that made it.
#include <algorithm>
#include <array>

#include "ledger/readers.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_package_authors = 20;

constexpr std::array package_metadata_quantities = std::to_array<std::string_view>(
  { "name", "version", "developer", "license", "python" });

using KeyPath = std::array<std::string_view, 4>;  // keys from the root, the rest empty

struct PackageRow {
  std::string_view quantity;
  KeyPath keys;
};

constexpr PackageRow package_rows[] = {
  { "name", { "project", "name" } },
  { "name", { "tool", "poetry", "name" } },
  { "version", { "project", "version" } },
  { "version", { "tool", "poetry", "version" } },
  { "license", { "project", "license" } },
  { "license", { "project", "license", "text" } },
  { "license", { "tool", "poetry", "license" } },
  { "python", { "project", "requires-python" } },
  { "python", { "tool", "poetry", "dependencies", "python" } },
};

const Node* follow(const Node& root, const KeyPath& keys) {
  const Node* node = &root;
  for (const std::string_view key : keys)
    if (node && !key.empty()) node = node->get(key);
  return node;
}

std::span<const Node> first_of(const Node* list, std::size_t most) {
  if (!list) return {};
  return std::span(list->items).first(std::min(most, list->items.size()));
}

// `{name = "Lea Leaf", email = "..."}`; of Poetry "Lea Leaf <lea@example.org>".
void read_package_authors(const Document& package, FactWriter& out) {
  for (const Node& author :
       first_of(package.root.find({ "project", "authors" }), most_package_authors))
    out.add("developer", scalar(author.string_at("name")), package.place(author), "", true);
  for (const Node& author :
       first_of(package.root.find({ "tool", "poetry", "authors" }), most_package_authors)) {
    std::string_view name = author.text;
    name = name.substr(0, name.find('<'));
    while (name.ends_with(' ')) name.remove_suffix(1);
    out.add("developer", scalar(name), package.place(author), "", true);
  }
}

// `License :: OSI Approved :: MIT License`
void read_classifiers(const Document& package, FactWriter& out) {
  constexpr std::size_t most_classifiers = 200;
  for (const Node& item :
       first_of(package.root.find({ "project", "classifiers" }), most_classifiers)) {
    const std::string_view words = item.text;
    if (item.is_string() && words.starts_with("License :: "))
      out.add("license", scalar(words.substr(words.rfind(": ") + 2)), package.place(item), "code");
  }
}

}  // namespace

constinit const Reader package_metadata_reader = {
  .id = "package-metadata",
  .source = SourceKind::package_metadata,
  .quantities = package_metadata_quantities,
  .takes = [](std::string_view, std::string_view path) { return path == "pyproject.toml"; },
  .read =
    [](std::span<const SourceFile> files, FactWriter& out) {
  for (const SourceFile& file : files) {
    const auto package = out.values(file);
    if (!package) continue;
    for (const auto& [quantity, keys] : package_rows) {
      const Node* node = follow(package->root, keys);
      if (!node || !node->is_string()) continue;
      const bool license = quantity == "license";
      out.add(quantity, *package, *node, license ? "code" : "", !license);
    }
    read_package_authors(*package, out);
    read_classifiers(*package, out);
  }
  },
};

}  // namespace reallyopen
