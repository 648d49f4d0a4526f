// Which licences apply to a component: those of its artifacts, of their section, or of the release.
#pragma once

#include <vector>

#include "evidence/declarations.h"
#include "verdict/evidence.h"

namespace reallyopen {

struct Component;

// The node that holds the expression of `license: MIT` or `license: {id: MIT}`; null where none is
// stated.
const Node* license_expression(const Node* license);

// What `license` states for one kind of content (`code`, `weights`, …); one licence for everything
// is also for it.
const Node* release_license(const Declarations& declarations, std::string_view content);

// Those of base models by other developers, which cap the licence of the weights.
std::vector<StatedLicense> base_licenses(const Declarations& declarations);

// The licence of every open or public data source and subset.
std::vector<StatedLicense> source_licenses(const Declarations& declarations);

// For any component that has content of its own. An empty expression: that part states no licence.
std::vector<StatedLicense> applied_licenses(const Declarations& declarations,
                                            const Component& component, const Place& section);

}  // namespace reallyopen
