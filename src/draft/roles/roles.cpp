#include "draft/roles/roles.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "draft/roles/entries.h"
#include "draft/roles/launcher_roles.h"
#include "draft/roles/module_roles.h"
#include "draft/roles/modules_alone.h"
#include "draft/roles/options.h"
#include "draft/roles/other_languages.h"
#include "draft/roles/preparation.h"
#include "draft/roles/purpose.h"
#include "draft/roles/role_lists.h"
#include "draft/roles/stages.h"
#include "repository/path.h"
#include "text/letters.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

constexpr std::string_view test_words =
  "eval|test|metric|score|benchmark|valid|miou|psnr|fid|bleu|rouge|hellaswag|mmlu|gsm8k|humaneval|"
  "lambada|winogrande|perplexity|mteb|ensemble|ablation";
constexpr std::string_view use_words =
  "infer|predict|demo|generat|forecast|synth|detect|sampl|enhance|live|translat|"
  "separat|reconstruct|transcrib|caption|summar|recogni|upscal|coloriz|completion";

constexpr std::size_t most_imported = 200;

// What it is for, told by its name and what stands in it.
class RoleFinder {
 public:
  RoleFinder(const ScriptTree& tree, Survey& survey) : tree_(tree), survey_(survey) {}

  void find() {
    for (const ScriptFile& script : tree_.scripts())
      if (is_python(script.path)) is_known(script.path) ? sort_further(script) : sort(script);
    leave_out_parts();
    settle_inference(tree_, survey_);
    for (const ScriptFile& script : tree_.scripts())
      if (is_python(script.path)) sort_entry(script);
    add_lone_trainers(tree_, survey_);
    for (const std::string& path : std::vector<std::string>(survey_.training))
      add_what_it_can(path);
    add_lone_tests(tree_, survey_);
  }

 private:
  void add(RoleList list, const std::string& path) { add_to(survey_.*list, path); }

  // By its name.
  bool is_known(const std::string& path) const {
    for (const RoleList list :
         { &Survey::training, &Survey::preprocessing, &Survey::evaluation, &Survey::inference })
      if (holds(survey_.*list, path)) return true;
    return false;
  }

  // A name may say one half of it: an `eval.py` that only synthesises, a `predict.py` that scores.
  void sort_further(const ScriptFile& script) {
    const Cues& cues = tree_.cues(script.path);
    if (cues.optimises || cues.tests) return;
    const bool measures = cues.computes && !cues.serves && (cues.starts || cues.loads);
    if (holds(survey_.inference, script.path) && measures) add(&Survey::evaluation, script.path);
    if (holds(survey_.evaluation, script.path) && cues.starts && !cues.measures && cues.loads &&
        cues.predicts && !says(script.path, "eval_|evaluate"))
      add(&Survey::inference, script.path);
  }

  void sort(const ScriptFile& script) {
    const Cues& cues = tree_.cues(script.path);
    if (cues.tests) return;
    if (schedules(script)) return;
    const bool test = is_called_test(script.path);
    const bool use = says(script.path, use_words) &&
                     !says(script.path, "synthetic|dataset|_data|data_|resampl|subsampl|oversampl");
    if (cues.starts || cues.serves) {
      if (trains(script, cues, test, use)) return add(&Survey::training, script.path);
      if (evaluates(script, cues, test)) {
        add(&Survey::evaluation, script.path);
        if (applies_too(script, cues, use)) add(&Survey::inference, script.path);
        return;
      }
      // `test.py` shows what comes out.
      const bool shown = test && cues.loads && cues.predicts &&
                         (cues.shows || name_of(script.path) == "test.py");
      if (shown || (!test && applies(script, cues, use)))
        return add(&Survey::inference, script.path);
    }
    if (!cues.optimises && prepares_data(script, cues)) add(&Survey::preprocessing, script.path);
  }

  // The steps of another program, by their hours and what comes after what.
  static bool schedules(const ScriptFile& script) {
    return has_one_of("from airflow|import airflow|from dagster|from kfp|import kfp",
                      script.content);
  }

  void sort_schedule(const ScriptFile& script) {
    if (says(script.path, "train"))
      add(&Survey::training, script.path);
    else if (says(script.path, "infer|predict|scor"))
      add(&Survey::inference, script.path);
    else if (says(script.path, "etl|ingest|prep|data"))
      add(&Survey::preprocessing, script.path);
  }

