#include "evidence/recipe/run_sources.h"

#include <algorithm>

#include "configuration/hyperparameter.h"
#include "evidence/artifact_files.h"
#include "evidence/recipe/local_modules.h"
#include "evidence/recipe/script_file.h"
#include "manifest/field_path.h"
#include "repository/path.h"
#include "script/command.h"
#include "script/python_call.h"
#include "script/python_statements.h"
#include "script/short_options.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_scripts_of_run = 50;
constexpr std::size_t most_named_files = 20;
constexpr std::size_t most_files_anywhere = 300;

bool is_settings_file(std::string_view path) {
  return path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".toml") ||
         path.ends_with(".json");
}

// By their names, as people give them.
bool is_other_work(std::string_view name) {
  const std::string word = lower(name);
  return word.find("train") == std::string::npos &&
         contains_one_of(word, { "prep", "token", "download", "eval", "test", "predict", "infer",
                                 "generat", "convert", "export", "serve", "demo" });
}

// Up to the next command: behind a line end that is not continued, `;` or `&&`.
std::size_t end_of_command(std::string_view text, std::size_t begin) {
  for (std::size_t at = begin; at < text.size(); ++at) {
    if (text[at] == ';' || text.substr(at, 2) == "&&") return at + 1;
    if (text[at] != '\n') continue;
    const std::string_view line = text.substr(begin, at - begin);
    if (!line.ends_with('\\') && !line.ends_with("\\\r")) return at + 1;
  }
  return text.size();
}

// More than one setting of a training: the `lr` of a vehicle is the length of its rear.
bool states_run(const ConfigurationFile& file) {
  std::set<const Hyperparameter*> known;
  for (const Setting& setting : file.settings)
    if (const Hyperparameter* row = find_hyperparameter(setting.name);
        row && !row->architecture && means_same(row->id, row, setting))
      known.insert(row);
  return known.size() >= 2;
}

}  // namespace

