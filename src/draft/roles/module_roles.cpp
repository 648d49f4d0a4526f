#include "draft/roles/module_roles.h"

#include <algorithm>
#include <map>
#include <set>

#include "draft/roles/purpose.h"
#include "draft/roles/role_lists.h"
#include "repository/path.h"
#include "text/letters.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_reached = 2'000;
constexpr int most_generations = 2;
constexpr std::size_t most_classes = 200;  // of one file
constexpr int least_options = 6;           // of what defines those of a training, counted twice
constexpr int least_values = 2;            // that a module sets for others
constexpr int most_importers = 4;          // of a step of the preparation
constexpr int least_beside = 2;            // in a folder of networks
constexpr int least_networks = 3;          // of a file that is called something else

// What scripts of these lists import, directly or not.
std::set<std::string> reached(const ScriptTree& tree, const Survey& survey,
                              std::initializer_list<RoleList> lists) {
  std::vector<std::string> open;
  for (const RoleList list : lists)
    for (const std::string& path : survey.*list) open.push_back(path);
  std::set<std::string> seen(open.begin(), open.end());
  for (std::size_t i = 0; i < open.size() && seen.size() < most_reached; ++i)
    for (const ScriptFile* module : tree.imports(open[i]))
      if (seen.insert(module->path).second) open.push_back(module->path);
  return seen;
}

bool is_called_network(std::string_view path) {
  return !says(path, "loss|metric|callback|data|eval|nll|cost|augment|transforms|process_|featuri");
}

// A module of Lightning around a network of another file, with no layer of its own.
bool only_wraps(const ScriptTree& tree, const ScriptFile& script) {
  if (script.content.find("LightningModule)") == script.content.npos) return false;
  if (has_one_of("nn.Module)|nn.Linear|nn.Conv|nn.Parameter|nn.ModuleList|nn.Sequential",
                 script.content))
    return false;
  return std::ranges::any_of(tree.imports(script.path), [&](const ScriptFile* module) {
    return tree.cues(module->path).networks > 0 || says(module->path, "arch|model|net");
  });
}

bool is_network(const ScriptFile& script, const Cues& cues) {
  const bool called_so = has_one_of("model|net|arch|module", script.relative);
  if (!cues.defines && !(cues.uses_layers && called_so)) return false;
  if (says(script.path, "util") && cues.networks < least_networks) return false;
  return is_called_network(script.path);
}

// What the heads of classes say: their names, and what they extend.
struct ClassHead {
  std::string_view name;
  std::string_view bases;
};

std::vector<ClassHead> classes_of(std::string_view content) {
  static const Pattern head(R"(\bclass (\w+)\(([^)\n]{1,200})\))", "class ");
  std::vector<ClassHead> heads;
  ClassHead found;
  while (heads.size() < most_classes && head.next_in(content, found.name, found.bases))
    heads.push_back(found);
  return heads;
}

bool extends(std::string_view bases, const std::set<std::string_view>& networks) {
  while (!bases.empty()) {
    const std::size_t end = std::min(bases.find(','), bases.size());
    std::string_view base = bases.substr(0, end);
    base.remove_prefix(std::min(base.find_first_not_of(' '), base.size()));
    base.remove_prefix(base.rfind('.') + 1);
    if (networks.contains(base)) return true;
    bases.remove_prefix(std::min(end + 1, bases.size()));
  }
  return false;
}

// `class UNet(BaseNet)`, where BaseNet is the network of another file.
void add_heirs(const ScriptTree& tree, const std::set<std::string>& used, Survey& survey) {
  std::set<std::string_view> networks;
  for (const std::string& path : survey.architecture)
    if (const ScriptFile* script = tree.at(path))
      for (const ClassHead& head : classes_of(script->content)) networks.insert(head.name);
  if (networks.empty()) return;
  std::map<std::string, std::vector<ClassHead>> others;
  for (const std::string& path : used) {
    const ScriptFile* script = tree.at(path);
    if (script && !holds(survey.architecture, path) && is_called_network(path) &&
        !says(path, "train|test|main"))
      others.emplace(path, classes_of(script->content));
  }
  for (int generation = 0; generation < most_generations; ++generation)
    std::erase_if(others, [&](const auto& file) {
      const bool heir = std::ranges::any_of(
        file.second, [&](const ClassHead& head) { return extends(head.bases, networks); });
      if (heir) add_to(survey.architecture, file.first);
      if (heir)
        for (const ClassHead& head : file.second) networks.insert(head.name);
      return heir;
    });
}

// `tinynet.py` with `class TinyNet` or `def tinynet`: the file is the network's.
bool is_named_after_network(const ScriptFile& script) {
  const std::string_view name = name_of(script.path);
  const std::string own = squeezed(name.substr(0, name.rfind('.')));
  std::string_view rest = script.content;
  static const Pattern definition(R"((?m)^(?:class|def) (\w+)\()", "class |def ");
  std::string_view found;
  while (own.size() >= 4 && definition.next_in(rest, found))
    if (squeezed(found) == own) return true;
  return false;
}

// The folder at the root, "" for what is there.
std::string_view project_of(std::string_view path) {
  const std::size_t slash = path.find('/');
  return slash == path.npos ? "" : path.substr(0, slash);
}

