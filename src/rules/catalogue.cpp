#include "rules/catalogue.h"

#include <fmt/format.h>

namespace reallyopen {

std::vector<const Rule*> all_rules() {
  std::vector<const Rule*> all;
  for (const RuleFamily family :
       { manifest_rules, path_rules, release_rules, weights_rules, shard_rules, model_rules,
         hyperparameter_rules, script_rules, environment_rules, claim_rules, license_rules,
         statement_rules, card_rules, history_rules, wording_rules, agreement_rules,
         plausibility_rules, policy_rules })
    for (const Rule& rule : family) all.push_back(&rule);
  return all;
}

std::string rule_page(const Rule& rule) {
  return fmt::format(
    "## {}\n\n{} ({}{}{})\n\nWhy: {}\n\nFix: {}\n\nFound in:\n\n```yaml\n{}```\n\nNot found "
    "in:\n\n```yaml\n{}```\n",
    rule.id, rule.title, name(rule.level), rule.incomplete ? "; makes the run incomplete" : "",
    rule.contradicts ? "; breaks the component that it is about, for every claim" : "", rule.why,
    rule.fix, rule.fails, rule.passes);
}

std::string rules_page() {
  std::string page =
    "# Rules\n\nGenerated from the rows in src/rules/; the tests rewrite it with "
    "UPDATE_GOLDEN=1.\n";
  for (const Rule* rule : all_rules()) page += "\n" + rule_page(*rule);
  return page;
}

}  // namespace reallyopen
