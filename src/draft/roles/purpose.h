// What a file is likely for, by its path and by what stands in it.
#pragma once

#include <string_view>

namespace reallyopen {

// The patterns were measured on 41 model repositories that a reader had labelled; they say little
// about languages other than Python and shell.

// By path: a trainer or its launcher may be here, and the content decides.
bool may_train(std::string_view path);
// By content, of a file that may_train(): it optimises, launches, or is the thin entry of a
// trainer.
bool trains(std::string_view path, std::string_view content);
// By path alone, in a language that is not read.
bool is_training_in_r(std::string_view path);
// A script at the root with a name like `main.py` trains if it optimises itself.
bool is_plain_entry(std::string_view path);
bool optimises(std::string_view content);

bool may_prepare_data(std::string_view path);
// A script beside data, whatever its name: it prepares them where it writes what it tokenised.
bool may_write_data(std::string_view path);
bool writes_tokens(std::string_view content);
bool may_evaluate(std::string_view path);
bool may_infer(std::string_view path);
bool may_configure(std::string_view path);
// Of a file that what trains the model names: no data, no result, no setting of its tools.
bool names_settings(std::string_view written);
// A learning rate is set: in a configuration, as a constant, an option or a default.
bool sets_learning_rate(std::string_view content);
// A Python file among configurations that sets other constants of a training run.
bool sets_training_constants(std::string_view path, std::string_view content);
// Two values or more that are given to a model before it is fitted: `max_depth: 6`, `epochs: 3`.
bool sets_estimator(std::string_view content);
// How far a file of settings likely is from the training of the model itself: 0 is a training by
// name, then what says nothing, then what comes after it (finetuning), then samples.
int remoteness(std::string_view path);

// Examples and studies, which have models of their own.
bool is_trial(std::string_view path);

// Tests, vendored code, documentation: true of what is somebody else's or shows nothing.
bool is_aside(std::string_view path);

// An application around the model: it can apply it, and nothing else.
bool is_deployed(std::string_view path);

}  // namespace reallyopen
