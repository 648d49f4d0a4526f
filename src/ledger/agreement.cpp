#include "ledger/agreement.h"

#include <map>
#include <string_view>
#include <utility>

namespace reallyopen {

std::vector<Disagreement> find_disagreements(std::span<const Fact> facts) {
  std::vector<Disagreement> all;
  std::map<std::pair<std::string_view, std::string_view>, const Fact*> strongest;
  for (const Fact& fact : facts) {
    if (fact.hint) continue;
    const auto [first, is_new] = strongest.try_emplace({ fact.quantity->id, fact.scope }, &fact);
    if (is_new) continue;
    if (compare(*fact.quantity, fact.value, first->second->value) == Agreement::different)
      all.push_back({ &fact, first->second });
  }
  return all;
}

}  // namespace reallyopen
