// What the project says of itself beside its model card.
#include <fmt/format.h>

#include "draft/gather.h"
#include "draft/read_file.h"
#include "text/pattern.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

// A person or an organisation of CITATION.cff.
std::string author(const Node& node) {
  for (const std::string_view key : { "name", "alias" })
    if (const std::string_view name = node.string_at(key); !name.empty()) return std::string(name);
  const std::string given(node.string_at("given-names"));
  const std::string family(node.string_at("family-names"));
  return given.empty() || family.empty() ? given + family : given + " " + family;
}

void gather_citation(const Snapshot& snapshot, Facts& facts) {
  if (facts.survey.citations.empty()) return;
  const auto citation = values_of(snapshot, facts.survey.citations.front());
  if (!citation) return;
  const Node& root = citation->root;
  const auto take = [&](Sourced& fact, std::string_view key) {
    if (const Node* node = root.get(key); node && !node->text.empty())
      set_if_empty(fact, node->text, place_of(*citation, *node));
  };
  take(facts.name, "title");
  take(facts.version, "version");
  take(facts.repository, "repository-code");
  take(facts.code_license, "license");
  const Node* authors = root.get("authors");
  if (!authors || authors->items.empty()) return;
  std::string first = author(authors->items.front());
  if (!first.empty() && authors->items.size() > 1) first += " and others";
  set_if_empty(facts.developer, first, place_of(*citation, *authors));
}

void gather_package(const Snapshot& snapshot, Facts& facts) {
  const auto package = values_of(snapshot, below(facts.folder, "pyproject.toml"));
  if (!package) return;
  for (const std::string_view section : { "project", "poetry" }) {
    const Node* node = section == "project" ? package->root.find({ "project", "version" })
                                            : package->root.find({ "tool", "poetry", "version" });
    if (node && node->is_string())
      set_if_empty(facts.version, node->text,
                   place_of(*package, *node) + ", the package's; is it the model's version?");
  }
  const Node* authors = package->root.find({ "project", "authors" });
  if (authors && !authors->items.empty())
    set_if_empty(facts.developer, authors->items.front().string_at("name"),
                 place_of(*package, *authors));
}

void gather_package_name(const Snapshot& snapshot, Facts& facts) {
  const auto package = values_of(snapshot, below(facts.folder, "pyproject.toml"));
  if (!package) return;
  for (const Node* node : { package->root.find({ "project", "name" }),
                            package->root.find({ "tool", "poetry", "name" }) })
    if (node && node->is_string()) set_if_empty(facts.name, node->text, place_of(*package, *node));
}

// The address that the clone was made from, where it is a public place.
void gather_origin(const Snapshot& snapshot, Facts& facts) {
  static const Pattern address(
    R"(^(?:https://|git@|ssh://git@)(github\.com|gitlab\.com|huggingface\.co|codeberg\.org)[:/]([\w.-]+)/([\w.-]+?)(?:\.git)?/?$)");
  std::string host;
  std::string owner;
  std::string name;
  if (!address.matches(snapshot.origin(), host, owner, name)) return;
  constexpr std::string_view source = "the clone's `origin`";
  const std::string url = fmt::format("https://{}/{}/{}", host, owner, name);
  set_if_empty(facts.repository, url, source);
  set_if_empty(facts.developer, owner, source);
  set_if_empty(facts.name, name, source);
  set_if_empty(facts.issues,
               host == "huggingface.co" ? url + "/discussions"
               : host == "gitlab.com"   ? url + "/-/issues"
                                        : url + "/issues",
               source);
}

void gather_version(const Snapshot& snapshot, Facts& facts) {
  const TagSearch tag = snapshot.earlier_tag(true);
  if (tag.status == TagSearch::Status::found)
    set_if_empty(facts.version, tag.name, "the nearest tag; is it the model's version?");
}

void gather_submodules(const Snapshot& snapshot, Facts& facts) {
  std::string record = text_of(snapshot, ".gitmodules");
  for (const Entry& entry : facts.survey.submodules) {
    static const Pattern section(R"((?s)\[submodule[^\]]*\]([^\[]*))");
    static const Pattern path(R"((?m)^\s*path\s*=\s*(\S+))");
    static const Pattern address(R"((?m)^\s*url\s*=\s*(\S+))");
    std::string url;
    std::string_view rest = record;
    std::string_view found;
    std::string at;
    while (url.empty() && section.next_in(rest, found))
      if (path.found_in(found, at) && at == entry.path) address.found_in(found, url);
    facts.submodules.push_back(
      { printable(entry.path, 200),
        printable(fmt::format("{} at {}", url.empty() ? "no address" : url, entry.id.substr(0, 12)),
                  200) });
  }
}

}  // namespace

void gather_project(const Snapshot& snapshot, Facts& facts) {
  gather_citation(snapshot, facts);
  gather_package(snapshot, facts);
  gather_submodules(snapshot, facts);
}

void gather_clone(const Snapshot& snapshot, Facts& facts) {
  gather_origin(snapshot, facts);
  gather_package_name(snapshot, facts);
  gather_version(snapshot, facts);
}

void set_if_empty(Sourced& fact, std::string_view value, std::string_view source) {
  if (!fact.value.empty() || value.empty()) return;
  fact.value = printable(value, 300);
  fact.source = printable(source, 200);
}

}  // namespace reallyopen
