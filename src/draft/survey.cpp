#include "draft/survey.h"

#include <algorithm>

#include "draft/leave_out.h"
#include "draft/names.h"
#include "draft/roles/launchers.h"
#include "draft/roles/notebook.h"
#include "draft/roles/purpose.h"
#include "draft/roles/roles.h"
#include "draft/roles/setting_sheets.h"
#include "repository/path.h"
#include "text/letters.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_files_looked_into = 4'000;
constexpr std::size_t longest_read = 256u << 10;
constexpr std::size_t most_entries = 1'000'000;
constexpr std::size_t most_scripts_read = 1'500;
constexpr std::size_t longest_script = 128u << 10;
constexpr std::size_t longest_notebook = 4u << 20;  // pictures and all

// Tests and other people's code show nothing about the model; licences and policies count anywhere
// but there.
void sort_by_name(std::string_view path, const std::string& full, Survey& survey) {
  if (is_aside(path) && !path.starts_with(".github/") && !path.starts_with("docs/")) return;
  const auto row = std::ranges::find_if(
    name_rows(), [&](const NameRow& each) { return each.pattern.found_in(path); });
  if (row == name_rows().end()) return;
  if (row->list == &Survey::architecture && is_trial(path)) return;
  (survey.*row->list).push_back(full);
}

struct BoundedReader {
  const Snapshot& snapshot;
  std::size_t left = most_files_looked_into;

  // Nothing where the content is elsewhere or the budget is spent.
  std::string operator()(const Entry& entry, Survey& survey) {
    if (left == 0) {
      survey.complete = false;
      return "";
    }
    --left;
    ReadResult read = snapshot.read(entry, longest_read);
    if (read.status == ReadStatus::missing) survey.complete = false;
    return std::move(read.bytes);
  }
};

// What a trainer saves to go on: not the model.
bool is_state_of_run(std::string_view path) {
  static const Pattern pattern(
    R"((?i)(^|/)(optimizer|scheduler|scaler|rng_state(_\d+)?|random_states_\d+|training_args|trainer_state|(all|train|eval|test|predict)_results)\.(pt|pth|bin|pkl|json|safetensors)$)",
    "optimizer|scheduler|scaler|rng_state|random_states|training_args|trainer_state|results");
  return pattern.found_in(path);
}

// XGBoost and LightGBM write models as JSON and text.
bool may_be_trees(std::string_view path) {
  static const Pattern pattern(
    R"((?i)(^|/)[^/]*(model|xgb|lgbm?|lightgbm|booster)[^/]*\.(json|txt)$)", ".json|.txt");
  return pattern.found_in(path);
}

bool starts_like_trees(std::string_view content) {
  const std::string_view front = content.substr(0, 400);
  return front.starts_with("tree\nversion=") ||
         (front.starts_with('{') && front.find("\"learner\"") != std::string_view::npos);
}

// A layer of a spaCy pipeline: MessagePack of Thinc, without an ending.
bool may_be_thinc(std::string_view path) { return name_of(path) == "model"; }

bool starts_like_thinc(std::string_view content) {
  return content.substr(0, 16).find("\xa5nodes") == 1;
}

// `checkpoint-500/`, `global_step100/`: the model as it was at an earlier step.
bool is_checkpoint(std::string_view path) {
  static const Pattern pattern(R"((?i)(^|/)(checkpoint|ckpt|global_?step|epoch)[-_]?\d+/)",
                               "checkpoint|ckpt|step|epoch");
  return pattern.found_in(path);
}

// Beside weights in the folder of the model, what lies below is another form, or a part.
void part_weights(std::string_view folder, Survey& survey) {
  if (survey.weights.empty() || survey.pipeline) return;
  if (folder_of(survey.weights.front()) != folder) return;
  std::erase_if(survey.weights, [&](const std::string& path) {
    const bool below = folder_of(path) != folder;
    if (below) survey.other_weights.push_back(path);
    return below;
  });
}

// spaCy writes the best and the last of a run side by side.
void part_last_of_run(Survey& survey) {
  const auto in = [](std::string_view folder) {
    return [folder](const std::string& path) { return path.find(folder) != std::string::npos; };
  };
  if (std::ranges::none_of(survey.weights, in("model-best/"))) return;
  std::erase_if(survey.weights, [&](const std::string& path) {
    const bool last = in("model-last/")(path);
    if (last) survey.checkpoints.push_back(path);
    return last;
  });
}

