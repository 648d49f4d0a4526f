#include "draft/roles.h"

#include <algorithm>
#include <map>
#include <set>

#include "draft/cues.h"
#include "draft/purpose.h"
#include "repository/path.h"
#include "script/command.h"
#include "text/letters.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_mentions = 200;  // of scripts, in one launcher
constexpr std::size_t most_reached = 2'000;
constexpr int least_values = 2;  // that a module sets for others

bool is_python(std::string_view path) { return path.ends_with(".py") || path.ends_with(".ipynb"); }

// What starts others: shell, batch systems, make, pipelines.
bool is_launcher(std::string_view path) {
  const std::string_view name = name_of(path);
  return path.ends_with(".sh") || path.ends_with(".slurm") || path.ends_with(".sbatch") ||
         path.ends_with(".bash") ||
         is_one_of(name, { "Makefile", "makefile", "dvc.yaml", "MLproject", "Snakefile" });
}

// Of a launcher of a program that can train as well.
bool only_evaluates(std::string_view content) {
  return has_one_of(
           "--do_train=false|--do_train false|--eval_only|--eval-only|--test_only|"
           "--test-only|--evaluate ",
           content) &&
         !has_one_of("--do_train=true|--do_train true", content);
}

bool says(std::string_view path, std::string_view words) {
  return has_one_of(words, name_of(path));
}

class RoleFinder {
 public:
  RoleFinder(const std::vector<ScriptFile>& scripts, Survey& survey)
      : scripts_(scripts), survey_(survey) {}

  void find() {
    for (const ScriptFile& script : scripts_)
      if (is_python(script.path)) {
        cues_.emplace(script.path, cues_of(script.path, script.content));
        by_path_.emplace(script.path, &script);
      }
    for (const ScriptFile& script : scripts_)
      if (is_python(script.path) && !is_known(script.path)) sort(script);
    leave_out_modules();
    for (const ScriptFile& script : scripts_)
      if (is_python(script.path)) sort_entry(script);
    for (const ScriptFile& script : scripts_)
      if (is_launcher(script.path)) sort_launcher(script);
    find_architecture();
    find_settings();
  }

 private:
  using List = std::vector<std::string> Survey::*;

  static bool holds(const std::vector<std::string>& list, const std::string& path) {
    return std::ranges::find(list, path) != list.end();
  }
  void add(List list, const std::string& path) {
    if (!holds(survey_.*list, path)) (survey_.*list).push_back(path);
  }

  // By its name.
  bool is_known(const std::string& path) const {
    for (const List list :
         { &Survey::training, &Survey::preprocessing, &Survey::evaluation, &Survey::inference })
      if (holds(survey_.*list, path)) return true;
    return false;
  }

  void sort(const ScriptFile& script) {
    const Cues& cues = cues_.at(script.path);
    if (cues.tests) return;
    const bool test = says(script.path, "eval|test|metric|score|benchmark|valid");
    const bool use = says(script.path, "infer|predict|demo|generat|forecast|synth|detect|sampl");
    if (cues.starts || cues.serves) {
      if (trains(script, cues, test, use)) return add(&Survey::training, script.path);
      if (test && cues.measures) return add(&Survey::evaluation, script.path);
      if (applies(script, cues, use)) return add(&Survey::inference, script.path);
    }
    if (!cues.optimises && prepares(script, cues)) add(&Survey::preprocessing, script.path);
  }

  static bool trains(const ScriptFile& script, const Cues& cues, bool test, bool use) {
    if (!cues.optimises || test || cues.serves) return false;
    if (says(script.path, "plot|visual|explor|search|eda|util")) return false;
    // What is called a prediction may fit its model first.
    return !use || !cues.loads || script.path.ends_with(".ipynb");
  }

  static bool applies(const ScriptFile& script, const Cues& cues, bool use) {
    if (says(script.path, "checkpoint|ckpt|convert|export|avg|util|callback")) return false;
    if (cues.serves) return cues.loads || cues.predicts;
    if (cues.optimises && !use) return false;
    if (says(script.path, "sampl")) return cues.loads;
    return use ? cues.loads || cues.predicts : cues.loads && cues.predicts;
  }

