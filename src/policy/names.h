// What a policy may name, with the nearest known name where it names something else.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "manifest/node.h"
#include "verdict/problem.h"
#include "verdict/verdict.h"

namespace reallyopen {

// Adds a problem where the text of `node` is not among `known`: "no rule is called `x`; did you
// mean `y`?"
void demand_known(const Document& document, const Node& node, std::string_view kind,
                  const std::vector<std::string>& known, Problems& problems);

std::vector<std::string> rule_ids(std::span<const RuleDescription> rules);

// A licence id that no table knows would change nothing, unless it is a `LicenseRef-` of one's own.
void demand_known_license(const Document& document, const Node& id, Problems& problems);

// The names in a requirement of a claim file or policy, at every depth.
void demand_known_names(const Document& document, const Node& requirement, Problems& problems);

// Why a text is no day, or "".
std::string day_objection(const std::string& text);

}  // namespace reallyopen
