#include "ledger/agreement.h"

#include <map>
#include <string_view>
#include <utility>

namespace reallyopen {

namespace {

using Part = std::pair<std::string_view, std::string_view>;  // a quantity, and a scope

// The most definitive statement about each quantity of each part; null where its own kind of source
// is not of one mind, as with several models in one folder.
std::map<Part, const Fact*> strongest_of(std::span<const Fact> facts) {
  std::map<Part, const Fact*> strongest;
  for (const Fact& fact : facts) {
    if (fact.hint) continue;
    const auto [first, is_new] = strongest.try_emplace({ fact.quantity->id, fact.scope }, &fact);
    if (is_new || !first->second || first->second->source != fact.source ||
        first->second->place.path == fact.place.path)
      continue;
    if (compare(*fact.quantity, fact.value, first->second->value) == Agreement::different)
      first->second = nullptr;
  }
  return strongest;
}

// What the weights hold and a list that should name everything does not.
void find_unlisted(std::span<const Fact> facts, std::vector<Disagreement>& all) {
  for (const Fact& held : facts) {
    if (held.quantity->kind != ValueKind::closed_set || held.source != SourceKind::weights)
      continue;
    const Fact* listed = nullptr;
    bool found = false;
    for (const Fact& fact : facts) {
      if (fact.quantity != held.quantity || fact.scope != held.scope || fact.source == held.source)
        continue;
      if (!listed) listed = &fact;
      found = found || fact.value.text == held.value.text;
    }
    if (listed && !found) all.push_back({ listed, &held });
  }
}

}  // namespace

std::vector<Disagreement> find_disagreements(std::span<const Fact> facts) {
  std::vector<Disagreement> all;
  const std::map<Part, const Fact*> strongest = strongest_of(facts);
  for (const Fact& fact : facts) {
    if (fact.hint) continue;
    const Fact* const with = strongest.at({ fact.quantity->id, fact.scope });
    if (with && compare(*fact.quantity, fact.value, with->value) == Agreement::different)
      all.push_back({ &fact, with });
    const auto most = strongest.find({ fact.quantity->at_most, fact.scope });
    if (most != strongest.end() && most->second && exceeds(fact.value, most->second->value))
      all.push_back({ &fact, most->second });
  }
  find_unlisted(facts, all);
  return all;
}

}  // namespace reallyopen
