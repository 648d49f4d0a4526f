// Configurations of trainings: YAML, JSON and TOML files, and the options of shell scripts, that
// set more than one thing of a run. A repository holds many, so all are hints; each speaks of its
// own runs, so the scope is the file.
#include <set>

#include "configuration/hyperparameter.h"
#include "ledger/readers.h"
#include "repository/path.h"
#include "run_record/recorded_settings.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

// Of the model, its tokenizer and what the run wrote there are other readers.
bool may_configure_training(std::string_view name, std::string_view path) {
  const bool format = name.ends_with(".yaml") || name.ends_with(".yml") ||
                      name.ends_with(".toml") || name.ends_with(".json") || name.ends_with(".sh") ||
                      name.ends_with(".bash") || name.ends_with(".slurm") ||
                      name.ends_with(".sbatch");
  return format && name != "config.json" && name != "pyproject.toml" &&
         !is_record_of_settings(path) &&
         !contains_one_of(name, { "token", "vocab", "results", "metrics", "trainer_state",
                                  "package", "transparency", "index", "environment", "docker" });
}

const Hyperparameter* read_row(const Setting& setting) {
  const Hyperparameter* row = find_hyperparameter(setting.name);
  if (!row || setting.value->tagged || setting.value->text.empty()) return nullptr;
  return is_setting_of_run(row->id) && means_same(row->id, row, setting) ? row : nullptr;
}

void read_configuration_facts(const SourceFile& file, FactWriter& out) {
  const auto document = out.values(file);
  if (!document) return;
  const std::vector<Setting> settings = list_settings(*document);
  std::set<const Hyperparameter*> rows;
  for (const Setting& setting : settings)
    if (const Hyperparameter* row = read_row(setting)) rows.insert(row);
  if (rows.size() < 2) return;
  const std::string scope = path_in(file.folder, name_of(file.entry.path));
  for (const Setting& setting : settings)
    if (const Hyperparameter* row = read_row(setting))
      out.add(row->id, *document, *setting.value, scope, true);
}

}  // namespace

constinit const Reader training_configurations_reader = {
  .id = "training-configurations",
  .source = SourceKind::settings,
  .quantities = settings_of_run,
  .takes = may_configure_training,
  .read =
    [](std::span<const SourceFile> files, FactWriter& out) {
  for (const SourceFile& file : files) read_configuration_facts(file, out);
  },
  .most_files = 300,
};

}  // namespace reallyopen
