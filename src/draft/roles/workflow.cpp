#include "draft/roles/workflow.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "draft/roles/launchers.h"
#include "draft/roles/role_lists.h"
#include "repository/path.h"
#include "text/letters.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_rules = 500;

struct RoleWords {
  RoleList list;
  std::string_view words;
};

struct Found {
  RoleList list;
  std::string path;
};

constexpr std::array roles = std::to_array<RoleWords>({
  { &Survey::evaluation, "evaluat|metric|benchmark" },
  { &Survey::training, "train|fit_model|finetun" },
  { &Survey::inference, "predict|inference|score" },
  { &Survey::preprocessing,
    "data|feature|annotat|variant|preprocess|prepare|download|filter|split|extract|clean|fetch" },
});

// Neither a step of the model nor of its data.
constexpr std::string_view other_words = "common|plot|figure|report|_defs|util|importance|correlat";

// A word within a word says something else: strains, constraints.
std::string without_strains(std::string_view name) {
  std::string rest = lower(name);
  for (std::size_t at = rest.find("strain"); at != rest.npos; at = rest.find("strain", at))
    rest.erase(at, 6);
  return rest;
}

RoleList role_in(std::string_view written) {
  const std::string name = without_strains(written);
  const auto row = std::ranges::find_if(
    roles, [&](const RoleWords& role) { return has_one_of(role.words, name); });
  return row == roles.end() ? nullptr : row->list;
}

// What most of the rules are called for; null where they say different things or nothing.
RoleList role_of_rules(std::string_view content) {
  static const Pattern rule(R"((?m)^(?:rule|checkpoint) (\w+)\s*:)", "rule |checkpoint ");
  std::array<std::size_t, roles.size()> votes{};
  std::string_view name;
  std::size_t rules = 0;
  for (std::string_view rest = content; rules < most_rules && rule.next_in(rest, name); ++rules)
    for (std::size_t i = 0; i < roles.size(); ++i)
      if (roles[i].list == role_in(name)) ++votes[i];
  const auto most = std::ranges::max_element(votes);
  return *most * 2 > rules ? roles[static_cast<std::size_t>(most - votes.begin())].list : nullptr;
}

// What measures a model in a language that is not read, by name.
RoleList role_of_other(std::string_view written) {
  if (says(written, "importance|benchmark|render|report|hp_|blank")) return nullptr;
  if (says(written, "perf|roc_|_roc|auc|sensspec|accuracy|results|metric|evaluat"))
    return &Survey::evaluation;
  return says(written, "plot|util|common") ? nullptr
         : says(written, "preproc")        ? &Survey::preprocessing
                                           : role_in(name_of(written));
}

// The scripts that rules start: `script: "../scripts/fit.R"`, from the folder of the rules.
std::vector<Found> scripts_of_rules(const ScriptFile& rules) {
  static const Pattern script(R"((?m)^\s+script:\s*["']([^"'\n{}]{1,200}\.(?:R|Rmd|jl))["'])",
                              "script:");
  std::vector<Found> found;
  std::string_view rest = rules.content;
  std::string_view written;
  while (found.size() < most_rules && script.next_in(rest, written)) {
    const auto path = join_path(folder_of(rules.path), written);
    const RoleList list = role_of_other(written);
    if (path && list) found.push_back({ list, *path });
  }
  return found;
}

bool has_rules(std::string_view content) {
  static const Pattern rule(R"((?m)^(?:rule|checkpoint) \w+\s*:|^include:)",
                            "rule |checkpoint |include:");
  return rule.found_in(content);
}

// Whether it includes one of those files of rules, by name.
bool includes(const ScriptFile& script, const std::set<std::string_view>& rules) {
  static const Pattern include(R"((?m)^include:\s*["']([^"'\n]{1,200})["'])", "include:");
  std::string_view rest = script.content;
  std::string_view written;
  while (include.next_in(rest, written))
    if (rules.contains(name_of(written))) return true;
  return false;
}

void name_configuration(const ScriptFile& script, std::vector<NamedSettings>& named) {
  static const Pattern configuration(R"((?m)^configfile:\s*["']([^"'\n{}]{1,200})["'])",
                                     "configfile:");
  static const Pattern variable(R"((?m)^configfile:[ \t]*([A-Za-z_]\w{0,60})[ \t]*$)",
                                "configfile:");
  static const Pattern constant(R"((?m)^([A-Za-z_]\w{0,60}) = ["']([^"'\n{}]{1,200}\.ya?ml)["'])",
                                ".y");
  std::string_view rest = script.content;
  std::string_view written;
  while (configuration.next_in(rest, written))
    named.push_back({ std::string(folder_of(script.path)), std::string(written) });
  std::string_view name;
  std::string_view each;
  if (!variable.found_in(script.content, name)) return;
  for (rest = script.content; constant.next_in(rest, each, written);)
    if (each == name)
      named.push_back({ std::string(folder_of(script.path)), std::string(written) });
}

}  // namespace

bool is_workflow(std::string_view path) {
  return path.ends_with(".smk") || name_of(path) == "Snakefile";
}

namespace {

bool trains(const ScriptFile& script, const ScriptTree& tree, const Survey& survey) {
  return std::ranges::any_of(started_by(script, tree), [&](const ScriptFile* started) {
    return holds(survey.training, started->path);
  });
}

// All that it starts does.
bool prepares(const ScriptFile& script, const ScriptTree& tree, const Survey& survey) {
  const std::vector<const ScriptFile*> started = started_by(script, tree);
  return !started.empty() && std::ranges::all_of(started, [&](const ScriptFile* each) {
    return holds(survey.preprocessing, each->path);
  });
}

bool is_training(const Found& each) { return each.list == &Survey::training; }

// Files of rules, and what they start that is not Python.
std::vector<Found> roles_of_workflows(const ScriptTree& tree) {
  std::vector<Found> found;
  for (const ScriptFile& script : tree.scripts()) {
    if (!is_workflow(script.path)) continue;
    std::vector<Found> others = scripts_of_rules(script);
    const bool trainer = std::ranges::any_of(others, is_training);
    found.insert(found.end(), others.begin(), others.end());
    if (!script.path.ends_with(".smk") || says(script.path, other_words)) continue;
    if (!has_rules(script.content)) continue;
    RoleList list = role_in(name_of(script.path));
    if (!list) list = trainer ? &Survey::training : role_of_rules(script.content);
    if (list) found.push_back({ list, script.path });
  }
  return found;
}

}  // namespace

void sort_workflows(const ScriptTree& tree, Survey& survey, std::vector<NamedSettings>& named) {
  const std::vector<Found> found = roles_of_workflows(tree);
  for (const ScriptFile& script : tree.scripts())
    if (is_workflow(script.path) && !survey.training.empty() && prepares(script, tree, survey))
      add_to(survey.preprocessing, script.path);
  // Most workflows make no model.
  const bool any = std::ranges::any_of(found, is_training) ||
                   std::ranges::any_of(tree.scripts(), [&](const ScriptFile& script) {
                     return is_workflow(script.path) && trains(script, tree, survey);
                   });
  if (!any) return;
  std::set<std::string_view> training;
  for (const Found& each : found) {
    add_to(survey.*each.list, each.path);
    if (is_training(each)) training.insert(name_of(each.path));
  }
  for (const ScriptFile& script : tree.scripts()) {
    if (name_of(script.path) != "Snakefile") continue;
    if (!trains(script, tree, survey) && !includes(script, training)) continue;
    add_to(survey.training, script.path);
    name_configuration(script, named);
  }
}

}  // namespace reallyopen