  static bool prepares(const ScriptFile& script, const Cues& cues) {
    if (says(script.path,
             "callback|model|plot|visual|loader|config|eda|explor|result|util|"
             "checkpoint|ckpt|onnx|export|train|eval"))
      return false;
    // A module that is named like it has no main part of its own.
    if (says(script.path, "preprocess|cleaning|feature_eng|ingest|preparation")) return true;
    return cues.writes_data && cues.starts &&
           says(script.path,
                "data|process|prep|clean|feature|ingest|etl|download|"
                "split|extract|crawl|scrap|build|make|convert|load_|"
                "patch|annotat|parse|fold|augment");
  }

  // `prediction_writer.py` is called like what applies the model, and nobody can start it.
  void leave_out_modules() {
    std::erase_if(survey_.inference, [&](const std::string& path) {
      const auto cues = cues_.find(path);
      return cues != cues_.end() && !cues->second.starts && !cues->second.serves;
    });
  }

  // `main.py`, `run_exp.py`: what it imports, trains.
  void sort_entry(const ScriptFile& script) {
    const Cues& cues = cues_.at(script.path);
    if (is_known(script.path) || !cues.starts || cues.tests || cues.serves) return;
    if (!says(script.path, "main|run|train|exp|launch|start|pipeline") ||
        says(script.path, "eval|test|infer|predict|demo|plot|export|convert|setup"))
      return;
    if (imports_training(script.path, 2)) add(&Survey::training, script.path);
  }

  bool imports_training(const std::string& path, int depth) const {
    const auto file = by_path_.find(path);
    if (file == by_path_.end()) return false;
    for (const std::string& module : modules_imported(file->second->content)) {
      const ScriptFile* found = module_at(path, module);
      if (!found || found->path == path) continue;
      if (cues_.at(found->path).optimises) return true;
      if (depth > 1 && imports_training(found->path, depth - 1)) return true;
    }
    return false;
  }

  // The scripts that a launcher starts, as paths of the repository.
  std::vector<std::string> started(const ScriptFile& script) const {
    std::vector<std::string> paths;
    const auto take = [&](std::string_view written) {
      for (const std::string_view from : { folder_of(script.path), std::string_view() }) {
        std::string path(from);
        append_to_path(path, written);
        if (by_path_.contains(path)) return paths.push_back(path);
      }
      // `cd ..` may stand before it.
      for (const auto& [path, file] : by_path_)
        if (name_of(path) == name_of(written)) return paths.push_back(path);
    };
    if (script.path.ends_with(".yaml") || script.path.ends_with("MLproject") ||
        script.path.ends_with("file")) {
      for (const auto& [path, file] : by_path_)
        if (script.content.find(std::string(name_of(path))) != std::string::npos)
          paths.push_back(path);
      return paths;
    }
    for (const Target& target : list_targets(script.content))
      if (target.kind == TargetKind::script)
        take(target.path);
      else if (const ScriptFile* module = module_started(script, target))
        paths.push_back(module->path);
    add_outside(script, paths);
    return paths;
  }

  const ScriptFile* module_started(const ScriptFile& script, const Target& target) const {
    return target.kind == TargetKind::module ? module_at(script.path, target.path) : nullptr;
  }

  // `python ../run.py`: list_targets() leaves out what may be outside.
  void add_outside(const ScriptFile& script, std::vector<std::string>& paths) const {
    const std::string_view content = script.content;
    std::size_t mentions = 0;
    for (std::size_t at = content.find(" ../"); at != content.npos && mentions < most_mentions;
         at = content.find(" ../", at)) {
      ++at;
      ++mentions;
      const std::string_view written = content.substr(
        at, content.find_first_of(" \t\r\n\"';&|", at) - at);
      const auto path = join_path(folder_of(script.path), written);
      if (path && by_path_.contains(*path)) paths.push_back(*path);
    }
  }

