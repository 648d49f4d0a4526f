#include "evidence/recipe/unset_seeds.h"

#include <algorithm>

#include "configuration/agreement.h"
#include "script/python_statements.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

constexpr std::string_view seed_words = "seed|random_state|prngkey|random.key|generator";
// They set the seed of their arguments, or one of their own.
constexpr std::string_view seeding_libraries =
  "transformers|trl|axolotl|llamafactory|sentence_transformers|setfit|xgboost|lightgbm|catboost|"
  "unsloth";

bool mentions_seed(std::string_view text) { return has_one_of(seed_words, text); }

// Without texts in quotes but those of keys: `seed` of `{"seed": 1}` and `config["seed"]`.
std::string without_texts(std::string_view statement) {
  std::string rest;
  for (std::size_t at = 0; at < statement.size(); ++at) {
    if (statement[at] != '"' && statement[at] != '\'') {
      rest += statement[at];
      continue;
    }
    const std::size_t end = std::min(statement.find(statement[at], at + 1), statement.size());
    const std::string_view behind = statement.substr(std::min(end + 1, statement.size()));
    if (behind.starts_with(':') || behind.starts_with(']')) rest += statement.substr(at, end - at);
    at = end;
  }
  return rest;
}

// Whether a Python file does something with a seed, other than to take it as an option or a
// parameter.
bool uses_seed(std::string_view python) {
  if (has_one_of(seeding_libraries, python)) return true;
  if (!mentions_seed(python)) return false;
  for (const PythonStatement& each : list_python_statements(python)) {
    const std::string_view text = each.text;
    if (text.starts_with('@') || text.starts_with("def ") || !mentions_seed(text)) continue;
    if (mentions_seed(without_texts(text))) return true;
  }
  return false;
}

// Whether an option for the seed is declared, and options are not handed on as a whole.
bool drops_seed_option(const ConfigurationFile* file) {
  const std::string_view text = file->parsed.document ? file->parsed.document->text : "";
  return has_one_of("--seed", text) && !has_one_of("**|vars(|asdict|args)", text);
}

bool may_set(const ConfigurationFile* file) {
  if (!file->parsed.document) return true;
  const std::string_view text = file->parsed.document->text;
  if (file->path.ends_with(".py")) return uses_seed(text);
  return mentions_seed(text) || has_one_of(seeding_libraries, text);
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
  if (std::ranges::any_of(sources.scripts, may_set)) return std::nullopt;
  if (std::ranges::none_of(sources.scripts, drops_seed_option))
    for (const auto* files : { &declared, &sources.commands, &sources.configurations })
      if (std::ranges::any_of(*files, may_set)) return std::nullopt;
  if (finder.any_module(uses_seed)) return std::nullopt;
  return UnsetSeed{ std::move(field),
                    declarations.place(*seeds),
                    shown_value(*each.front()),
                    { .path = sources.scripts.front()->path } };
}

}  // namespace reallyopen
