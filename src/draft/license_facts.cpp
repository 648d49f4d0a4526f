// Licences, from the texts in the tree and what the package says.
#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "draft/gather.h"
#include "license/license_ids.h"
#include "license/license_table.h"
#include "repository/path.h"
#include "text/letters.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

void set_license(Sourced& fact, const std::string& id, const std::string& source) {
  if (!fact.value.empty()) return;
  if (!id.empty() || fact.source.empty()) fact = { id, printable(source, 200) };
}

// What the statements of one file amount to.
void take_file(std::span<const Fact> said, Sourced& of_weights, Facts& facts) {
  const Fact& first = said.front();
  const std::string& path = first.place.path;
  const std::string id = first.hint ? "" : first.value.text;
  std::string source = path;
  if (first.hint) source += ": " + (said.size() > 1 ? "several licences" : first.value.text);
  const std::string_view part = first.scope;
  Sourced& license = part == "data"      ? facts.data_license
                     : part == "weights" ? of_weights
                                         : facts.code_license;
  if (!id.empty() && !license.value.empty() && id != license.value)
    license.source += fmt::format("; {} is {}", printable(path, 100), id);
  set_license(license, id, source);
}

// How the documentation may be used is nobody's question.
std::vector<Fact> in_license_files(Ledger& ledger, std::string_view quantity) {
  std::vector<Fact> all = ledger.about(quantity, SourceKind::license_file);
  std::erase_if(all, [](const Fact& fact) { return fact.scope == "documentation"; });
  // `LICENSE` before `LGPL_LICENSE`, which may be that of a part.
  std::ranges::stable_sort(all, {}, [](const Fact& fact) {
    const std::string file = lower(name_of(fact.place.path));
    return !file.starts_with("licen") && !file.starts_with("copying");
  });
  return all;
}

}  // namespace

const Sourced& license_of_weights(const Facts& facts) {
  const bool of_code = facts.weights_license.value.empty() && !facts.weights.empty();
  return of_code ? facts.code_license : facts.weights_license;
}

bool is_known_open(const Facts& facts) {
  const std::string& words = license_of_weights(facts).value;
  const License* known = find_license(words);
  if (!known) known = license_called(words);
  return known && !known->family && known->restrictions.empty() &&
         known->for_content(LicensedContent::weights) == Openness::open;
}

void gather_restrictions(Facts& facts) {
  const Sourced& license = license_of_weights(facts);
  facts.restrictions.clear();
  const License* known = find_license(license.value);
  if (!known) known = license_called(license.value);
  if (known)
    for (const std::string_view kind : known->restrictions)
      facts.restrictions.push_back({ std::string(kind), fmt::format("`{}`", known->id) });
  for (const std::string& path : facts.survey.use_policies)
    facts.restrictions.push_back({ "acceptable-use-policy", path });
}

void gather_licenses(const Snapshot& snapshot, Facts& facts) {
  // A licence in a folder below is that of what stands there.
  Ledger beside(snapshot, facts.folder, Ledger::Reach::beside);
  Sourced of_weights;
  const std::vector<Fact> said = in_license_files(beside, "license");
  for (std::span<const Fact> rest = said; !rest.empty();) {
    const auto other = std::ranges::find_if(
      rest, [&](const Fact& fact) { return fact.place.path != rest.front().place.path; });
    const auto count = static_cast<std::size_t>(other - rest.begin());
    take_file(rest.first(count), of_weights, facts);
    rest = rest.subspan(count);
  }
  for (const Fact& holder : in_license_files(beside, "developer"))
    set_if_empty(facts.developer, holder.value.text, source_of(holder));
  // The text of the weights' own licence outweighs a word in the card.
  if (!of_weights.value.empty() || facts.weights_license.value.empty())
    facts.weights_license = of_weights;
  // Headers are those of single files, some of them other people's.
  for (const Fact& fact : beside.about("license", SourceKind::package_metadata))
    if (!expression_meant(fact.value.text).empty())
      set_if_empty(facts.package_license, fact.value.text, source_of(fact));
}

}  // namespace reallyopen
