// What a run of the training gets its settings from, besides the files that the manifest declares.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/declarations.h"
#include "evidence/recipe/configuration_files.h"

namespace reallyopen {

// The first that states a setting decides it.
struct RunSources {
  std::vector<const ConfigurationFile*> commands;        // of the manifest, and scripts that launch
  std::vector<const ConfigurationFile*> configurations;  // that a command or a script names
  std::vector<const ConfigurationFile*> scripts;         // what they set by themselves

  void join(const RunSources& other);
};

class RunSourceFinder {
 public:
  RunSourceFinder(const Snapshot& snapshot, const Declarations& declarations,
                  ConfigurationFiles& files);

  // Of `training`, or of one of its stages: its `command` and its `scripts`. Null has none.
  const RunSources& of(const Node* section);

  // Launch scripts, READMEs and settings anywhere in the tree, by which somebody may have started a
  // run whose command the manifest does not give.
  const std::vector<const ConfigurationFile*>& anywhere();

  // Whether a module that the scripts of a run import is such, or that cannot be told.
  bool any_module(const RunSources& sources, bool (*is_such)(std::string_view text)) const;

 private:
  void add_command(const Node& command, RunSources& sources);
  void name_short_options(const RunSources& sources);
  void add_scripts(const Node& scripts, RunSources& sources);
  void add_script(const Entry& entry, RunSources& sources);
  void add_named(std::string_view text, std::string_view beside, RunSources& sources);
  bool add_named_file(std::string_view folder, std::string_view path, RunSources& sources,
                      bool of_run = true);
  void add_hydra(std::string_view text, std::string_view beside, RunSources& sources);
  std::string training_part_of(std::string_view text) const;

  const Snapshot& snapshot_;
  const Declarations& declarations_;
  ConfigurationFiles& files_;
  std::string base_;                                  // the manifest's folder
  std::set<std::string, std::less<>> other_scripts_;  // names of those that do not train
  std::map<const Node*, RunSources> sources_;
  std::vector<const ConfigurationFile*> anywhere_;
  bool looked_anywhere_ = false;
};

}  // namespace reallyopen
