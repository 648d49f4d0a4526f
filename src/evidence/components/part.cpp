#include "evidence/components/part.h"

#include <fmt/format.h>

#include "text/printable.h"

namespace reallyopen {
namespace {

std::string shown(const std::string& text) { return printable(text, 120); }

// What the passes that look into a file found, where it is more than "not there".
bool explain_defect(const Artifact& artifact, const std::string& written, Part& part) {
  switch (artifact.defect) {
    case Defect::kind_differs:
      part.reason = fmt::format("`{}` is declared, and is {}", written, describe(artifact.kind));
      part.step = fmt::format("name what was meant in place of `{}`", written);
      return true;
    case Defect::unparsable:
      part.reason = fmt::format("`{}` is declared as a configuration, and does not parse", written);
      part.step = fmt::format("mend `{}`", written);
      return true;
    case Defect::contradicted:
      part.reason = fmt::format("`{}` holds other values than the manifest states", written);
      part.step = fmt::format("make the manifest and `{}` say the same", written);
      return true;
    case Defect::pointer_lost:
      part.reason = fmt::format("nothing can be found in `{}` where the pointer leads", written);
      part.step = fmt::format("correct the pointer into `{}`", written);
      return true;
    case Defect::stub:
      part.reason = fmt::format("`{}` is declared, and does not do the work", written);
      part.step = fmt::format("commit the work that `{}` stands for", written);
      return true;
    case Defect::not_locking:
      part.reason = fmt::format("`{}` is declared as a lock file, and its packages may change",
                                written);
      part.step = "commit a lock file, or name the image by digest";
      return true;
    default:
      return false;
  }
}

Part artifact_part(const Artifact& artifact) {
  Part part{ .evidence = artifact.evidence, .place = artifact.place };
  const std::string written = shown(artifact.written);
  if (explain_defect(artifact, written, part)) return part;
  switch (artifact.evidence) {
    case Evidence::withheld:
      part.reason = fmt::format("said to be {}: {}", artifact.status, shown(artifact.reason));
      break;
    case Evidence::linked:
      part.reason = fmt::format("`{}` can change: no commit, digest or DOI is named", written);
      part.step = fmt::format("name the full commit of `{}` in `revision`", written);
      break;
    case Evidence::broken:
      part.reason = fmt::format("`{}` is declared, and the repository contradicts it", written);
      part.step = fmt::format("commit `{}`, or correct the manifest", written);
      break;
    case Evidence::unknown:
      part.reason = fmt::format("`{}` could not be examined", written);
      part.step = fmt::format("make the content of `{}` available to the check", written);
      break;
    default:
      break;
  }
  return part;
}

}  // namespace

Part weaker(Part a, Part b) {
  return weaker(a.evidence, b.evidence) == a.evidence ? std::move(a) : std::move(b);
}

Part stronger(Part a, Part b) {
  const auto decides = [](const Part& part) {
    return part.evidence == Evidence::unknown || part.evidence == Evidence::broken;
  };
  if (decides(a)) return a;
  if (decides(b)) return b;
  return a.evidence >= b.evidence ? std::move(a) : std::move(b);
}

Part artifacts_part(const Declarations& declarations, const Node* node) {
  if (!node) return {};
  if (!node->is_sequence()) {
    const Artifact* artifact = declarations.artifact(*node);
    return artifact ? artifact_part(*artifact) : Part{ .place = declarations.place(*node) };
  }
  std::optional<Part> weakest;
  for (const Node& item : node->items) {
    Part part = artifacts_part(declarations, &item);
    weakest = weakest ? weaker(std::move(*weakest), std::move(part)) : std::move(part);
  }
  return weakest.value_or(Part{ .place = declarations.place(*node) });
}

std::optional<Part> status_part(const Declarations& declarations, const Node* section) {
  if (!section) return std::nullopt;
  const Node* status = section->get("status");
  if (!status || !status->is_string()) return std::nullopt;
  const bool withheld = is_withholding(status->text);
  if (!withheld && status->text != "not-applicable") return std::nullopt;
  const std::string reason(section->string_at("reason"));
  // Without a reason nothing has been said: silence is not an answer.
  if (reason.empty())
    return Part{ .evidence = Evidence::absent, .place = declarations.place(*status) };
  return Part{ .evidence = withheld ? Evidence::withheld : Evidence::not_applicable,
               .place = declarations.place(*status),
               .reason = fmt::format("said to be {}: {}", status->text, shown(reason)) };
}

Part described_part(const Declarations& declarations, const Node* node) {
  if (!says_something(node)) return {};
  return { .evidence = Evidence::described, .place = declarations.place(*node) };
}

void apply(Part part, ComponentEvidence& evidence) {
  evidence.evidence = part.evidence;
  evidence.reason = std::move(part.reason);
  evidence.step = std::move(part.step);
  if (part.place.line > 0) evidence.places.push_back(std::move(part.place));
}

bool says_something(const Node* node) {
  if (!node) return false;
  switch (node->kind) {
    case NodeKind::null:
      return false;
    case NodeKind::sequence:
      return !node->items.empty();
    case NodeKind::mapping:
      return !node->members.empty() && !is_withholding(node->string_at("status"));
    default:
      return node->text.find_first_not_of(" \t\r\n") != std::string::npos;
  }
}

}  // namespace reallyopen