  static bool is_called_test(std::string_view path) {
    std::string name = lower(name_of(path));
    // A word within a word.
    if (const std::size_t at = name.find("retrieval"); at != name.npos) name.erase(at, 9);
    return has_one_of(test_words, name);
  }

  static bool trains(const ScriptFile& script, const Cues& cues, bool test, bool use) {
    const bool named = says(script.path, "train|finetun|fine-tun|fine_tun");
    // A page may be one word of many in a notebook.
    if (!cues.optimises || test || (cues.serves && !named)) return false;
    // To find neighbours among texts is to clean them.
    if (has_one_of("clean|dedup", script.relative)) return false;
    const bool models = says(script.path, "model|train|classif|regress|research");
    if (says(script.path, "plot|visual|util|bench|profil") ||
        (!models && says(script.path, "explor|search|eda")))
      return false;
    // What is called a prediction may fit its model first.
    return !use || !cues.loads || script.path.ends_with(".ipynb");
  }

  static bool evaluates(const ScriptFile& script, const Cues& cues, bool test) {
    if (test && cues.measures && (!cues.serves || cues.computes)) return true;
    if (cues.optimises || cues.serves || says(script.path, "plot|visual|explor|eda|util|train"))
      return false;
    if (says(script.path, "callback|setup|version")) return false;
    return cues.computes || (says(script.path, "metric") && says(script.path, "compute|calc|eval"));
  }

  // What is measured is shown as well.
  static bool applies_too(const ScriptFile& script, const Cues& cues, bool use) {
    const bool unmeasured = !cues.computes && cues.writes_data && says(script.path, "test");
    return cues.loads && cues.predicts &&
           (use || cues.shows || unmeasured || script.path.ends_with(".ipynb"));
  }

  bool applies(const ScriptFile& script, const Cues& cues, bool use) const {
    if (says(script.path,
             "checkpoint|ckpt|conver|export|avg|util|callback|quantiz|reward|plot|onnx|diagnos|"
             "embedding|threshold|profil|verify|debug|analys"))
      return false;
    if (cues.serves) return cues.loads || cues.predicts || shows_demo(script);
    if (cues.optimises && !use) return false;
    const bool drawn = cues.shows || (has_one_of("imshow(", script.content) &&
                                      has_one_of("load_state_dict(", script.content));
    if (script.path.ends_with(".ipynb") && cues.loads && drawn) return true;
    if (says(script.path, "sampl")) return cues.loads;
    if (use) return cues.loads || cues.predicts || imports_loader(script);
    if (cues.loads && cues.shows && says(script.path, "example|quickstart|usage")) return true;
    return cues.predicts && (cues.loads || (!cues.defines && imports_loader(script)));
  }

  // A page of gradio shows a model, and may leave the work to another program.
  static bool shows_demo(const ScriptFile& script) {
    return script.content.find("gradio") != std::string::npos &&
           has_one_of("app|demo|gradio|web|main|chat", script.relative);
  }

  // `from .pretrained import get_model`
  bool imports_loader(const ScriptFile& script) const {
    if (says(script.path, "plot|visual|train|data|prep|extract|util|config")) return false;
    const auto loads = [&](const ScriptFile* module) {
      const Cues& cues = tree_.cues(module->path);
      return cues.loads && !cues.optimises && !cues.tests && !says(module->path, "util|data");
    };
    return std::ranges::any_of(tree_.imports(script.path), [&](const ScriptFile* module) {
      return loads(module) || std::ranges::any_of(tree_.imports(module->path), loads);
    });
  }

  // `ppo.py` is called like a way to train, and holds only what the trainer imports.
  void leave_out_parts() {
    std::set<std::string_view> parts;
    for (const std::string& trainer : survey_.training)
      for (const ScriptFile* module : tree_.imports(trainer)) parts.insert(module->path);
    std::erase_if(survey_.training, [&](const std::string& path) {
      return tree_.at(path) && !tree_.cues(path).starts && !says(path, "train|tun") &&
             parts.contains(path);
    });
    // Whoever learns how to cut text into tokens prepares the data.
    std::erase_if(survey_.training, [&](const std::string& path) {
      const bool tokens = tree_.cues(path).learns_tokens && !tree_.cues(path).optimises;
      if (tokens) add(&Survey::preprocessing, path);
      return tokens;
    });
  }

