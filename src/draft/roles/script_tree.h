// The scripts of a repository, and which of them import which.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "draft/roles/cues.h"

namespace reallyopen {

struct ScriptFile {
  std::string path;      // from the repository root
  std::string relative;  // from the folder of the model
  std::string content;
};

bool is_python(std::string_view path);
// R and Julia, also between prose.
bool is_other_language(std::string_view path);

// What says which programs a package installs.
bool is_package_metadata(std::string_view path);

class ScriptTree {
 public:
  // `scripts` outlive the tree.
  explicit ScriptTree(const std::vector<ScriptFile>& scripts);

  const std::vector<ScriptFile>& scripts() const { return scripts_; }
  // Of a file in a language that is known; null where there is none.
  const ScriptFile* at(const std::string& path) const;
  // Nothing for what is not Python.
  const Cues& cues(const std::string& path) const;

  // A script as a file of that folder writes it: from there, from a folder above, or the only one
  // of its name.
  const ScriptFile* named(std::string_view folder, std::string_view written) const;
  // `a.b` as a file beside `importer`, in a folder above it, or below `src` in one.
  const ScriptFile* module_at(std::string_view importer, std::string_view module) const;
  // Each once; what is not here is left out.
  const std::vector<const ScriptFile*>& imports(const std::string& path) const;

 private:
  void mark_entry_points(const ScriptFile& metadata);
  void add_roots(std::string_view path);
  const ScriptFile* module_in(std::string_view folder, std::string_view below) const;

  const std::vector<ScriptFile>& scripts_;
  std::set<std::string_view> roots_;
  std::map<std::string, const ScriptFile*> by_path_;
  std::map<std::string_view, std::vector<const ScriptFile*>> by_name_;
  std::map<std::string, Cues> cues_;
  mutable std::map<std::string, std::vector<const ScriptFile*>> imports_;
};

}  // namespace reallyopen
