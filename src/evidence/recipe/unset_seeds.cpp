#include "evidence/recipe/unset_seeds.h"

#include <algorithm>

#include "configuration/agreement.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

// transformers' Trainer and those built on it set the seed of their arguments, or one of their own.
bool mentions_seed(std::string_view text) {
  return has_one_of(
    "seed|random_state|prngkey|random.key|generator|transformers|trl|axolotl|"
    "llamafactory|sentence_transformers|setfit|xgboost|lightgbm|catboost|unsloth",
    text);
}

bool may_set(const ConfigurationFile* file) {
  return !file->parsed.document || mentions_seed(file->parsed.document->text);
}

}  // namespace

std::optional<UnsetSeed> find_unset_seed(const Declarations& declarations,
                                         const std::vector<const ConfigurationFile*>& declared,
                                         const RunSources& sources, const RunSourceFinder& finder) {
  const Node* seeds = declarations.find({ "training", "seeds" });
  std::string field = "training.seeds";
  if (!seeds || seeds->is_mapping()) {
    field = "hyperparameters.seed";
    seeds = declarations.find({ "hyperparameters", "seed" });
  }
  const std::vector<const Node*> each = each_of(seeds);
  if (each.empty() || seeds->is_mapping() || sources.scripts.empty()) return std::nullopt;
  for (const auto* files :
       { &declared, &sources.commands, &sources.configurations, &sources.scripts })
    if (std::ranges::any_of(*files, may_set)) return std::nullopt;
  if (finder.any_module(mentions_seed)) return std::nullopt;
  return UnsetSeed{ std::move(field),
                    declarations.place(*seeds),
                    shown_value(*each.front()),
                    { .path = sources.scripts.front()->path } };
}

}  // namespace reallyopen
