#include "cli/list.h"

#include <fmt/format.h>

#include <stdexcept>

#include "claims/claim.h"
#include "evidence/component.h"
#include "report/format.h"
#include "rules/catalogue.h"

namespace reallyopen {

std::string list(std::string_view what) {
  std::string lines;
  if (what == "rules") {
    for (const Rule* rule : all_rules())
      lines += fmt::format("{:<30} {:<8} {}\n", rule->id, name(rule->level), rule->title);
  } else if (what == "claims") {
    for (const Claim& claim : shipped_claims())
      lines += fmt::format("{:<14} {}\n", claim.id, claim.summary);
  } else if (what == "components") {
    for (const Component* component : all_components())
      lines += fmt::format("{:<20} {:<14} {}\n", component->id, name(component->content),
                           component->field);
  } else if (what == "formats") {
    for (const Format& format : formats())
      lines += fmt::format("{:<8} {}\n", format.id, format.title);
  } else {
    throw std::logic_error("list of an unknown kind");
  }
  return lines;
}

}  // namespace reallyopen
