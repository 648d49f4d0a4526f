#include "evidence/recipe/unset_seeds.h"

#include <algorithm>

#include "configuration/agreement.h"
#include "script/notebook.h"
#include "script/python_call.h"
#include "script/python_statements.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

constexpr std::string_view seed_words = "seed|random_state|prngkey|random.key|generator";
// They set the seed of their arguments, or one of their own.
constexpr std::string_view seeding_libraries =
  "transformers|trl|axolotl|llamafactory|sentence_transformers|setfit|xgboost|lightgbm|catboost|"
  "unsloth|fairseq|ultralytics|speechbrain|espnet|autogluon|pycaret|flair";

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

// `seed = 7`, `lr, seed = float(a), int(b)`: the name of a seed is given to something else.
bool only_names_seed(std::string_view statement) {
  const auto assignments = list_python_assignments(statement);
  return std::ranges::all_of(assignments, [](const PythonAssignment& each) {
    return !each.target.empty() && !mentions_seed(without_texts(each.value));
  });
}

enum class SeedUse {
  none,
  taken,  // as an option, a parameter or a name, and dropped
  used,
};

// What a statement does with a seed. Drawn from the clock it is none that could be stated.
SeedUse use_in(std::string_view statement) {
  if (!mentions_seed(statement)) return SeedUse::none;
  if (statement.starts_with('@') || statement.starts_with("def ")) return SeedUse::taken;
  if (has_one_of("time.time|time_ns|=time()|(time()|urandom|datetime.now", statement))
    return SeedUse::none;
  if (!mentions_seed(without_texts(statement)))
    return has_one_of("--seed", statement) ? SeedUse::taken : SeedUse::none;
  return only_names_seed(statement) ? SeedUse::taken : SeedUse::used;
}

SeedUse use_of_seed(std::string_view python) {
  if (has_one_of(seeding_libraries, python)) return SeedUse::used;
  SeedUse most = SeedUse::none;
  if (mentions_seed(python))
    for (const PythonStatement& each : list_python_statements(python))
      most = std::max(most, use_in(each.text));
  return most;
}

bool uses_seed(std::string_view python) { return use_of_seed(python) == SeedUse::used; }

// `run(**settings)`, `fit(args)`: somebody else may take the seed out of them.
bool hands_on_settings(std::string_view text) {
  if (has_one_of("(**|, **|{**|asdict(|(cfg)|(config)", text)) return true;
  for (const std::string_view name : { "args)", "options)", "opts)" })
    for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
      const std::string_view before = text.substr(0, at);
      if (!before.ends_with("vars(") && !before.ends_with("parse_") && before.ends_with('('))
        return true;
    }
  return false;
}

// Whether a script takes a seed and drops it, where it hands on no settings as a whole.
bool drops_seed(const ConfigurationFile* file) {
  if (!file->parsed.document || !file->path.ends_with(".py")) return false;
  const std::string& text = file->parsed.document->text;
  return !hands_on_settings(text) && use_of_seed(text) == SeedUse::taken;
}

bool may_set(const ConfigurationFile* file) {
  if (!file->parsed.document) return true;
  const std::string_view text = file->parsed.document->text;
  if (file->path.ends_with(".py")) return uses_seed(text);
  if (file->path.ends_with(".ipynb")) return uses_seed(python_of_notebook(file->path, text));
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
  if (std::ranges::none_of(sources.scripts, drops_seed))
    for (const auto* files : { &declared, &sources.commands, &sources.configurations })
      if (std::ranges::any_of(*files, may_set)) return std::nullopt;
  if (finder.any_module(sources, uses_seed)) return std::nullopt;
  return UnsetSeed{ std::move(field),
                    declarations.place(*seeds),
                    shown_value(*each.front()),
                    { .path = sources.scripts.front()->path } };
}

}  // namespace reallyopen
