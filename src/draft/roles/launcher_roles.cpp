#include "draft/roles/launcher_roles.h"

#include <algorithm>
#include <set>

#include "draft/roles/launchers.h"
#include "draft/roles/options.h"
#include "draft/roles/role_lists.h"
#include "draft/roles/workflow.h"
#include "repository/path.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

constexpr std::string_view preparing_words =
  "data|process|token|spm|vocab|corpus|feature|extract|filter|clean|split|build|make|collect|crawl";

class LauncherFinder {
 public:
  LauncherFinder(const ScriptTree& tree, Survey& survey) : tree_(tree), survey_(survey) {}

  std::vector<NamedSettings> find() {
    for (const ScriptFile& script : tree_.scripts())
      if (may_start_scripts(script.path) && !is_workflow(script.path)) sort(script);
    leave_out_inputs();
    sort_workflows(tree_, survey_, named_);
    return std::move(named_);
  }

 private:
  using Started = std::vector<const ScriptFile*>;

  void add(RoleList list, const std::string& path) { add_to(survey_.*list, path); }

  bool has_role(const ScriptFile& script) const {
    return std::ranges::any_of(
      std::initializer_list<RoleList>{ &Survey::training, &Survey::inference, &Survey::evaluation,
                                       &Survey::preprocessing },
      [&](RoleList list) { return holds(survey_.*list, script.path); });
  }

  // One program may do all, and the launcher says what it is started for.
  void sort(const ScriptFile& script) {
    if (fetches_data(script)) return add(&Survey::preprocessing, script.path);
    const Started paths = started_by(script, tree_);
    note_inputs(script, paths);
    if (trains_by_package(script.content)) return add_trainer(script);
    const bool training = says(script.path, "train|tun|sft|dpo");
    // With `--lr 1e-5` it demonstrates a training.
    const bool demo = says(script.path, "demo") && !sets_options(script.content);
    const bool use = says(script.path, "infer|predict|sampl|ensemble") ||
                     (!training && (demo || only_predicts(script.content)));
    const bool test = says(script.path, "eval|test|sota|metric") ||
                      (!training && only_evaluates(script.content));
    name_unknown(script, paths, test, use);
    const auto starts = [&](RoleList list) {
      return std::ranges::any_of(
        paths, [&](const ScriptFile* path) { return holds(survey_.*list, path->path); });
    };
    if (starts(&Survey::training) && !test && !use)
      add_trainer(script);
    else if (says(script.path, "prep|download"))
      add_preparation(script, starts(&Survey::preprocessing));
    else if (starts(&Survey::inference) && says(script.path, "eval"))
      add(&Survey::evaluation, script.path);
    else if (starts(&Survey::inference) || (starts(&Survey::training) && use))
      add(&Survey::inference, script.path);
    else if (starts(&Survey::evaluation) || starts(&Survey::training))
      add(&Survey::evaluation, script.path);
    else if (says(script.path, preparing_words) && !use && (!test || says(script.path, "data")))
      add_preparation(script, starts(&Survey::preprocessing));
  }

  void add_preparation(const ScriptFile& script, bool prepares) {
    if (prepares && !is_pipeline(script.path)) add(&Survey::preprocessing, script.path);
  }

  void add_trainer(const ScriptFile& script) {
    add(&Survey::training, script.path);
    if (is_pipeline(script.path)) return;
    if (sets_options(script.content)) add(&Survey::configurations, script.path);
    for (std::string& written : settings_named(script.content))
      named_.push_back({ std::string(folder_of(script.path)), std::move(written) });
  }

  // What is started before the model is applied may prepare its input.
  void note_inputs(const ScriptFile& script, const Started& paths) {
    const auto any = [&](RoleList list) {
      return std::ranges::any_of(
        paths, [&](const ScriptFile* path) { return holds(survey_.*list, path->path); });
    };
    const bool input = any(&Survey::inference) && !any(&Survey::training) &&
                       !is_pipeline(script.path);
    for (const ScriptFile* path : paths)
      if (holds(survey_.preprocessing, path->path))
        (input ? before_use_ : before_training_).insert(path->path);
  }

  void leave_out_inputs() {
    std::erase_if(survey_.preprocessing, [&](const std::string& path) {
      return before_use_.contains(path) && !before_training_.contains(path);
    });
  }

  // The one program that `train.sh` starts trains, whatever does the work in it.
  void name_unknown(const ScriptFile& script, const Started& paths, bool test, bool use) {
    if (paths.size() != 1 || has_role(*paths.front()) || is_pipeline(script.path)) return;
    const Cues& cues = tree_.cues(paths.front()->path);
    if (!cues.starts || cues.tests || cues.serves || test || use) return;
    if (says(script.path, "train|finetun|fine-tun|fine_tun") &&
        says(paths.front()->path, "main|run|train|exp|launch|cli|tun") &&
        !says(paths.front()->path, "data|prep|download|convert|setup|plot|test|eval|infer|tokeniz"))
      add(&Survey::training, paths.front()->path);
  }

  // The trainer is a command that a package installs.
  static bool trains_by_package(std::string_view content) {
    static const Pattern command(
      R"((?m)^\s*(?:\w+=\S+ )*(?:python3? -m |accelerate launch (?:-m )?|srun |torchrun )*(?:llamafactory-cli train|axolotl(?:\.cli\.| )train|fairseq-(?:hydra-)?train|nnUNetv2_train|nnUNet_train|spacy train|yolo (?:\w+ )?train|allennlp train|mlx_lm\.lora|autotrain llm|tune run|rasa train|trl (?:sft|dpo|grpo))\b)",
      "train|tune run|mlx_lm.lora|trl ");
    return command.found_in(content);
  }

  static bool fetches_data(const ScriptFile& script) {
    const bool fetches = has_one_of("wget |curl |gdown|unzip|tar |bitsadmin|kaggle ",
                                    script.content);
    if (!fetches) return false;
    if (is_pipeline(script.path)) {
      static const Pattern target(
        R"((?m)^(?:\w+[_-])?data(?:sets?)?\s*:[^\n]*\n(?:\t[^\n]*\n)*?\t[^\n]*(?:wget|curl|gdown|kaggle) )",
        "data");
      return target.found_in(script.content);
    }
    return says(script.path, "data|download|get_|fetch") &&
           !has_one_of("weight|model|sota|ckpt|pretrained|checkpoint", script.relative);
  }

  const ScriptTree& tree_;
  Survey& survey_;
  std::set<std::string> before_use_;
  std::set<std::string> before_training_;
  std::vector<NamedSettings> named_;
};

}  // namespace

std::vector<NamedSettings> sort_launchers(const ScriptTree& tree, Survey& survey) {
  return LauncherFinder(tree, survey).find();
}

}  // namespace reallyopen