// `checkpoints/epoch-10.pt` beside a model that is elsewhere.
void part_folders_of_checkpoints(Survey& survey) {
  static const Pattern pattern(R"((?i)(^|/)(checkpoints?|ckpts?)/)", "checkpoint|ckpt");
  const auto in_one = [&](const std::string& path) { return pattern.found_in(path); };
  if (std::ranges::all_of(survey.weights, in_one)) return;
  std::ranges::copy_if(survey.weights, std::back_inserter(survey.checkpoints), in_one);
  std::erase_if(survey.weights, in_one);
}

void sort_by_content(std::string_view path, const Entry& entry, BoundedReader& read,
                     SettingSheets& sheets, Survey& survey) {
  if (may_train(path) || is_plain_entry(path)) {
    const std::string content = read(entry, survey);
    if (may_train(path) ? trains(path, content) : optimises(content)) {
      survey.training.push_back(entry.path);
      if (sets_learning_rate(content)) survey.setting_scripts.push_back(entry.path);
      return;
    }
  }
  if (is_training_in_r(path)) return survey.training.push_back(entry.path);
  if (may_prepare_data(path)) return survey.preprocessing.push_back(entry.path);
  if (may_write_data(path) && writes_tokens(read(entry, survey)))
    return survey.preprocessing.push_back(entry.path);
  if (may_evaluate(path)) return survey.evaluation.push_back(entry.path);
  if (may_infer(path)) return survey.inference.push_back(entry.path);
  if (!may_configure(path)) return;
  const std::string content = read(entry, survey);
  const bool values = !path.ends_with(".py") && sets_estimator(content);
  const bool sets = sets_learning_rate(content) || sets_training_constants(path, content) || values;
  if (sets) survey.configurations.push_back(entry.path);
  sheets.add(entry.path, content, sets);
}

void sort_file(std::string_view path, const Entry& entry, BoundedReader& read,
               SettingSheets& sheets, Survey& survey) {
  if (is_checkpoint(path)) {
    const bool weights = pattern_of(&Survey::weights).found_in(path) && !is_state_of_run(path);
    if (weights) survey.checkpoints.push_back(entry.path);
    return;
  }
  if (is_state_of_run(path)) {
    if (path.ends_with("trainer_state.json")) survey.logs.push_back(entry.path);
    for (const std::string_view name :
         { "eval_results.json", "test_results.json", "predict_results.json" })
      if (name_of(path) == name) survey.result_files.push_back(entry.path);
    return;
  }
  // diffusers and sentence-transformers
  if (path == "model_index.json" || path == "modules.json") survey.pipeline = true;
  if (may_be_trees(path) && starts_like_trees(read(entry, survey)))
    return survey.weights.push_back(entry.path);
  if (may_be_thinc(path) && starts_like_thinc(read(entry, survey)))
    return survey.weights.push_back(entry.path);
  sort_by_name(path, entry.path, survey);
  sort_by_content(path, entry, read, sheets, survey);
}

// What may train, apply or prepare, or be imported by what does.
bool may_have_a_role(std::string_view path) {
  static const Pattern shown(R"((?i)^docs?/([^/]+/)*[^/]*(demo|infer|predict)[^/]*\.ipynb$)",
                             ".ipynb");
  return (is_python(path) || is_other_language(path) || may_start_scripts(path) ||
          is_package_metadata(path)) &&
         !is_checkpoint(path) && (!is_aside(path) || is_deployed(path) || shown.found_in(path));
}

// Those nearest to the root are read, as far as a budget goes.
std::vector<ScriptFile> read_scripts(const Snapshot& snapshot, std::vector<Entry> entries,
                                     std::size_t skipped) {
  std::ranges::stable_sort(entries, {}, [](const Entry& entry) {
    return std::pair(std::ranges::count(entry.path, '/'), entry.path);
  });
  if (entries.size() > most_scripts_read) entries.resize(most_scripts_read);
  std::vector<ScriptFile> scripts;
  for (const Entry& entry : entries) {
    const bool notebook = entry.path.ends_with(".ipynb");
    ReadResult read = snapshot.read(entry, notebook ? longest_notebook : longest_script);
    scripts.push_back({ entry.path, entry.path.substr(skipped),
                        notebook ? without_outputs(read.bytes) : std::move(read.bytes) });
  }
  return scripts;
}

