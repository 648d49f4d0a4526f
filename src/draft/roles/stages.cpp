#include "draft/roles/stages.h"

#include <algorithm>

#include "configuration/read.h"
#include "draft/roles/launchers.h"
#include "draft/roles/role_lists.h"
#include "repository/path.h"
#include "text/letters.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_stages = 200;
constexpr std::size_t longest_commands = 20'000;
constexpr std::size_t longest_command = 1'000;

std::size_t depth_of(std::string_view line) {
  return std::min(line.find_first_not_of(" \t"), line.size());
}

class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}

  bool next(std::string_view& line) {
    if (rest_.empty()) return false;
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    line = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return true;
  }

 private:
  std::string_view rest_;
};

void append_commands(const Node& command, std::string& commands) {
  if (command.is_string()) commands += command.text + '\n';
  for (const Node& each : command.items) append_commands(each, commands);
}

// What stands below `stages` or `entry_points`, by name.
std::vector<Stage> stages_in_yaml(std::string_view content, std::string_view heading) {
  std::vector<Stage> stages;
  const auto document = read_configuration("pipeline.yaml", content).document;
  const Node* section = document ? document->root.get(heading) : nullptr;
  if (!section) return stages;
  for (const Member& member : section->members) {
    if (stages.size() == most_stages) break;
    const Node* repeated = member.value.get("do");  // of DVC's `foreach`
    const Node& step = repeated ? *repeated : member.value;
    Stage& stage = stages.emplace_back(Stage{ member.key.text, "" });
    for (const std::string_view key : { "cmd", "command" })
      if (const Node* command = step.get(key)) append_commands(*command, stage.commands);
  }
  return stages;
}

std::vector<Stage> targets_of_make(std::string_view content) {
  std::vector<Stage> stages;
  Lines lines(content);
  std::string_view line;
  while (stages.size() < most_stages && lines.next(line)) {
    const std::size_t colon = line.find(':');
    if (line.starts_with('\t')) {
      if (!stages.empty()) stages.back().commands += std::string(line) + '\n';
    } else if (colon != line.npos && colon > 0 && is_word_letter(line.front()) &&
               !line.substr(colon).starts_with(":=")) {
      stages.push_back({ std::string(line.substr(0, colon)), "" });
    }
  }
  return stages;
}

// The words of a target say less: `test` runs tests of the code.
RoleList role_of(std::string_view name, std::string_view script, bool make) {
  const std::string said = lower(name) + " " + lower(name_of(script));
  if (has_one_of("plot|report|visual|deploy|push|register|monitor|lint|format|install|upload|util",
                 said))
    return nullptr;
  const bool of_model = has_one_of("model", said);
  if (!of_model &&
      has_one_of(
        "split|featur|preproc|prepar|ingest|clean|download|impute|normaliz|encode_|augment", said))
    return &Survey::preprocessing;
  if (has_one_of("evaluat|metric|benchmark|eval_|_eval", said) ||
      (!make && has_one_of("test", said)))
    return &Survey::evaluation;
  if (has_one_of("train|finetun|fine_tun|fit_model|build_model", said)) return &Survey::training;
  if (has_one_of("predict|infer|generate_sub", said)) return &Survey::inference;
  return !of_model &&
             has_one_of(
               "data|process|extract|transform|tokeniz|label|filter|merge|collect|fetch|load", said)
           ? &Survey::preprocessing
           : nullptr;
}

bool has_role(const Survey& survey, const std::string& path) {
  return std::ranges::any_of(
    std::initializer_list<RoleList>{ &Survey::training, &Survey::inference, &Survey::evaluation,
                                     &Survey::preprocessing },
    [&](RoleList list) { return holds(survey.*list, path); });
}

struct Step {
  std::string path;
  RoleList list;
};

// What the steps of one file start, and what for.
std::vector<Step> steps_of(const ScriptFile& file, const ScriptTree& tree) {
  std::vector<Step> steps;
  const bool make = lower(name_of(file.path)) == "makefile";
  const std::string beside = path_in(folder_of(file.path), "step.sh");
  for (const Stage& stage : stages_of(file.path, file.content)) {
    const ScriptFile command{ beside, beside, stage.commands };
    for (const ScriptFile* script : started_by(command, tree))
      if (const RoleList list = role_of(stage.name, script->path, make))
        steps.push_back({ script->path, list });
  }
  return steps;
}

}  // namespace

std::vector<Stage> stages_of(std::string_view path, std::string_view content) {
  const std::string_view name = name_of(path);
  if (name == "dvc.yaml") return stages_in_yaml(content, "stages");
  if (name == "MLproject") return stages_in_yaml(content, "entry_points");
  return lower(name) == "makefile" ? targets_of_make(content) : std::vector<Stage>();
}

namespace {

// `!python train.py`, in a cell, as a line of shell.
std::string commands_of(std::string_view notebook) {
  std::string commands;
  Lines lines(notebook);
  std::string_view line;
  while (commands.size() < longest_commands && lines.next(line)) {
    std::string_view text = line.substr(depth_of(line));
    if (!text.starts_with("\"!") && !text.starts_with("\"%run ")) continue;
    text.remove_prefix(text.starts_with("\"!") ? 2 : 6);
    if (text.size() > longest_command || text.find(".py") == text.npos) continue;
    if (line.find("\"%run") != line.npos) commands += "python ";
    commands += text.substr(0, text.rfind("\\n"));
    commands += '\n';
  }
  return commands;
}

void sort_notebook(const ScriptFile& notebook, const ScriptTree& tree, Survey& survey) {
  if (has_role(survey, notebook.path) || says(notebook.path, "compar|plot|visual|benchmark|test"))
    return;
  const std::string beside = path_in(folder_of(notebook.path), "step.sh");
  const ScriptFile command{ beside, beside, commands_of(notebook.content) };
  if (command.content.empty()) return;
  const std::vector<const ScriptFile*> started = started_by(command, tree);
  for (const RoleList list : { &Survey::training, &Survey::inference })
    if (std::ranges::any_of(
          started, [&](const ScriptFile* script) { return holds(survey.*list, script->path); }))
      add_to(survey.*list, notebook.path);
}

}  // namespace

void sort_stages(const ScriptTree& tree, Survey& survey, std::vector<NamedSettings>& named) {
  for (const ScriptFile& file : tree.scripts()) {
    if (file.path.ends_with(".ipynb")) sort_notebook(file, tree, survey);
    if (!is_pipeline(file.path)) continue;
    const std::vector<Step> steps = steps_of(file, tree);
    // Most pipelines make no model.
    const bool any = std::ranges::any_of(steps, [&](const Step& step) {
      return step.list == &Survey::training || holds(survey.training, step.path);
    });
    if (!any) continue;
    for (const Step& step : steps)
      if (!has_role(survey, step.path) && !tree.cues(step.path).tests)
        add_to(survey.*step.list, step.path);
    // What a stage depends on by name stands there, unless it says where.
    if (name_of(file.path) == "dvc.yaml" && file.content.find("params:") != std::string::npos)
      named.push_back({ std::string(folder_of(file.path)), "params.yaml" });
  }
}

}  // namespace reallyopen
