// What stands against a claim because of what the model was made from.
#pragma once

#include <optional>

#include "rules/inspection.h"

namespace reallyopen {

// The licence of a base model or data source that `unmet` is about; none where it is about the
// model's own.
std::optional<StatedLicense> upstream_license(const Inspection& inspection, const Unmet& unmet);

}  // namespace reallyopen
