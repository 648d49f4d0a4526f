// All rules, by family.
#pragma once

#include <string>
#include <vector>

#include "rules/rule.h"

namespace reallyopen {

extern const RuleFamily manifest_rules;
extern const RuleFamily path_rules;
extern const RuleFamily release_rules;
extern const RuleFamily weights_rules;
extern const RuleFamily shard_rules;
extern const RuleFamily model_rules;
extern const RuleFamily hyperparameter_rules;
extern const RuleFamily script_rules;
extern const RuleFamily environment_rules;
extern const RuleFamily claim_rules;
extern const RuleFamily license_rules;
extern const RuleFamily statement_rules;
extern const RuleFamily card_rules;
extern const RuleFamily history_rules;
extern const RuleFamily wording_rules;
extern const RuleFamily agreement_rules;
extern const RuleFamily plausibility_rules;
extern const RuleFamily policy_rules;

std::vector<const Rule*> all_rules();

// The page of a rule in Markdown, as `explain` prints it and schemas/rules.md collects it.
std::string rule_page(const Rule& rule);
std::string rules_page();

}  // namespace reallyopen
