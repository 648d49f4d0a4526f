#include "draft/roles/entries.h"

#include <algorithm>
#include <string>

#include "draft/roles/role_lists.h"
#include "repository/path.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

constexpr std::string_view
  use_names = "infer|predict|generat|summar|caption|translat|recommend|detect|classif|recogni|chat";

class EntryFinder {
 public:
  EntryFinder(const ScriptTree& tree, Survey& survey) : tree_(tree), survey_(survey) {}

  void find() {
    for (const ScriptFile& script : tree_.scripts()) {
      if (!is_python(script.path) || script.path.ends_with(".ipynb")) continue;
      const Cues& cues = tree_.cues(script.path);
      if (cues.tests || (!cues.starts && !cues.serves)) continue;
      if (cues.serves)
        sort_application(script);
      else
        sort_program(script);
    }
  }

 private:
  bool is_in(RoleList list, const std::string& path) const { return holds(survey_.*list, path); }
  void add(RoleList list, const std::string& path) { add_to(survey_.*list, path); }

  bool has_role(const std::string& path) const {
    return is_in(&Survey::training, path) || is_in(&Survey::inference, path) ||
           is_in(&Survey::evaluation, path) || is_in(&Survey::preprocessing, path);
  }

  static bool is_applying(const ScriptFile& module, const Cues& cues) {
    if (cues.optimises || cues.tests || says(module.path, "util|eval|metric|train|data|filter"))
      return false;
    return cues.loads && (cues.predicts || says(module.path, use_names));
  }

  // A page that shows what a module makes of its input.
  void sort_application(const ScriptFile& script) {
    if (is_in(&Survey::training, script.path) || is_in(&Survey::evaluation, script.path)) return;
    if (says(script.path, "health|metric|auth|schema|admin|error|config")) return;
    // It shows data, and what would be left of them.
    if (has_one_of("visualiz|filter|annotat|data_|label", script.relative)) return;
    bool applies = names_page(script);
    for (const ScriptFile* module : tree_.imports(script.path)) {
      if (is_applying(*module, tree_.cues(module->path))) {
        applies = true;
        if (!is_in(&Survey::training, module->path) && !says(module->path, "model|load"))
          add(&Survey::inference, module->path);
      }
      if (is_in(&Survey::inference, module->path)) applies = true;
      for (const ScriptFile* below : tree_.imports(module->path))
        if (is_applying(*below, tree_.cues(below->path)) && says(below->path, use_names)) {
          applies = true;
          if (!is_in(&Survey::training, below->path)) add(&Survey::inference, below->path);
        }
    }
    if (applies) add(&Survey::inference, script.path);
  }

  // `switch_page("pages/predict.py")`
  bool names_page(const ScriptFile& script) const {
    static const Pattern page(R"((?:switch_page|Page)\(\s*["']([^"'\n]{1,100}\.py)["'])",
                              "switch_page|page(");
    if (name_of(folder_of(script.path)) == "pages") return false;  // one of them
    std::string_view rest = script.content;
    std::string_view written;
    while (page.next_in(rest, written)) {
      const ScriptFile* named = tree_.named(folder_of(script.path), written);
      if (named && is_in(&Survey::inference, named->path)) return true;
    }
    return false;
  }

  void sort_program(const ScriptFile& script) {
    const Cues& cues = tree_.cues(script.path);
    const bool tokens = says(script.path, "tokeniz") && imports_one(script,
                                                                    [&](const auto& module) {
      const Cues& own = tree_.cues(module.path);
      return own.learns_tokens || (says(module.path, "tokeniz") && !own.optimises);
                        });
    if (tokens) {
      std::erase(survey_.training, script.path);
      return add(&Survey::preprocessing, script.path);
    }
    if (has_role(script.path) || cues.optimises || cues.loads) return;
    if (says(script.path, "plot|visual|setup|config|util|export|convert|report|deploy")) return;
    if (prepares(script)) return add(&Survey::preprocessing, script.path);
    if (evaluates(script)) return add(&Survey::evaluation, script.path);
    if (applies(script)) add(&Survey::inference, script.path);
  }

  template <class Is>
  bool imports_one(const ScriptFile& script, const Is& is) const {
    return std::ranges::any_of(tree_.imports(script.path),
                               [&](const ScriptFile* module) { return is(*module); });
  }

  bool prepares(const ScriptFile& script) const {
    if (says(script.path, "model|train_|_train|eval")) return false;
    if (!says(script.path,
              "prepar|preproc|split|clean|ingest|tokeniz|data|featur|download|crawl|augment"))
      return false;
    return imports_one(script, [&](const ScriptFile& module) {
      const Cues& cues = tree_.cues(module.path);
      return is_in(&Survey::preprocessing, module.path) ||
             (!cues.optimises && !cues.defines && (cues.saves_data || cues.reworks) &&
              says(module.path, "data|prepar|preproc|featur|clean|ingest|split|transform"));
    });
  }

  bool evaluates(const ScriptFile& script) const {
    if (!says(script.path, "eval|test|benchmark|score")) return false;
    return imports_one(script, [&](const ScriptFile& module) {
      const Cues& cues = tree_.cues(module.path);
      return is_in(&Survey::evaluation, module.path) ||
             (cues.measures && !cues.tests && !cues.optimises &&
              says(module.path, "eval|test|bench"));
    });
  }

  bool applies(const ScriptFile& script) const {
    if (!says(script.path, "infer|predict|generat|demo|chat|app.|serve|api.|translat|caption"))
      return false;
    return imports_one(script, [&](const ScriptFile& module) {
      return is_in(&Survey::inference, module.path) || is_applying(module, tree_.cues(module.path));
    });
  }

  const ScriptTree& tree_;
  Survey& survey_;
};

}  // namespace

void sort_entries(const ScriptTree& tree, Survey& survey) { EntryFinder(tree, survey).find(); }

}  // namespace reallyopen
