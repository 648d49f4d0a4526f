#include "draft/roles/script_tree.h"

#include <algorithm>

#include "draft/roles/imports.h"
#include "repository/path.h"
#include "text/letters.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

constexpr int most_entry_points = 100;

}  // namespace

bool is_package_metadata(std::string_view path) {
  return is_one_of(name_of(path), { "pyproject.toml", "setup.cfg", "setup.py" });
}

bool is_python(std::string_view path) { return path.ends_with(".py") || path.ends_with(".ipynb"); }

bool is_other_language(std::string_view path) {
  return path.ends_with(".jl") || path.ends_with(".R") || path.ends_with(".r") ||
         path.ends_with(".Rmd") || path.ends_with(".qmd");
}

ScriptTree::ScriptTree(const std::vector<ScriptFile>& scripts) : scripts_(scripts) {
  for (const ScriptFile& script : scripts) {
    if (!is_python(script.path) && !is_other_language(script.path)) continue;
    by_path_.emplace(script.path, &script);
    by_name_[name_of(script.path)].push_back(&script);
    if (!is_python(script.path)) continue;
    add_roots(script.path);
    cues_.emplace(script.path, cues_of(script.path, script.content));
  }
  for (const ScriptFile& script : scripts)
    if (is_package_metadata(script.path)) mark_entry_points(script);
}

// `chat = "package.main:run"`: installed as a program.
void ScriptTree::mark_entry_points(const ScriptFile& metadata) {
  static const Pattern entry(R"([\w-]+["']?\s*=\s*["']?([A-Za-z_]\w*(?:\.\w+)*):\w+)", ":");
  std::string_view rest = metadata.content;
  std::string_view module;
  for (int found = 0; found < most_entry_points && entry.next_in(rest, module); ++found)
    if (const ScriptFile* script = module_at(metadata.path, module))
      if (const auto cues = cues_.find(script->path); cues != cues_.end())
        cues->second.starts = true;
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

// The names that an import may begin with.
void ScriptTree::add_roots(std::string_view path) {
  for (std::size_t end = path.find_first_of("/."); end != path.npos;
       end = path.find_first_of("/.")) {
    roots_.insert(path.substr(0, end));
    path.remove_prefix(end + 1);
  }
}

const ScriptFile* ScriptTree::module_in(std::string_view folder, std::string_view below) const {
  for (const std::string_view ending : { ".py", "/__init__.py" }) {
    const std::string path = path_in(folder, below) + std::string(ending);
    if (const ScriptFile* found = at(path)) return found;
  }
  return nullptr;
}

const ScriptFile* ScriptTree::module_at(std::string_view importer, std::string_view module) const {
  std::string_view base = folder_of(importer);
  const bool relative = module.starts_with('.');
  if (relative) module.remove_prefix(1);
  for (; relative && module.starts_with('.'); module.remove_prefix(1)) base = folder_of(base);
  if (!roots_.contains(module.substr(0, module.find('.')))) return nullptr;
  std::string below(module);
  std::ranges::replace(below, '.', '/');
  if (const ScriptFile* found = module_in(base, below); found || relative) return found;
  // Any folder above may be where the program is started, or installed from.
  while (!base.empty()) {
    base = folder_of(base);
    if (const ScriptFile* found = module_in(base, below)) return found;
  }
  for (base = folder_of(importer);; base = folder_of(base)) {
    if (const ScriptFile* found = module_in(path_in(base, "src"), below)) return found;
    if (base.empty()) return nullptr;
  }
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
