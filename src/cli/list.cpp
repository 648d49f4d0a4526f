#include "cli/list.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <stdexcept>

#include "claims/claim.h"
#include "cli/command.h"
#include "evidence/components/component.h"
#include "ledger/quantity.h"
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
      lines += fmt::format("{:<24} {}\n", claim.id, claim.summary);
  } else if (what == "components") {
    for (const Component* component : all_components())
      lines += fmt::format("{:<20} {:<14} {}\n", component->id, name(component->content),
                           component->field);
  } else if (what == "quantities") {
    for (const Quantity& quantity : all_quantities())
      lines += fmt::format("{:<28} {}\n", quantity.id, quantity.title);
  } else if (what == "formats") {
    for (const Format& format : formats())
      lines += fmt::format("{:<8} {}\n", format.id, format.title);
  } else {
    throw std::logic_error("list of an unknown kind");
  }
  return lines;
}

constinit const Command list_command = {
  .id = "list",
  .title = "What the program knows",
  .define = [](CLI::App& parser) -> Run {
    auto what = std::make_shared<std::string>();
    parser.add_option("WHAT", *what, "rules, claims, components, quantities or formats")
      ->type_name("")
      ->required()
      ->check(CLI::IsMember({ "rules", "claims", "components", "quantities", "formats" }));
    return [what](const Console& console) {
      console.out << list(*what);
      return 0;
    };
  },
};

}  // namespace reallyopen
