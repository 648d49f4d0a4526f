#include "draft/roles/script_tree.h"

#include <algorithm>

#include "draft/roles/imports.h"
#include "repository/path.h"

namespace reallyopen {

bool is_python(std::string_view path) { return path.ends_with(".py") || path.ends_with(".ipynb"); }

ScriptTree::ScriptTree(const std::vector<ScriptFile>& scripts) : scripts_(scripts) {
  for (const ScriptFile& script : scripts) {
    if (!is_python(script.path)) continue;
    by_path_.emplace(script.path, &script);
    by_name_[name_of(script.path)].push_back(&script);
    cues_.emplace(script.path, cues_of(script.path, script.content));
  }
}

const ScriptFile* ScriptTree::at(const std::string& path) const {
  const auto found = by_path_.find(path);
  return found == by_path_.end() ? nullptr : found->second;
}

const Cues& ScriptTree::cues(const std::string& path) const {
  static const Cues none;
  const auto found = cues_.find(path);
  return found == cues_.end() ? none : found->second;
}

const ScriptFile* ScriptTree::named(std::string_view folder, std::string_view written) const {
  const auto same_name = by_name_.find(name_of(written));
  if (same_name == by_name_.end()) return nullptr;
  // A folder that a variable holds is not known.
  const bool known = written.find('$') == written.npos && written.find('{') == written.npos;
  if (known && !join_path(folder, written)) return nullptr;  // outside
  while (known) {
    if (const auto path = join_path(folder, written))
      if (const ScriptFile* found = at(*path)) return found;
    if (folder.empty()) break;
    folder = folder_of(folder);
  }
  return same_name->second.size() == 1 ? same_name->second.front() : nullptr;
}

const ScriptFile* ScriptTree::module_at(std::string_view importer, std::string_view module) const {
  std::string_view base = folder_of(importer);
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
       { base, folder_of(base), std::string_view(), std::string_view("src") }) {
    for (const std::string_view ending : { ".py", "/__init__.py" }) {
      std::string path(from);
      append_to_path(path, below);
      path += ending;
      if (const ScriptFile* found = at(path)) return found;
    }
  }
  return nullptr;
}

const std::vector<const ScriptFile*>& ScriptTree::imports(const std::string& path) const {
  const auto [slot, added] = imports_.try_emplace(path);
  const ScriptFile* file = at(path);
  if (!added || !file) return slot->second;
  std::vector<const ScriptFile*>& found = slot->second;
  for (const std::string& module : modules_imported(file->content)) {
    const ScriptFile* imported = module_at(path, module);
    if (imported && imported != file && std::ranges::find(found, imported) == found.end())
      found.push_back(imported);
  }
  return found;
}

}  // namespace reallyopen
