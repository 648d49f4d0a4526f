// Folders of several files that one file of theirs lists: whether all of them are here and
// declared.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/declarations.h"

namespace reallyopen {

// What a list asks for, and what of it is not so.
struct SetGap {
  Place list;        // the file that lists, with the line
  std::string path;  // of what is missing
  std::string what;  // "is not in the repository"
};

// A folder that may hold a set, and what of it is declared as the released weights.
struct SetFolder {
  const Snapshot& snapshot;
  std::string path;
  const std::set<std::string>& declared;  // paths
  bool asks_for_all = true;  // parts that are here have to be declared: none is of a base model
};

// Each returns nothing for a folder of another kind.
std::vector<SetGap> gaps_of_pipeline(const SetFolder& folder);   // diffusers: `model_index.json`
std::vector<SetGap> gaps_of_sentences(const SetFolder& folder);  // `modules.json`
std::vector<SetGap> gaps_of_spacy(const SetFolder& folder);      // `meta.json`, `config.cfg`
std::vector<SetGap> gaps_of_saved_model(const SetFolder& folder);
std::vector<SetGap> gaps_of_checkpoint(const SetFolder& folder);  // TensorFlow: `.index`, `.data-…`
std::vector<SetGap> gaps_of_package(const SetFolder& folder);     // Core ML: `.mlpackage`
std::vector<SetGap> gaps_of_orbax(const SetFolder& folder);

// The parts they share.
bool is_somewhere(const Snapshot& snapshot, const std::string& path);  // also behind a pointer
std::string content_at(const SetFolder& folder, std::string_view name, std::size_t limit);
// Of a part that should hold weights.
void look_for_weights(const SetFolder& folder, const std::string& path, const Place& list,
                      std::vector<SetGap>& gaps);

}  // namespace reallyopen
