#include "policy/accept.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "policy/names.h"
#include "policy/policy_error.h"
#include "text/date.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

class WaiverUse {
 public:
  WaiverUse(const Policy& policy, int today, std::span<const RuleDescription> rules,
            std::span<ModelVerdict* const> models)
      : policy_(policy), today_(today), rules_(rules), models_(models) {}

  void apply(const Waiver& waiver) {
    if (const std::string why = refusal(waiver); !why.empty())
      return remark(waiver, RemarkKind::waiver_refused, why);
    const int days_left = day_number(waiver.acceptance.until).value_or(0) - today_;
    if (days_left > policy_.waiver_terms.longest())
      return remark(
        waiver, RemarkKind::waiver_too_long,
        fmt::format(
          "the waiver of `{}` runs until {}, {} days from now; the longest term is {} days",
          waiver.rule, waiver.acceptance.until, days_left, policy_.waiver_terms.longest()));
    const std::vector<Finding*> found = find(waiver);
    if (found.empty()) return unused(waiver);
    if (days_left < 0)
      return remark(waiver, RemarkKind::waiver_expired,
                    fmt::format("the waiver of `{}` by {} expired on {}", waiver.rule,
                                printable(waiver.acceptance.owner, 200), waiver.acceptance.until));
    for (Finding* finding : found) finding->waived = waiver.acceptance;
    if (days_left <= policy_.waiver_terms.warning())
      remark(waiver, RemarkKind::waiver_expiring,
             fmt::format("the waiver of `{}` by {} ends on {}", waiver.rule,
                         printable(waiver.acceptance.owner, 200), waiver.acceptance.until));
  }

  std::vector<PolicyRemark> take() { return std::move(remarks_); }

 private:
  std::string refusal(const Waiver& waiver) const {
    if (waiver.rule.starts_with("waiver-") || waiver.rule.starts_with("policy-"))
      return fmt::format("`{}` is about policies and waivers themselves, which nobody can waive",
                         waiver.rule);
    const std::vector<std::string>& never = policy_.waiver_terms.never;
    if (std::ranges::find(never, waiver.rule) != never.end())
      return fmt::format("the policy lets nobody waive `{}`", waiver.rule);
    const auto rule = std::ranges::find(rules_, waiver.rule, &RuleDescription::id);
    if (rule != rules_.end() && rule->incomplete)
      return fmt::format("`{}` says that something could not be examined, which nobody can accept",
                         waiver.rule);
    return "";
  }

  static bool is_about(const Waiver& waiver, const Finding& finding) {
    return finding.rule == waiver.rule &&
           (waiver.path.empty() || finding.place.path == waiver.path) &&
           (waiver.component.empty() || finding.component == waiver.component);
  }

  std::vector<Finding*> find(const Waiver& waiver) const {
    std::vector<Finding*> found;
    for (ModelVerdict* model : models_)
      for (Finding& finding : model->findings)
        if (finding.fingerprint == waiver.fingerprint && is_about(waiver, finding) &&
            !finding.incomplete)
          found.push_back(&finding);
    return found;
  }

  // A policy for many repositories waives what most of them do not have.
  void unused(const Waiver& waiver) {
    if (!waiver.in_repository) return;
    bool similar = false;
    for (const ModelVerdict* model : models_)
      for (const Finding& finding : model->findings) similar |= is_about(waiver, finding);
    remark(
      waiver, RemarkKind::waiver_unused,
      similar
        ? fmt::format("the waiver of `{}` is for other content than there is now", waiver.rule)
        : fmt::format("the waiver of `{}` is for something that is no longer found", waiver.rule));
  }

  void remark(const Waiver& waiver, RemarkKind kind, std::string message) {
    remarks_.push_back({ .kind = kind,
                         .place = waiver.in_repository ? waiver.acceptance.place : Place{},
                         .message = std::move(message),
                         .subject = waiver.fingerprint,
                         .component = waiver.component });
  }

  const Policy& policy_;
  int today_;
  std::span<const RuleDescription> rules_;
  std::span<ModelVerdict* const> models_;
  std::vector<PolicyRemark> remarks_;
};

[[noreturn]] void refuse(const std::string& name, std::string message) {
  throw PolicyError({ { .place = { .path = name },
                        .message = std::move(message),
                        .fix = "make one with `reallyopen check --format json=FILE`" } });
}

}  // namespace

std::vector<PolicyRemark> apply_waivers(const Policy& policy, std::string_view today,
                                        std::span<const RuleDescription> rules,
                                        std::span<ModelVerdict* const> models) {
  if (policy.waivers.empty()) return {};
  WaiverUse use(policy, day_number(today).value(), rules, models);
  for (const Waiver& waiver : policy.waivers) use.apply(waiver);
  return use.take();
}

std::set<std::string> read_baseline(const std::string& name, std::string_view json) {
  const nlohmann::json report = nlohmann::json::parse(json, nullptr, false);
  if (report.is_discarded() || !report.is_object())
    refuse(name, "the baseline is not a JSON report");
  if (report.value("report_version", nlohmann::json()) != 1)
    refuse(name, "the baseline is not a report of version 1");
  std::set<std::string> fingerprints;
  try {
    for (const auto& model : report.at("models"))
      for (const auto& finding : model.at("findings"))
        // What was waived then was accepted until a day, and not for good.
        if (!finding.at("incomplete").get<bool>() && finding.at("waived").is_null())
          fingerprints.insert(finding.at("fingerprint").get<std::string>());
  } catch (const nlohmann::json::exception&) {
    refuse(name, "the baseline is not a whole report");
  }
  return fingerprints;
}

void apply_baseline(const std::set<std::string>& fingerprints,
                    std::span<ModelVerdict* const> models) {
  for (ModelVerdict* model : models)
    for (Finding& finding : model->findings)
      finding.known = !finding.incomplete && fingerprints.contains(finding.fingerprint);
}

}  // namespace reallyopen
