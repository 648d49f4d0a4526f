#include "evidence/recipe/local_modules.h"

#include <algorithm>
#include <set>
#include <vector>

#include "repository/path.h"
#include "script/notebook.h"
#include "script/python_imports.h"
#include "script/python_statements.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_modules = 300;
constexpr std::size_t longest_module = 1u << 20;
constexpr int most_names = 5'000;  // of modules that are looked up

bool loads_by_name(std::string_view text) {
  return has_one_of(
    "importlib|__import__|instantiate|_target_|class_path|lightningcli|runpy|subprocess|os.system|"
    "exec(|get_class|entry_points|pkgutil",
    text);
}

bool any_python_file(const Snapshot& snapshot, bool (*is_such)(std::string_view text)) {
  std::size_t left = most_modules;
  bool found = false;
  const auto unread = snapshot.walk("", [&](const Entry& entry) {
    if (entry.kind == EntryKind::submodule) found = true;
    if (entry.kind != EntryKind::file || !entry.path.ends_with(".py")) return !found;
    const ReadResult read = snapshot.read(entry, longest_module);
    found = read.status != ReadStatus::complete || is_such(read.bytes) || --left == 0;
    return !found;
  });
  return found || !unread.empty();
}

class ImportWalk {
 public:
  ImportWalk(const Snapshot& snapshot, std::string_view base, bool (*is_such)(std::string_view))
      : snapshot_(snapshot), base_(base), is_such_(is_such) {}

  bool any(std::span<const ConfigurationFile* const> scripts) {
    for (const ConfigurationFile* script : scripts) {
      if (!script->parsed.document) return true;
      const std::string& text = script->parsed.document->text;
      seen_.insert(script->path);
      follow(script->path,
             script->path.ends_with(".ipynb") ? python_of_notebook(script->path, text) : text);
    }
    while (!waiting_.empty() && names_left_ > 0) {
      const Entry entry = waiting_.back();
      waiting_.pop_back();
      const ReadResult read = snapshot_.read(entry, longest_module);
      if (read.status != ReadStatus::complete || is_such_(read.bytes) ||
          seen_.size() > most_modules)
        return true;
      follow(entry.path, read.bytes);
    }
    return names_left_ <= 0 || (by_name_ && any_python_file(snapshot_, is_such_));
  }

 private:
  void follow(const std::string& path, std::string_view text) {
    by_name_ |= loads_by_name(text);
    std::vector<PythonStatement> statements = list_python_statements(text);
    for (PythonStatement& each : statements) each.indent = 0;  // also what a function imports
    for (const PythonImport& import : list_python_imports(statements)) {
      add(import.module, path);
      for (const std::string& name : import.names)
        add(import.module + (import.module.ends_with('.') ? "" : ".") + name, path);
    }
  }

  void add(std::string_view module, std::string_view importer) {
    if (--names_left_ <= 0) return;
    auto entry = find_module(snapshot_, base_, module, importer);
    if (entry && seen_.insert(entry->path).second) waiting_.push_back(std::move(*entry));
  }

  const Snapshot& snapshot_;
  std::string_view base_;
  bool (*is_such_)(std::string_view text);
  bool by_name_ = false;
  int names_left_ = most_names;
  std::set<std::string, std::less<>> seen_;
  std::vector<Entry> waiting_;
};

}  // namespace

std::optional<Entry> find_module(const Snapshot& snapshot, std::string_view base,
                                 std::string_view module, std::string_view importer) {
  std::string folder(folder_of(importer));
  const bool relative = module.starts_with('.');
  if (relative) module.remove_prefix(1);
  while (relative && module.starts_with('.')) {
    folder = folder_of(folder);
    module.remove_prefix(1);
  }
  std::string path(module);
  std::ranges::replace(path, '.', '/');
  std::vector<std::string> roots{ folder };
  if (!relative) roots.insert(roots.end(), { std::string(base), "", "src", path_in(base, "src") });
  for (const std::string& root : roots)
    for (const std::string& file : { path + ".py", path + "/__init__.py" }) {
      const Resolution resolution = snapshot.resolve(root, file);
      if (resolution.status == ResolveStatus::found && resolution.entry.kind == EntryKind::file)
        return resolution.entry;
    }
  return std::nullopt;
}

bool any_imported_module(const Snapshot& snapshot, std::string_view base,
                         std::span<const ConfigurationFile* const> scripts,
                         bool (*is_such)(std::string_view text)) {
  return ImportWalk(snapshot, base, is_such).any(scripts);
}

}  // namespace reallyopen
