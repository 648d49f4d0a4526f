#include "draft/roles/modules_alone.h"

#include <algorithm>
#include <ranges>
#include <set>

#include "draft/roles/role_lists.h"
#include "repository/path.h"
#include "text/letters.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

constexpr int most_called = 50;  // modules, looked up in one that imports them

bool is_elsewhere(const ScriptTree& tree, const Survey& survey, const ScriptFile& script) {
  const bool known = holds(survey.training, script.path) ||
                     holds(survey.preprocessing, script.path) ||
                     holds(survey.inference, script.path);
  return known || !is_python(script.path) || tree.cues(script.path).tests;
}

bool may_train_alone(const ScriptFile& script, const Cues& cues) {
  return (cues.optimises || cues.searches) && !cues.starts && !cues.serves &&
         !says(script.path, "util|test|eval|infer|loss|callback|metric|plot|explain|attack|optim");
}

// `leaves.classify(x)`, `train(x)`
bool calls(std::string_view content, const ScriptFile& module) {
  static const Pattern call(R"(\b(?:re)?(?:train|fit)\w*\()", "train|fit");
  if (call.found_in(content)) return true;
  const std::string_view name = name_of(module.path);
  const std::string own(name.substr(0, name.rfind('.') + 1));
  for (std::size_t at = content.find(own); at != content.npos; at = content.find(own, at + 1)) {
    std::size_t end = at + own.size();
    while (end < content.size() && is_word_letter(content[end])) ++end;
    if (end > at + own.size() && content.substr(end).starts_with('(')) return true;
  }
  return false;
}

// A use of a package, not the training of this model.
bool is_shown(std::string_view path) { return says(path, "demo|example|tutorial|quick"); }

// It cuts, cleans or hands out the data of a training, by its name and by what it does.
bool works_on_data(const ScriptFile& module, const Cues& cues) {
  if (cues.optimises || cues.defines || cues.tests) return false;
  if (!says(module.path, "data|loader|preproc|featur|transforms|tokeniz")) return false;
  static const Pattern definition(
    R"(def \w*(?:dataset|preproc|clean|normali[sz]|split|load_data|tokeni[sz]e)\w*\()", "def ");
  return cues.loads_data || cues.reworks || cues.saves_data || definition.found_in(module.content);
}

}  // namespace

void settle_inference(const ScriptTree& tree, Survey& survey) {
  std::vector<std::string> modules;
  std::erase_if(survey.inference, [&](const std::string& path) {
    const bool module = tree.at(path) && !tree.cues(path).starts && !tree.cues(path).serves;
    if (module && tree.cues(path).loads) modules.push_back(path);
    return module;
  });
  if (!survey.inference.empty()) return;
  survey.inference = std::move(modules);
  for (const ScriptFile& script : tree.scripts()) {
    if (is_elsewhere(tree, survey, script)) continue;
    const Cues& cues = tree.cues(script.path);
    if (cues.loads && cues.predicts && !cues.optimises &&
        says(script.path, "predict|infer|pipeline|generat|sampl|transcrib|recogni|synth") &&
        !says(script.path, "util|eval|test"))
      add_to(survey.inference, script.path);
  }
}

void add_lone_notebooks(const ScriptTree& tree, Survey& survey) {
  if (!survey.inference.empty()) return;
  for (const std::string& path : survey.training) {
    const Cues& cues = tree.cues(path);
    if (path.ends_with(".ipynb") && cues.loads && cues.predicts) add_to(survey.inference, path);
  }
}

void add_lone_tests(const ScriptTree& tree, Survey& survey) {
  if (!survey.evaluation.empty()) return;
  for (const std::string& path : std::vector<std::string>(survey.training))
    for (const ScriptFile* module : tree.imports(path)) {
      const Cues& cues = tree.cues(module->path);
      if (cues.loads && cues.predicts && !cues.optimises && !cues.tests &&
          says(module->path, "test|eval") && !says(module->path, "util|data"))
        add_to(survey.evaluation, module->path);
    }
}

void add_lone_trainers(const ScriptTree& tree, Survey& survey) {
  if (!survey.training.empty()) return;
  std::set<const ScriptFile*> modules;
  for (const ScriptFile& script : tree.scripts())
    if (!is_elsewhere(tree, survey, script) && may_train_alone(script, tree.cues(script.path)))
      modules.insert(&script);
  for (const ScriptFile& script : tree.scripts()) {
    if (!is_python(script.path) || !tree.cues(script.path).starts) continue;
    if (says(script.path, "test|eval|infer|demo|predict")) continue;
    for (const ScriptFile* module : tree.imports(script.path) | std::views::take(most_called)) {
      if (!modules.contains(module) || !calls(script.content, *module)) continue;
      add_to(survey.training, module->path);
      add_to(survey.training, script.path);
    }
  }
}

void add_measuring_trainers(const ScriptTree& tree, Survey& survey) {
  if (!survey.evaluation.empty()) return;
  for (const std::string& path : survey.training) {
    const Cues& cues = tree.cues(path);
    if (is_python(path) && !is_shown(path) && (cues.computes || cues.validates))
      add_to(survey.evaluation, path);
  }
}

void add_lone_preparation(const ScriptTree& tree, Survey& survey) {
  // To fetch the data is not to work on them.
  const auto works = [](const std::string& path) {
    return is_python(path) || is_other_language(path);
  };
  if (std::ranges::any_of(survey.preprocessing, works)) return;
  const auto add = [&](const ScriptFile* module) {
    if (works_on_data(*module, tree.cues(module->path)) && !holds(survey.training, module->path))
      add_to(survey.preprocessing, module->path);
  };
  for (const std::string& path : survey.training)
    for (const ScriptFile* module : tree.imports(path)) {
      add(module);
      for (const ScriptFile* below : tree.imports(module->path)) add(below);
    }
  if (std::ranges::any_of(survey.preprocessing, works)) return;
  for (const std::string& path : survey.training)
    if (!is_shown(path) && (tree.cues(path).reworks || tree.cues(path).readies))
      add_to(survey.preprocessing, path);
}

void add_lone_estimators(const ScriptTree& tree, Survey& survey) {
  if (std::ranges::any_of(survey.architecture, is_python)) return;
  for (const std::string& path : std::vector<std::string>(survey.training)) {
    if (is_shown(path)) continue;
    if (tree.cues(path).estimates) {
      add_to(survey.architecture, path);
      continue;
    }
    for (const ScriptFile* module : tree.imports(path))
      if (tree.cues(module->path).estimates && !tree.cues(module->path).tests &&
          !has_one_of("eval", module->relative) &&
          !says(module->path, "data|metric|util|plot|feature|prep|config"))
        add_to(survey.architecture, module->path);
  }
}

}  // namespace reallyopen