// Networks without a script that uses them are a release of their own.
void add_lone_networks(const ScriptTree& tree, Survey& survey) {
  std::set<std::string_view> found;
  std::map<std::string_view, int> folders;
  for (const std::string& path : survey.architecture) {
    found.insert(project_of(path));
    ++folders[folder_of(path)];
  }
  std::vector<std::string> lone;
  for (const ScriptFile& script : tree.scripts()) {
    const Cues& cues = tree.cues(script.path);
    if (cues.networks == 0 || cues.tests || is_trial(script.relative)) continue;
    // Settings may name one that nobody imports, in a folder of networks.
    const bool beside = folders[folder_of(script.path)] >= least_beside;
    if (found.contains(project_of(script.path)) && !beside) continue;
    if (beside && is_network(script, cues)) {
      lone.push_back(script.path);
      continue;
    }
    if (is_network(script, cues) && is_named_after_network(script)) lone.push_back(script.path);
  }
  for (const std::string& path : lone) add_to(survey.architecture, path);
}

}  // namespace

void add_prepared(const ScriptTree& tree, Survey& survey) {
  if (survey.preprocessing.empty()) return;
  std::map<const ScriptFile*, int> importers;
  std::map<const ScriptFile*, int> preparers;
  for (const ScriptFile& script : tree.scripts()) {
    const int prepares = holds(survey.preprocessing, script.path) ? 1 : 0;
    for (const ScriptFile* module : tree.imports(script.path)) {
      ++importers[module];
      preparers[module] += prepares;
    }
  }
  for (const std::string& path : std::vector<std::string>(survey.preprocessing))
    for (const ScriptFile* module : tree.imports(path)) {
      const Cues& cues = tree.cues(module->path);
      // Beside it among the data, and for nobody else.
      const bool step = importers[module] == preparers[module] &&
                        folder_of(module->path) == folder_of(path) &&
                        says(folder_of(path), "data|prep");
      if ((!cues.saves_data && !step) || cues.optimises || cues.defines || cues.tests) continue;
      if (has_one_of("util|config|model|__init__|loader|plot|visual|hparams|types|cach|common",
                     module->relative))
        continue;
      // What everybody imports is no step.
      if (importers[module] <= most_importers) add_to(survey.preprocessing, module->path);
    }
}

void find_architecture(const ScriptTree& tree, Survey& survey) {
  const std::set<std::string> used = reached(
    tree, survey, { &Survey::training, &Survey::inference, &Survey::evaluation });
  std::vector<std::string> found;
  for (const ScriptFile& script : tree.scripts())
    if (used.contains(script.path) && is_network(script, tree.cues(script.path)) &&
        !only_wraps(tree, script))
      found.push_back(script.path);
  for (const std::string& path : found) add_to(survey.architecture, path);
  add_heirs(tree, used, survey);
  add_lone_networks(tree, survey);
}

void name_settings(const ScriptTree& tree, const Survey& survey,
                   std::vector<NamedSettings>& named) {
  static const Pattern hydra(R"(@hydra\.main\(([^)]{1,200})\))", "@hydra.main(");
  static const Pattern folder(R"(config_path\s*=\s*["']([^"'\n]{1,100})["'])", "config_path");
  static const Pattern name(R"(config_name\s*=\s*["']([^"'\n]{1,100})["'])", "config_name");
  for (const std::string& path : survey.training) {
    const ScriptFile* script = tree.at(path);
    std::string_view call;
    std::string in;
    std::string file;
    if (!script || !hydra.found_in(script->content, call) || !name.found_in(call, file)) continue;
    folder.found_in(call, in);
    if (!in.empty()) in += '/';
    const std::string_view ending = file.ends_with(".yaml") ? "" : ".yaml";
    named.push_back({ std::string(folder_of(path)), in + file + std::string(ending) });
  }
}

namespace {

bool defines_options(const ScriptFile& script) {
  return has_one_of("add_argument(|@dataclass|DEFINE_|click.option|typer.", script.content);
}

}  // namespace

void find_settings(const ScriptTree& tree, Survey& survey) {
  // One value beside files of settings is a detail of the script.
  const int least = survey.configurations.empty() ? 1 : least_values;
  for (const std::string& path : survey.training)
    if (tree.cues(path).sets >= least) add_to(survey.setting_scripts, path);
  // A search is for the values that the training takes.
  for (const ScriptFile& script : tree.scripts())
    if (tree.cues(script.path).searches && tree.cues(script.path).sets >= least_values)
      add_to(survey.setting_scripts, script.path);
  const bool none = survey.configurations.empty() && survey.setting_scripts.empty();
  // What a trainer imports for them, or to do the work.
  for (const std::string& path : reached(tree, survey, { &Survey::training })) {
    const Cues& cues = tree.cues(path);
    if (cues.sets < least_values || holds(survey.training, path) || cues.tests) continue;
    if (has_one_of("eval|test|infer|predict|demo", path)) continue;
    if (has_one_of("util", path) && !says(path, "config|param")) continue;
    if (((cues.optimises || !cues.defines) && none) ||
        (cues.sets >= least_options && !cues.defines && defines_options(*tree.at(path))) ||
        says(path, "param|config|cfg|setting|option|args|hyper"))
      add_to(survey.setting_scripts, path);
  }
}

}  // namespace reallyopen
