// One manifest, held against its repository.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "evidence/digests.h"
#include "inspection/manifests.h"
#include "inspection/terms.h"
#include "repository/snapshot.h"
#include "verdict/verdict.h"

namespace reallyopen {

// The manifest at `path`, also where there is none. `earlier` are the verdicts before it where it
// is the last: waivers and baseline need all of them.
ModelVerdict inspect(const Snapshot& snapshot, Digests& digests, const std::string& path,
                     const ManifestText& manifest, const Manifests& manifests, Terms& terms,
                     std::optional<std::span<ModelVerdict>> earlier);

}  // namespace reallyopen
