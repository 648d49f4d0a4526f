// Rules about waivers and policy settings that have no effect, or soon will have none.
#include "rules/catalogue.h"
#include "rules/findings.h"
#include "rules/inspection.h"

namespace reallyopen {
namespace {

// What is not in the repository is said at the manifest.
template <RemarkKind kind>
void check_remarks(const Inspection& inspection, Findings& findings) {
  for (const PolicyRemark& remark : inspection.policy_remarks) {
    if (remark.kind != kind) continue;
    const bool is_placed = !remark.place.path.empty();
    findings.add({ .place = is_placed ? remark.place : Place{ .path = inspection.manifest },
                   .message = remark.message,
                   .subject = remark.subject,
                   .component = remark.component });
  }
}

constexpr std::string_view waiver_until_2030 =
  "claim: open-source\n"
  "==> .reallyopen.yaml <==\n"
  "policy_version: 1\n"
  "waivers:\n"
  "  - rule: path-missing\n"
  "    fingerprint: 0123456789abcdef\n"
  "    reason: the scripts follow with the paper\n"
  "    owner: release@example.org\n"
  "    until: 2030-01-01\n";

constexpr std::string_view waived_until_december =
  "claim: open-source\n"
  "training: {scripts: train.py}\n"
  "==> .reallyopen.yaml <==\n"
  "policy_version: 1\n"
  "waivers:\n"
  "  - rule: path-missing\n"
  "    fingerprint: f7c2b56bad5f9a03\n"
  "    reason: the scripts follow with the paper\n"
  "    owner: release@example.org\n"
  "    until: 2026-12-31\n";

constexpr std::string_view no_waivers =
  "claim: open-source\n"
  "==> .reallyopen.yaml <==\n"
  "policy_version: 1\n";

constexpr Rule policy_rows[] = {
  {
    .id = "policy-loosening-ignored",
    .level = Level::warning,
    .title = "the repository's policy is less strict than the one of the check",
    .why = "A change to a repository must not be able to loosen the gate it has to pass.",
    .fix = "drop the setting, or ask those who keep the policy to allow it with "
           "`repository_may_loosen`",
    .fails = "claim: open-source\n"
             "==> .reallyopen.yaml <==\n"
             "policy_version: 1\n"
             "licenses:\n"
             "  open-model:\n"
             "    add: [LicenseRef-Ours]\n",
    .passes = "claim: open-source\n"
              "==> .reallyopen.yaml <==\n"
              "policy_version: 1\n"
              "licenses:\n"
              "  open-model:\n"
              "    remove: [MIT]\n",
    .check = check_remarks<RemarkKind::loosening_ignored>,
  },
  {
    .id = "waiver-expired",
    .level = Level::warning,
    .title = "a waiver has expired, and what it was for is still there",
    .why = "A waiver buys time; the time is over.",
    .fix = "mend what was waived, or have it waived anew",
    .fails = "claim: open-source\n"
             "training: {scripts: train.py}\n"
             "==> .reallyopen.yaml <==\n"
             "policy_version: 1\n"
             "waivers:\n"
             "  - rule: path-missing\n"
             "    fingerprint: f7c2b56bad5f9a03\n"
             "    reason: the scripts follow with the paper\n"
             "    owner: release@example.org\n"
             "    until: 2026-05-31\n",
    .passes = waived_until_december,
    .check = check_remarks<RemarkKind::waiver_expired>,
  },
  {
    .id = "waiver-expiring",
    .level = Level::note,
    .title = "a waiver ends soon",
    .why = "The build will fail on the day after.",
    .fix = "mend what is waived, or have it waived anew",
    .fails = "claim: open-source\n"
             "training: {scripts: train.py}\n"
             "==> .reallyopen.yaml <==\n"
             "policy_version: 1\n"
             "waivers:\n"
             "  - rule: path-missing\n"
             "    fingerprint: f7c2b56bad5f9a03\n"
             "    reason: the scripts follow with the paper\n"
             "    owner: release@example.org\n"
             "    until: 2026-06-20\n",
    .passes = waived_until_december,
    .check = check_remarks<RemarkKind::waiver_expiring>,
  },
  {
    .id = "waiver-unused",
    .level = Level::warning,
    .title = "a waiver is for something that is not found",
    .why = "A waiver that nobody needs any more would cover the next mistake.",
    .fix = "remove the waiver; if the content changed, look at it again and write a new one",
    .fails = "claim: open-source\n"
             "==> .reallyopen.yaml <==\n"
             "policy_version: 1\n"
             "waivers:\n"
             "  - rule: path-missing\n"
             "    fingerprint: 0123456789abcdef\n"
             "    reason: the scripts follow with the paper\n"
             "    owner: release@example.org\n"
             "    until: 2026-12-31\n",
    .passes = no_waivers,
    .check = check_remarks<RemarkKind::waiver_unused>,
  },
  {
    .id = "waiver-too-long",
    .title = "a waiver runs longer than the policy allows, and does not count",
    .why = "A waiver without an end is a rule that was dropped.",
    .fix = "choose an earlier `until`",
    .fails = waiver_until_2030,
    .passes = no_waivers,
    .check = check_remarks<RemarkKind::waiver_too_long>,
  },
  {
    .id = "waiver-refused",
    .title = "a waiver is for something that cannot be waived, and does not count",
    .why = "What could not be examined cannot be accepted, and a policy may keep rules from being "
           "waived.",
    .fix = "remove the waiver, and mend what was found",
    .fails = "claim: open-source\n"
             "==> .reallyopen.yaml <==\n"
             "policy_version: 1\n"
             "waiver_terms:\n"
             "  never: [path-missing]\n"
             "waivers:\n"
             "  - rule: path-missing\n"
             "    fingerprint: 0123456789abcdef\n"
             "    reason: the scripts follow with the paper\n"
             "    owner: release@example.org\n"
             "    until: 2026-12-31\n",
    .passes = no_waivers,
    .check = check_remarks<RemarkKind::waiver_refused>,
  },
};

}  // namespace

constinit const RuleFamily policy_rules = policy_rows;

}  // namespace reallyopen
