// What a script does, told from words in it: no parsing, so that thousands of files can be looked
// at.
#pragma once

#include <string_view>

namespace reallyopen {

struct Cues {
  bool starts = false;     // somebody can run it: a main part, a notebook, a flat script
  bool optimises = false;  // fits or trains something
  bool loads = false;      // weights
  bool predicts = false;
  bool serves = false;      // an application
  bool measures = false;    // how good a model is, by the words in it
  bool computes = false;    // a known metric, by calling for it
  bool validates = false;   // measures what it just trained, or something else
  bool estimates = false;   // makes a model of a package
  bool loads_data = false;  // cuts it, or hands it out piece by piece
  bool shows = false;       // what came out, for each input: pictures, texts, sounds
  bool defines = false;     // a network
  int networks = 0;         // classes that are one
  bool uses_layers = false;
  bool tests = false;  // the code, not the model
  bool writes_data = false;
  bool reads = false;
  bool writes_tables = false;
  bool makes_files = false;
  bool saves_data = false;  // the same, certainly
  bool readies = false;
  bool reworks = false;  // tables: fills gaps, encodes, splits
  bool learns_tokens = false;
  bool searches = false;  // the best values
  int sets = 0;           // hyperparameters: constants once, options of the program twice
};

// Of a Python file or notebook.
Cues cues_of(std::string_view path, std::string_view content);

}  // namespace reallyopen