  // `main.py`, `run_exp.py`: what it imports, trains.
  void sort_entry(const ScriptFile& script) {
    const Cues& cues = tree_.cues(script.path);
    for (const RoleList list : { &Survey::training, &Survey::preprocessing, &Survey::evaluation })
      if (holds(survey_.*list, script.path)) return;
    if (!cues.starts || cues.tests || cues.serves) return;
    if (schedules(script)) return sort_schedule(script);
    if (script.path.ends_with(".ipynb")) return sort_notebook(script);
    if (!says(script.path, "main|run|train|tun|exp|launch|start|pipeline") ||
        says(script.path, "eval|test|infer|predict|demo|plot|export|convert|setup"))
      return;
    // What is called a training may leave the work to an agent of a package.
    const int depth = says(script.path, "train") ? 3 : 2;
    if (imports_training(script.path, depth)) add(&Survey::training, script.path);
    const bool only_uses = survey_.training.empty() && says(script.path, "main|run") &&
                           !has_one_of("trainer|train(|.fit(|epoch|finetun", script.content) &&
                           imports_loader(script);
    if (only_uses || imports_use(script.path)) add(&Survey::inference, script.path);
  }

  // `from train_lstm import train_network`, and a cell that calls it.
  void sort_notebook(const ScriptFile& script) {
    static const Pattern call(R"(\b(?:re)?train\w*\()", "train");
    if (!says(script.path, "eval|test|infer|demo|plot|visual|explor") &&
        imports_training(script.path, 1) &&
        (says(script.path, "train|main|run") || call.found_in(script.content)))
      add(&Survey::training, script.path);
  }

  // What it imports, and what that imports.
  bool imports_training(const std::string& path, int depth) const {
    std::vector<std::string> level{ path };
    std::set<std::string> seen{ path };
    for (; depth > 0 && !level.empty() && seen.size() < most_imported; --depth) {
      std::vector<std::string> next;
      for (const std::string& importer : level)
        for (const ScriptFile* found : tree_.imports(importer)) {
          if (tree_.cues(found->path).optimises) return true;
          if (seen.insert(found->path).second) next.push_back(found->path);
        }
      level = std::move(next);
    }
    return false;
  }

  bool imports_use(const std::string& path) const {
    return std::ranges::any_of(tree_.imports(path), [&](const ScriptFile* module) {
      const Cues& cues = tree_.cues(module->path);
      const bool loads = cues.loads || tree_.cues(path).loads || !holds(survey_.training, path);
      return loads && cues.predicts && !cues.optimises &&
             says(module->path, "predict|infer|generat|sampl");
    });
  }

  // One program that trains, and does the rest when it is told to.
  void add_what_it_can(const std::string& path) {
    const ScriptFile* script = tree_.at(path);
    if (!script) return;
    const Cues& cues = tree_.cues(path);
    const bool notebook = path.ends_with(".ipynb");
    if (evaluates_on_request(script->content) || (notebook && cues.computes && cues.optimises))
      add(&Survey::evaluation, path);
    if (predicts_on_request(script->content) ||
        (notebook && (script->content.find(".generate(") != std::string::npos ||
                      (cues.loads && says(path, use_words)))) ||
        (cues.predicts && has_one_of("save_result|saveresult|save_pred", script->content)) ||
        (cues.predicts && has_one_of("for_inference(", script->content)))
      add(&Survey::inference, path);
  }

  const ScriptTree& tree_;
  Survey& survey_;
};

}  // namespace

std::vector<NamedSettings> assign_roles(const std::vector<ScriptFile>& scripts, Survey& survey) {
  const ScriptTree tree(scripts);
  RoleFinder(tree, survey).find();
  sort_other_languages(tree, survey);
  sort_entries(tree, survey);
  add_prepared(tree, survey);
  std::vector<NamedSettings> stages;
  sort_stages(tree, survey, stages);
  std::vector<NamedSettings> named = sort_launchers(tree, survey);
  std::ranges::move(stages, std::back_inserter(named));
  add_turners(tree, survey);
  add_measuring_trainers(tree, survey);
  add_lone_notebooks(tree, survey);
  add_lone_preparation(tree, survey);
  name_settings(tree, survey, named);
  find_architecture(tree, survey);
  add_lone_estimators(tree, survey);
  find_settings(tree, survey);
  for (const RoleList list :
       { &Survey::training, &Survey::preprocessing, &Survey::evaluation, &Survey::architecture,
         &Survey::configurations, &Survey::setting_scripts })
    std::erase_if(survey.*list, [](const std::string& path) { return is_deployed(path); });
  return named;
}

}  // namespace reallyopen