void RunSources::join(const RunSources& other) {
  const auto append = [](auto& to, const auto& from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  append(commands, other.commands);
  append(configurations, other.configurations);
  append(scripts, other.scripts);
}

RunSourceFinder::RunSourceFinder(const Snapshot& snapshot, const Declarations& declarations,
                                 ConfigurationFiles& files)
    : snapshot_(snapshot),
      declarations_(declarations),
      files_(files),
      base_(folder_of(declarations.document()->path)) {
  for (const Artifact& artifact : declarations.artifacts()) {
    const std::string_view last = last_key(artifact.field);
    if ((last == "scripts" || last == "code") && !artifact.field.starts_with("training."))
      other_scripts_.emplace(name_of(artifact.written));
  }
  // One script may train and do other work as well.
  for (const Artifact& artifact : declarations.artifacts())
    if (artifact.field.starts_with("training."))
      other_scripts_.erase(std::string(name_of(artifact.written)));
}

const RunSources& RunSourceFinder::of(const Node* section) {
  const auto [known, is_new] = sources_.try_emplace(section);
  RunSources& sources = known->second;
  if (!is_new || !section) return sources;
  const Node* scripts = section->get("scripts");
  if (scripts) add_scripts(*scripts, sources);
  // With the trainer in another repository the command is run there.
  const bool elsewhere = section->get("repository") && sources.scripts.empty();
  const Node* command = section->get("command");
  if (command && command->is_string() && !elsewhere) add_command(*command, sources);
  name_short_options(sources);
  return sources;
}

// `-l 0.01` of a command is what the scripts call it.
void RunSourceFinder::name_short_options(const RunSources& sources) {
  for (const ConfigurationFile* script : sources.scripts) {
    if (sources.commands.empty() || !script->parsed.document) continue;
    const auto names = short_options_of(script->parsed.document->text);
    for (const ConfigurationFile* command : sources.commands)
      if (!names.empty()) files_.rename_settings(*command, names);
  }
}

void RunSourceFinder::add_command(const Node& command, RunSources& sources) {
  const std::string text = training_part_of(command.text);
  sources.commands.push_back(files_.command(command.text, text, declarations_.place(command)));
  for (const Target& target : list_targets(text)) {
    const std::string path = path_in(target.folder, target.path);
    if (target.kind == TargetKind::configuration) {
      if (!add_named_file(base_, path, sources)) add_named_file("", path, sources);
    } else if (target.kind == TargetKind::script && is_launcher(path)) {
      const Resolution resolution = snapshot_.resolve(base_, path);
      if (resolution.status == ResolveStatus::found) add_script(resolution.entry, sources);
    }
  }
}

void RunSourceFinder::add_scripts(const Node& scripts, RunSources& sources) {
  for (const Node* node : each_of(&scripts)) {
    const Artifact* artifact = declarations_.artifact(*node);
    if (!artifact || artifact->evidence != Evidence::present) continue;
    for (const Entry& entry : files_of(snapshot_, base_, *artifact, most_scripts_of_run))
      add_script(entry, sources);
  }
}

void RunSourceFinder::add_script(const Entry& entry, RunSources& sources) {
  const bool launcher = is_launcher(entry.path);
  if (!launcher && !entry.path.ends_with(".py") && !entry.path.ends_with(".ipynb")) return;
  std::vector<const ConfigurationFile*>& list = launcher ? sources.commands : sources.scripts;
  const ConfigurationFile* file = files_.script(entry, [&](std::string_view text) {
    return launcher ? training_part_of(commands_of(entry.path, text)) : std::string(text);
  });
  if (!file || std::ranges::find(list, file) != list.end()) return;
  list.push_back(file);
  if (file->parsed.document) add_named(file->parsed.document->text, folder_of(entry.path), sources);
}

// `open("configs/train.yaml")`, `--config configs/train.yaml`: wherever the script names a file of
// settings that is in the tree.
void RunSourceFinder::add_named(std::string_view text, std::string_view beside,
                                RunSources& sources) {
  constexpr std::string_view
    inside = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./";
  for (const std::string_view ending : { ".yaml", ".yml", ".toml", ".json" })
    for (std::size_t at = text.find(ending); at != text.npos; at = text.find(ending, at + 1)) {
      const std::size_t end = at + ending.size();
      if (end < text.size() && is_word_letter(text[end])) continue;
      const std::size_t begin = text.find_last_not_of(inside, at) + 1;
      std::string_view path = text.substr(begin, end - begin);
      if (path.starts_with("./")) path.remove_prefix(2);
      if (sources.configurations.size() >= most_named_files) return;
      for (const std::string_view folder : { beside, std::string_view(base_), std::string_view() })
        if (add_named_file(folder, path, sources, false)) break;
    }
  if (text.find("hydra") != text.npos) add_hydra(text, beside, sources);
}

// `@hydra.main(config_path="conf", config_name="config")`, with the groups that its `defaults`
// choose.
void RunSourceFinder::add_hydra(std::string_view text, std::string_view beside,
                                RunSources& sources) {
  for (const PythonStatement& statement : list_python_statements(text))
    for (const PythonCall& call : list_python_calls(statement.text)) {
      if (last_of_name(call.name) != "main") continue;
      const std::string_view name = python_text(call.argument(1, { "config_name" }));
      if (name.empty()) continue;
      const std::string folder = path_in(beside, python_text(call.argument(0, { "config_path" })));
      const std::size_t before = sources.configurations.size();
      add_named_file(folder, std::string(name) + (name.ends_with(".yaml") ? "" : ".yaml"), sources);
      if (sources.configurations.size() == before) continue;
      const auto& document = sources.configurations.back()->parsed.document;
      const Node* defaults = document ? document->root.get("defaults") : nullptr;
      if (!defaults) continue;
      for (const Node& item : defaults->items)
        for (const Member& group : item.members)
          add_named_file(folder, group.key.text + "/" + group.value.text + ".yaml", sources);
    }
}

bool RunSourceFinder::add_named_file(std::string_view folder, std::string_view path,
                                     RunSources& sources, bool of_run) {
  if (!is_settings_file(path) || sources.configurations.size() >= most_named_files) return false;
  const Resolution resolution = snapshot_.resolve(folder, path);
  if (resolution.status != ResolveStatus::found || resolution.entry.kind != EntryKind::file)
    return false;
  const ConfigurationFile* file = &files_.read_file(resolution.entry);
  if (!of_run && !states_run(*file)) return true;
  if (std::ranges::find(sources.configurations, file) == sources.configurations.end())
    sources.configurations.push_back(file);
  return true;
}

// The text without the commands that start other work; lines and columns stay.
std::string RunSourceFinder::training_part_of(std::string_view text) const {
  std::string kept(text);
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = end_of_command(text, begin);
    const std::vector<Target> targets = list_targets(text.substr(begin, end - begin));
    const bool is_other = std::ranges::any_of(targets, [&](const Target& target) {
      const std::string_view name = target.kind == TargetKind::module ? last_of_name(target.path)
                                                                      : name_of(target.path);
      return target.kind != TargetKind::configuration &&
             (other_scripts_.contains(name) || is_other_work(name));
    });
    if (is_other)
      for (std::size_t at = begin; at < end; ++at)
        if (kept[at] != '\n') kept[at] = ' ';
    begin = end;
  }
  return kept;
}

const std::vector<const ConfigurationFile*>& RunSourceFinder::anywhere() {
  if (looked_anywhere_) return anywhere_;
  looked_anywhere_ = true;
  (void)snapshot_.walk(base_, [&](const Entry& entry) {
    if (entry.kind != EntryKind::file ||
        name_of(entry.path) == name_of(declarations_.document()->path))
      return true;
    const std::string name = lower(name_of(entry.path));
    if (is_launcher(entry.path) || name.ends_with(".md") || name.ends_with(".rst"))
      anywhere_.push_back(
        files_.script(entry, [](std::string_view text) { return std::string(text); }));
    else if (is_settings_file(entry.path))
      anywhere_.push_back(&files_.read_file(entry));
    return anywhere_.size() < most_files_anywhere;
  });
  std::erase(anywhere_, nullptr);
  return anywhere_;
}

bool RunSourceFinder::any_module(const RunSources& sources,
                                 bool (*is_such)(std::string_view text)) const {
  return any_imported_module(snapshot_, base_, sources.scripts, is_such);
}

}  // namespace reallyopen
