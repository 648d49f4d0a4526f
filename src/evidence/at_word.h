// An artifact where no repository can be asked: what is declared is believed, as far as a link is.
#pragma once

#include "evidence/artifact.h"

namespace reallyopen {

// A path is `linked`: somebody can look, and nobody has.
Artifact take_at_word(const Document& document, const Node& node, std::string_view field);

}  // namespace reallyopen
