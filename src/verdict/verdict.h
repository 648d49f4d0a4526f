// What one run found: per claim, per model and as a whole.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verdict/evidence.h"
#include "verdict/finding.h"

namespace reallyopen {

enum class Verdict { holds, fails, incomplete };

std::string_view name(Verdict verdict);

// A requirement of a claim that the evidence does not reach.
struct Unmet {
  std::string component;
  Evidence has = Evidence::absent;
  std::string needs;        // "pinned", "described: memory", "a licence in `osi`"
  std::string why;          // from the claim file
  std::string lacking;      // what exactly is missing, for a person; may be empty
  std::string step;         // what to do, for the shortest way
  Place place;              // the section that should hold it
  bool incomplete = false;  // not contradicted: could not be examined
};

struct ClaimVerdict {
  std::string id;
  bool asked = false;
  Verdict verdict = Verdict::incomplete;
  int met = 0;
  int of = 0;
  std::vector<Unmet> unmet;
  double progress = 0;  // percent met; 0 while a claim that this one builds on does not hold
  bool label = true;    // something that a release may call itself
  std::string title;
  std::vector<std::string> asks;  // the components its requirements name, met or not
  // What would be unmet without the licences that a policy added to a set, in words.
  std::vector<std::string> met_by_policy;
};

// Something that a repository without a manifest shows all the same.
struct Sighting {
  std::string component;
  std::vector<std::string> paths;
};

// What a manifest could say of a repository that has none.
struct FirstLook {
  std::vector<Sighting> seen;
  std::vector<ClaimVerdict> claims;  // as they would be with the manifest that `init` drafts
  bool is_untracked = false;         // the manifest is on disk, and git does not know it
};

struct ModelVerdict {
  std::string manifest;  // path of the manifest; the place where it is missing otherwise
  std::string name;      // empty when the manifest does not say
  std::string version;
  std::vector<ClaimVerdict> claims;
  std::vector<ComponentEvidence> components;
  std::vector<Finding> findings;
  std::optional<FirstLook> first_look;  // only where there is no manifest
  bool examined = true;  // false: the manifest is there, and nothing could be read from it
};

struct Subject {
  std::optional<std::string> revision;  // commit id
  std::string description;              // for a person: `v1.2.0`, `59a53e3`
  bool worktree = false;
  bool dirty = false;
};

// A rule's row in plain words, for formats that describe their rules.
struct RuleDescription {
  std::string id;
  Level level = Level::error;
  bool incomplete = false;  // its findings say that something could not be examined
  std::string title;
  std::string why;
  std::string fix;
};

// The policy that a run was held to.
struct AppliedPolicy {
  std::string name;  // empty when no file says one
  std::vector<std::string> files;
};

struct RunVerdict {
  Subject subject;
  std::vector<RuleDescription> rules;  // all there are, found or not
  std::vector<ModelVerdict> models;
  Level fail_on = Level::error;
  std::optional<AppliedPolicy> policy;
  bool compared = false;  // with a baseline
  Verdict verdict = Verdict::incomplete;
  int exit_code = 3;
};

// Decides verdict and exit code from the models, once, before any format is written (DESIGN,
// principle 1): 1 when an asked claim fails or a finding reaches `fail_on`; else 3 when something
// could not be examined; else 0. Acceptances change the exit code only: the verdict stays what the
// evidence says.
void conclude(RunVerdict& run);

// Whether a failing claim lets the run pass: each of its gaps has errors, all of them accepted.
bool is_excused(const ClaimVerdict& claim, const ModelVerdict& model);

}  // namespace reallyopen
