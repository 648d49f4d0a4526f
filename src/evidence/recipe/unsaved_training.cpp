#include "evidence/recipe/unsaved_training.h"

#include <algorithm>

#include "text/lines.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

// transformers' and Lightning's trainers save by themselves, as do the programs of the last line.
bool may_write(std::string_view text) {
  return has_one_of(
    "save|dump|write|export|store|persist|checkpoint|ckpt|upload|push|serializ|log_model|register|"
    "publish|tofile|to_csv|to_parquet|'w|\"w|'a'|\"a\"|output|subprocess|os.system|trainer|learner|"
    "experiment|mlflow|wandb|axolotl|ultralytics|deepspeed|autogluon|fire.|invoke",
    text);
}

bool may_write_file(const ConfigurationFile* file) {
  return !file->parsed.document || may_write(file->parsed.document->text);
}

// Where a text optimises; "" where it does not.
std::string_view optimisation_in(std::string_view text) {
  for (const std::string_view call :
       { ".backward()", ".fit(", ".partial_fit(", "apply_gradients(", "apply_updates(" })
    if (const std::size_t at = text.find(call); at != text.npos)
      return text.substr(at, call.size());
  return {};
}

}  // namespace

std::optional<UnsavedTraining> find_unsaved_training(const Declarations& declarations,
                                                     const RunSources& sources,
                                                     const RunSourceFinder& finder) {
  const bool has_weights = std::ranges::any_of(declarations.artifacts(), [](const Artifact& each) {
    return each.field.starts_with("model.weights") && reaches(each.evidence, Evidence::linked);
  });
  if (!has_weights) return std::nullopt;
  for (const auto* files : { &sources.commands, &sources.configurations, &sources.scripts })
    if (std::ranges::any_of(*files, may_write_file)) return std::nullopt;
  for (const ConfigurationFile* file : sources.scripts) {
    const std::string_view text = file->parsed.document->text;
    const std::string_view call = optimisation_in(text);
    if (!file->path.ends_with(".py") || call.empty()) continue;
    if (finder.any_module(may_write)) return std::nullopt;
    const int line = line_number(text, call);
    return UnsavedTraining{
      { .path = file->path, .line = line, .column = 1, .line_text = line_of(text, line) }
    };
  }
  return std::nullopt;
}

}  // namespace reallyopen
