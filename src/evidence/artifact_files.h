// The files that a declared artifact stands for.
#pragma once

#include <string_view>
#include <vector>

#include "evidence/artifact.h"

namespace reallyopen {

// Itself, what a glob matches, or what lies in a folder; empty for a URL and what is not there.
// `base` is the manifest's folder. At most `most` and one more, by which a caller sees that there
// are others.
std::vector<Entry> files_of(const Snapshot& snapshot, std::string_view base,
                            const Artifact& artifact, std::size_t most);

}  // namespace reallyopen
