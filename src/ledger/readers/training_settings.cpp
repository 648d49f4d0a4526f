// What Python scripts set of a training by themselves: defaults of options, constants and arguments
// of trainers. A repository holds scripts for many ends, and a run may set each otherwise, so all
// are hints; each speaks of its own runs, so the scope is the script.
#include "script/training_settings.h"

#include <algorithm>

#include "configuration/hyperparameter.h"
#include "ledger/readers.h"
#include "repository/path.h"

namespace reallyopen {
namespace {

void read_script(const SourceFile& file, FactWriter& out) {
  const std::string text = out.text(file);
  const ParseResult parsed = read_training_settings(file.entry.path, text);
  if (!parsed.document) return;
  const std::string scope = path_in(file.folder, name_of(file.entry.path));
  for (const Member& member : parsed.document->root.members) {
    const Hyperparameter* row = find_hyperparameter(member.key.text);
    if (row && !member.value.tagged && is_setting_of_run(row->id))
      out.add(row->id, *parsed.document, member.value, scope, true);
  }
}

}  // namespace

constinit const Reader training_settings_reader = {
  .id = "training-settings",
  .source = SourceKind::script,
  .quantities = settings_of_run,
  .takes = [](std::string_view name,
              std::string_view) { return name.ends_with(".py") || name.ends_with(".ipynb"); },
  .read =
    [](std::span<const SourceFile> files, FactWriter& out) {
  for (const SourceFile& file : files) read_script(file, out);
  },
};

}  // namespace reallyopen
