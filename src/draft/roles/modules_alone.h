// Modules that nobody can start, and that do all the work there is.
#pragma once

#include "draft/roles/script_tree.h"
#include "draft/survey.h"

namespace reallyopen {

// Of what is called like it applies the model, only what can be started; where nothing can, a page
// or another program calls what loads the model and predicts.
void settle_inference(const ScriptTree& tree, Survey& survey);

// Where nothing else applies the model: notebooks that train, load and predict.
void add_lone_notebooks(const ScriptTree& tree, Survey& survey);

// Where no script evaluates: what a trainer imports to test the model that was saved.
void add_lone_tests(const ScriptTree& tree, Survey& survey);

// Where no script trains: the modules that do, which notebooks and other scripts import, and those.
void add_lone_trainers(const ScriptTree& tree, Survey& survey);

// Where nothing else measures the model: what trains it and then does.
void add_measuring_trainers(const ScriptTree& tree, Survey& survey);

// Where nothing else prepares the data: the modules that a trainer takes them from, or itself.
void add_lone_preparation(const ScriptTree& tree, Survey& survey);

// Where no network is defined: what trains a model of a package says which.
void add_lone_estimators(const ScriptTree& tree, Survey& survey);

}  // namespace reallyopen