// `setup.cfg` and `pyproject.toml` may hold no more than the settings of tools.
void leave_out_bare_metadata(const Snapshot& snapshot, std::vector<std::string>& paths) {
  std::erase_if(paths, [&](const std::string& path) {
    if (!is_one_of(name_of(path), { "setup.cfg", "pyproject.toml" })) return false;
    const auto entry = snapshot.find(path);
    return entry && !has_one_of("requires|dependencies", snapshot.read(*entry, longest_read).bytes);
  });
}

// A file without a byte is for nothing. Told by its object id, in either of git's formats.
bool is_empty(const Entry& entry) {
  return entry.id == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391" ||
         entry.id == "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813";
}

constexpr std::size_t most_named = 500;

// What trains the model names it, and it is here.
void add_named_settings(const Snapshot& snapshot, const std::vector<NamedSettings>& named,
                        std::size_t skipped, Survey& survey) {
  std::size_t looked = 0;
  for (const NamedSettings& settings : named) {
    if (!names_settings(settings.written)) continue;
    for (std::string_view folder = settings.folder; looked++ < most_named;
         folder = folder_of(folder)) {
      const auto path = join_path(folder, settings.written);
      const auto entry = path ? snapshot.find(*path) : std::nullopt;
      const bool here = entry && entry->kind == EntryKind::file && path->size() > skipped;
      if (here && may_configure(std::string_view(*path).substr(skipped)) &&
          std::ranges::find(survey.configurations, *path) == survey.configurations.end())
        survey.configurations.push_back(*path);
      if (here || folder.empty()) break;
    }
  }
}

// Nearer to the root first, then by name.
void order(std::vector<std::string>& paths) {
  std::ranges::stable_sort(paths, {}, [](const std::string& path) {
    return std::pair(std::ranges::count(path, '/'), path);
  });
}

}  // namespace

Survey survey_files(const Snapshot& snapshot, std::string_view folder) {
  Survey survey;
  BoundedReader read{ snapshot };
  SettingSheets sheets;
  std::size_t entries = 0;
  std::vector<Entry> scripts;
  const std::size_t skipped = folder.empty() ? 0 : folder.size() + 1;
  const auto unread = snapshot.walk(folder, [&](const Entry& entry) {
    const std::string_view path = std::string_view(entry.path).substr(skipped);
    if (entry.kind == EntryKind::submodule) {
      survey.submodules.push_back(entry);
    } else if (entry.kind == EntryKind::file && !is_empty(entry)) {
      sort_file(path, entry, read, sheets, survey);
      if (may_have_a_role(path)) scripts.push_back(entry);
      if (std::string glob = glob_beside(entry.path); !glob.empty()) ++survey.beside[glob];
    }
    return ++entries < most_entries;
  });
  const auto named = assign_roles(read_scripts(snapshot, std::move(scripts), skipped), survey);
  add_named_settings(snapshot, named, skipped, survey);
  for (std::string& path : sheets.alike(survey.configurations))
    survey.configurations.push_back(std::move(path));
  for (const List list : { &Survey::training, &Survey::preprocessing, &Survey::evaluation })
    leave_out_absent(snapshot, survey.*list);
  leave_out_bare_metadata(snapshot, survey.requirements);
  survey.complete = survey.complete && unread.empty() && entries < most_entries;
  for (const NameRow& row : name_rows()) order(survey.*row.list);
  part_last_of_run(survey);
  part_folders_of_checkpoints(survey);
  part_weights(folder, survey);
  leave_out_copies(snapshot, survey);
  leave_out_empty(snapshot, survey.licenses);
  order(survey.checkpoints);
  for (const List list : { &Survey::training, &Survey::preprocessing, &Survey::evaluation,
                           &Survey::inference, &Survey::configurations, &Survey::setting_scripts })
    order(survey.*list);
  for (const List list : { &Survey::configurations, &Survey::setting_scripts })
    std::ranges::stable_sort(survey.*list, {}, remoteness);
  return survey;
}

}  // namespace reallyopen
