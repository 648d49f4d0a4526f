#include "inspection/first_look.h"

#include <fmt/format.h>

#include <algorithm>

#include "draft/write_draft.h"
#include "inspection/check.h"
#include "text/letters.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_paths = 3;

// The claim that a draft makes, and the words about it and the next one. `next_id`: of that one.
DraftClaim choose_claim(const std::vector<ClaimVerdict>& verdicts, bool restricts,
                        std::string& next_id) {
  const ClaimVerdict* strongest = nullptr;
  const ClaimVerdict* nearest = nullptr;
  for (const ClaimVerdict& claim : verdicts) {
    if (!claim.label) continue;  // nothing that a release calls itself
    if (claim.verdict == Verdict::holds) {
      if (!strongest || claim.of > strongest->of) strongest = &claim;
    } else if (!nearest || claim.unmet.size() < nearest->unmet.size()) {
      nearest = &claim;
    }
  }
  next_id = nearest ? nearest->id : "";
  if (!strongest && !nearest) return { "open-weights", "" };
  const std::string next = nearest ? fmt::format("{} of {} requirements", nearest->unmet.size(),
                                                 nearest->of)
                                   : "";
  const bool restricted = restricts && nearest &&
                          std::ranges::any_of(nearest->unmet, [](const Unmet& unmet) {
                            return unmet.component == "restrictions";
                          });
  if (!strongest && restricted)
    return { nearest->id,
             fmt::format("does not hold, {} are open; its licence restricts the use", next) };
  if (!strongest)
    return { nearest->id, fmt::format("does not hold yet, {} are open; no claim does", next) };
  if (!nearest) return { strongest->id, "holds, as every claim does" };
  return { strongest->id,
           fmt::format("the strongest that holds; next: {}, {} are open", nearest->id, next) };
}

// The file that a finding is about: where it stands, or what that line of the draft names.
bool is_about(const Finding& finding, std::string_view manifest, const std::string& path) {
  if (finding.place.path == path) return true;
  if (finding.place.path != manifest) return false;
  if (!is_one_of(finding.rule,
                 { "path-empty", "script-stub", "path-placeholder", "path-kind-differs" }))
    return false;
  const std::size_t folder = manifest.rfind('/') == std::string_view::npos
                               ? 0
                               : manifest.rfind('/') + 1;
  return finding.place.line_text.find(path.substr(std::min(folder, path.size()))) !=
         std::string::npos;
}

// A licence or a base that the draft does not state stands in a sound file.
bool speaks_of_terms(const Finding& finding) {
  return finding.component.ends_with("-license") || finding.component == "restrictions";
}

// A script that starts what is not there, or does nothing, a configuration that no model can have:
// nothing to vouch for. True if there was one.
bool leave_out_contradicted(const std::vector<Finding>& findings, std::string_view manifest,
                            Facts& facts) {
  bool any = false;
  for (const Finding& finding : findings) {
    if (finding.level != Level::error || speaks_of_terms(finding)) continue;
    for (const auto list : { &Survey::training, &Survey::preprocessing, &Survey::evaluation,
                             &Survey::inference, &Survey::architecture, &Survey::requirements }) {
      const std::vector<std::string> before = facts.survey.*list;
      std::erase_if(facts.survey.*list,
                    [&](const std::string& path) { return is_about(finding, manifest, path); });
      for (const std::string& path : before)
        if (std::ranges::find(facts.survey.*list, path) == (facts.survey.*list).end()) {
          facts.contradicted.push_back({ list, path });
          any = true;
        }
    }
    if (std::erase(facts.survey.configurations, finding.place.path) == 0) continue;
    facts.unreadable_settings.push_back(finding.place.path);
    std::erase_if(facts.hyperparameters, [&](const HyperparameterFact& fact) {
      return fact.from.starts_with(finding.place.path + "#");
    });
    any = true;
  }
  return any;
}

std::vector<Sighting> sightings(const Survey& survey) {
  std::vector<Sighting> seen;
  const auto add = [&](std::string_view component, const std::vector<std::string>& paths) {
    if (paths.empty()) return;
    Sighting sighting{ .component = std::string(component) };
    for (const std::string& path : paths) {
      if (sighting.paths.size() == most_paths) {
        sighting.paths.push_back(fmt::format("{} more", paths.size() - most_paths));
        break;
      }
      sighting.paths.push_back(printable(path, 120));
    }
    seen.push_back(std::move(sighting));
  };
  add("model-weights", survey.weights);
  add("model-architecture", survey.architecture);
  add("inference-code", survey.inference);
  add("data-sources", survey.data);
  add("data-preprocessing", survey.preprocessing);
  add("training-scripts", survey.training);
  add("hyperparameters",
      survey.configurations.empty() ? survey.setting_scripts : survey.configurations);
  add("environment", survey.lockfiles.empty() ? survey.requirements : survey.lockfiles);
  add("evaluation-code", survey.evaluation);
  add("code-license", survey.licenses);
  add("community", survey.contributing);
  return seen;
}

}  // namespace

Draft draft_manifest(const Snapshot& snapshot, const Facts& facts, const std::string& path) {
  const std::string first = write_draft(facts, { "open-weights", "" });
  ModelVerdict verdict = check_manifest(snapshot, path, first);
  Facts sound = facts;
  if (leave_out_contradicted(verdict.findings, path, sound))
    verdict = check_manifest(snapshot, path, write_draft(sound, { "open-weights", "" }));
  Draft draft;
  draft.text = write_draft(sound,
                           choose_claim(verdict.claims, !facts.restrictions.empty(), draft.next));
  draft.verdict = check_manifest(snapshot, path, draft.text);
  return draft;
}

FirstLook take_first_look(const Snapshot& snapshot, const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash);
  const Facts facts = gather_facts(snapshot, folder);
  return { .seen = sightings(facts.survey),
           .claims = draft_manifest(snapshot, facts, path).verdict.claims,
           .is_untracked = snapshot.untracked(path) != Untracked::absent };
}

}  // namespace reallyopen
