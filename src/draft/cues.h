// What a script does, told from words in it: no parsing, so that thousands of files can be looked
// at.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

struct Cues {
  bool starts = false;     // somebody can run it: a main part, a notebook, a flat script
  bool optimises = false;  // fits or trains something
  bool loads = false;      // weights
  bool predicts = false;
  bool serves = false;    // an application
  bool measures = false;  // how good a model is
  bool defines = false;   // a network
  bool uses_layers = false;
  bool tests = false;  // the code, not the model
  bool writes_data = false;
  int sets = 0;  // hyperparameters, as options or constants
};

// Of a Python file or notebook.
Cues cues_of(std::string_view path, std::string_view content);

// Options of a launcher that are hyperparameters: `--lr 1e-4 --batch_size 32`.
bool sets_options(std::string_view content);

// The modules that a Python file imports, `a.b` and `.c`; of `from a import b` both `a` and `a.b`.
std::vector<std::string> modules_imported(std::string_view content);

}  // namespace reallyopen
