// Scripts by what they do and how they hang together: who trains, what a trainer imports, what a
// launcher starts.
#pragma once

#include <string>
#include <vector>

#include "draft/roles/script_tree.h"
#include "draft/survey.h"

namespace reallyopen {

// A file of settings as what trains the model writes it, and the folder of the one that does.
struct NamedSettings {
  std::string folder;
  std::string written;
};

// Adds to the lists of the survey what names alone did not tell. `scripts` are those nearest to the
// root first. What is returned may not be there.
std::vector<NamedSettings> assign_roles(const std::vector<ScriptFile>& scripts, Survey& survey);

}  // namespace reallyopen
