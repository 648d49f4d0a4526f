// Scripts by what they do and how they hang together: who trains, what a trainer imports, what a
// launcher starts.
#pragma once

#include <string>
#include <vector>

#include "draft/survey.h"

namespace reallyopen {

struct ScriptFile {
  std::string path;      // from the repository root
  std::string relative;  // from the folder of the model
  std::string content;
};

// Adds to the lists of the survey what names alone did not tell. `scripts` are those nearest to the
// root first.
void assign_roles(const std::vector<ScriptFile>& scripts, Survey& survey);

}  // namespace reallyopen
