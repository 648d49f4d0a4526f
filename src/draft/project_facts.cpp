// What the project says of itself beside its model card.
#include <fmt/format.h>

#include "draft/gather.h"
#include "draft/read_file.h"
#include "text/pattern.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

void take_first(Sourced& fact, const std::vector<Fact>& said, std::string_view remark = "") {
  for (const Fact& each : said)
    set_if_empty(fact, each.value.text, source_of(each) + std::string(remark));
}

void take_authors(const std::vector<Fact>& authors, Facts& facts) {
  if (authors.empty()) return;
  const std::string_view others = authors.size() > 1 ? " and others" : "";
  set_if_empty(facts.developer, authors.front().value.text + std::string(others),
               source_of(authors.front()));
}

void gather_citation(Ledger& ledger, Facts& facts) {
  // That of a data set speaks of other things under the same names.
  const auto said = [&](std::string_view quantity, std::string_view scope = "") {
    std::vector<Fact> all = ledger.about(quantity, SourceKind::citation);
    std::erase_if(all, [&](const Fact& fact) { return fact.scope != scope; });
    return all;
  };
  take_first(facts.name, said("name"));
  take_first(facts.version, said("version"));
  take_first(facts.repository, said("repository"));
  take_first(facts.code_license, said("license", "code"));
  take_authors(said("developer"), facts);
}

void gather_package(Ledger& ledger, Facts& facts) {
  const auto said = [&](std::string_view quantity) {
    std::vector<Fact> all = ledger.about(quantity, SourceKind::package_metadata);
    std::erase_if(all,
                  [](const Fact& fact) { return !fact.place.path.ends_with("pyproject.toml"); });
    return all;
  };
  take_first(facts.version, said("version"), ", the package's; is it the model's version?");
  take_authors(said("developer"), facts);
}

// With `setup.py`, whose version is as easily left as a template had it.
void gather_any_package(Ledger& ledger, Facts& facts) {
  const auto said = [&](std::string_view quantity) {
    return ledger.about(quantity, SourceKind::package_metadata);
  };
  take_first(facts.name, said("name"));
  take_authors(said("developer"), facts);
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

void gather_project(const Snapshot& snapshot, Ledger& ledger, Facts& facts) {
  gather_citation(ledger, facts);
  gather_package(ledger, facts);
  gather_submodules(snapshot, facts);
}

void gather_clone(const Snapshot& snapshot, Ledger& ledger, Facts& facts) {
  gather_origin(snapshot, facts);
  gather_version(snapshot, facts);
  gather_any_package(ledger, facts);
}

void set_if_empty(Sourced& fact, std::string_view value, std::string_view source) {
  if (!fact.value.empty() || value.empty()) return;
  fact.value = printable(value, 300);
  fact.source = printable(source, 200);
}

}  // namespace reallyopen
