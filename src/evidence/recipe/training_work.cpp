#include "evidence/recipe/training_work.h"

#include <algorithm>

#include "script/notebook.h"
#include "text/lines.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

// Trainers of libraries save by themselves, as do the programs of the last line.
bool may_write(std::string_view text) {
  return has_one_of(
    "save|dump|write|export|store|persist|checkpoint|ckpt|upload|push|serializ|log_model|register|"
    "publish|tofile|to_csv|to_parquet|'w|\"w|'a'|\"a\"|output|subprocess|os.system|autolog|"
    "log_artifact|import trainer|trainer import|.trainer|sfttrainer|learner|experiment|invoke|"
    "transformers|lightning|axolotl|ultralytics|deepspeed|autogluon",
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

// What may change weights. `model.train()` only says how they are to be used.
bool may_train(std::string_view text) {
  return has_one_of(
    ".fit|fit(|fit_|_fit(|backward|optim|.step(|.train(|minimize|apply_gradients|apply_updates|"
    ".grad(|value_and_grad|gradienttape|train_on|train_step|training_step|boost|.learn(|.finetune(|"
    ".fine_tune(|autotrain|update(|sgd|adam|subprocess|os.system",
    text);
}

// The statements of a notebook, without what it printed.
std::string program_of(const ConfigurationFile& file) {
  const std::string& text = file.parsed.document->text;
  return file.path.ends_with(".ipynb") ? python_of_notebook(file.path, text) : text;
}

bool may_train_by_file(const ConfigurationFile* file) {
  return !file->parsed.document || may_train(program_of(*file));
}

// Where finished weights are read; "" where they are not, or nothing is done with them.
std::string_view loading_in(std::string_view text) {
  if (!has_one_of(".eval()|.test(|.evaluate(|.predict|.generate(|no_grad|inference_mode|pipeline(",
                  text))
    return {};
  for (const std::string_view call :
       { "load_state_dict(", "restore_from(", "load_from_checkpoint(", "load_model(",
         "load_weights(", "from_pretrained(", "joblib.load(", "pickle.load(", "torch.load(",
         "load_file(" })
    if (const std::size_t at = text.find(call); at != text.npos)
      return text.substr(at, call.size());
  return {};
}

Place place_of(const ConfigurationFile& file, std::string_view part) {
  const std::string_view text = file.parsed.document->text;
  const int line = line_number(text, part);
  return { .path = file.path, .line = line, .column = 1, .line_text = line_of(text, line) };
}

}  // namespace

std::optional<TrainingWork> find_use_as_training(const RunSources& sources,
                                                 const RunSourceFinder& finder) {
  // Few scripts do, so this is asked first.
  if (std::ranges::none_of(sources.scripts, [](const ConfigurationFile* file) {
        return file->parsed.document && !loading_in(file->parsed.document->text).empty();
      }))
    return std::nullopt;
  for (const auto* files : { &sources.commands, &sources.scripts })
    if (std::ranges::any_of(*files, may_train_by_file)) return std::nullopt;
  for (const ConfigurationFile* file : sources.scripts) {
    const std::string_view loading = loading_in(file->parsed.document->text);
    if (loading.empty()) continue;
    if (finder.any_module(sources, may_train)) return std::nullopt;
    return TrainingWork{ place_of(*file, loading) };
  }
  return std::nullopt;
}

std::optional<TrainingWork> find_unsaved_training(const Declarations& declarations,
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
    if (finder.any_module(sources, may_write)) return std::nullopt;
    return TrainingWork{ place_of(*file, call) };
  }
  return std::nullopt;
}

}  // namespace reallyopen