  void sort_launcher(const ScriptFile& script) {
    const std::vector<std::string> paths = started(script);
    const auto starts = [&](List list) {
      return std::ranges::any_of(
        paths, [&](const std::string& path) { return holds(survey_.*list, path); });
    };
    const bool fetches = has_one_of("wget |curl |gdown|unzip|tar ", script.content) &&
                         says(script.path, "data|download") &&
                         !has_one_of("weight|model|sota|ckpt|pretrained", script.relative);
    if (fetches) return add(&Survey::preprocessing, script.path);
    // One program may do all, and the launcher says what it is started for.
    const bool use = says(script.path, "infer|predict|demo|sampl|ensemble");
    const bool test = says(script.path, "eval|test|sota|metric") || only_evaluates(script.content);
    if (starts(&Survey::training) && !test && !use) {
      add(&Survey::training, script.path);
      if (sets_options(script.content)) launchers_.push_back(script.path);
    } else if (starts(&Survey::inference) || (starts(&Survey::training) && use)) {
      add(&Survey::inference, script.path);
    } else if (starts(&Survey::evaluation) || starts(&Survey::training)) {
      add(&Survey::evaluation, script.path);
    }
  }

  // `a.b` as a file beside `importer`, at the root, or below `src`.
  const ScriptFile* module_at(const std::string& importer, std::string_view module) const {
    std::string base(folder_of(importer));
    if (module.starts_with('.')) {
      module.remove_prefix(1);
      while (module.starts_with('.')) {
        base = folder_of(base);
        module.remove_prefix(1);
      }
    }
    std::string below(module);
    std::ranges::replace(below, '.', '/');
    for (const std::string_view from :
         { std::string_view(base), folder_of(base), std::string_view(), std::string_view("src") }) {
      for (const std::string_view ending : { ".py", "/__init__.py" }) {
        std::string path(from);
        append_to_path(path, below);
        path += ending;
        if (const auto found = by_path_.find(path); found != by_path_.end()) return found->second;
      }
    }
    return nullptr;
  }

  // What is imported, directly or not, by what trains, applies or measures the model.
  std::set<std::string> reached() const {
    std::vector<std::string> open;
    for (const List list : { &Survey::training, &Survey::inference, &Survey::evaluation })
      for (const std::string& path : survey_.*list) open.push_back(path);
    std::set<std::string> seen(open.begin(), open.end());
    for (std::size_t i = 0; i < open.size() && seen.size() < most_reached; ++i) {
      const auto file = by_path_.find(open[i]);
      if (file == by_path_.end()) continue;
      for (const std::string& module : modules_imported(file->second->content)) {
        const ScriptFile* found = module_at(open[i], module);
        if (found && seen.insert(found->path).second) open.push_back(found->path);
      }
    }
    return seen;
  }

  void find_architecture() {
    const std::set<std::string> used = reached();
    std::vector<std::string> found;
    for (const ScriptFile& script : scripts_) {
      const auto cues = cues_.find(script.path);
      if (cues == cues_.end() || !used.contains(script.path)) continue;
      const bool called_so = has_one_of("model|net|arch|module", script.relative);
      if (!cues->second.defines && !(cues->second.uses_layers && called_so)) continue;
      if (says(script.path, "loss|metric|callback|data|eval|nll|cost|util")) continue;
      found.push_back(script.path);
    }
    for (const std::string& path : found) add(&Survey::architecture, path);
  }

  // Settings of launchers, and of scripts where no configuration was found.
  void find_settings() {
    for (const std::string& path : launchers_) add(&Survey::configurations, path);
    for (const std::string& path : survey_.training) {
      const auto cues = cues_.find(path);
      if (cues != cues_.end() && cues->second.sets > 0) add(&Survey::setting_scripts, path);
    }
    // What a trainer imports for them.
    for (const std::string& path : reached()) {
      const auto cues = cues_.find(path);
      if (cues == cues_.end() || cues->second.sets < least_values || holds(survey_.training, path))
        continue;
      if (says(path, "param|config|setting|option|args|hyper") &&
          !says(path, "eval|test|infer|predict|demo"))
        add(&Survey::setting_scripts, path);
    }
  }

  const std::vector<ScriptFile>& scripts_;
  Survey& survey_;
  std::map<std::string, Cues> cues_;
  std::map<std::string, const ScriptFile*> by_path_;
  std::vector<std::string> launchers_;
};

}  // namespace

void assign_roles(const std::vector<ScriptFile>& scripts, Survey& survey) {
  RoleFinder(scripts, survey).find();
}

}  // namespace reallyopen
