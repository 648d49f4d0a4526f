// `reallyopen waive`: writes down that a finding is accepted for a time.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/output.h"
#include "inspection/check.h"
#include "inspection/policy_files.h"
#include "policy/load.h"
#include "policy/names.h"
#include "policy/write_waiver.h"
#include "repository/local_paths.h"
#include "text/date.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_bytes = 1u << 20;

struct WaiveArguments {
  std::string folder = ".";
  Waiver waiver;
};

bool is_about(const Waiver& waiver, const Finding& finding) {
  const auto same = [](const std::string& asked, const std::string& found) {
    return asked.empty() || asked == found;
  };
  return finding.rule == waiver.rule && !finding.incomplete && !finding.waived &&
         same(waiver.path, finding.place.path) && same(waiver.component, finding.component) &&
         same(waiver.fingerprint, finding.fingerprint);
}

// Exactly one, so that nothing is accepted by accident.
Finding finding_for(const Waiver& waiver, const RunVerdict& run) {
  std::vector<const Finding*> found;
  for (const ModelVerdict& model : run.models)
    for (const Finding& finding : model.findings)
      if (is_about(waiver, finding)) found.push_back(&finding);
  if (found.empty())
    throw UsageError(
      fmt::format("`reallyopen check` finds no such `{}`", printable(waiver.rule, 80)));
  if (found.size() == 1) return *found.front();
  std::string list;
  for (std::size_t i = 0; i < found.size() && i < 20; ++i)
    list += fmt::format("\n  --fingerprint {}   {}", found[i]->fingerprint,
                        printable(found[i]->message, 200));
  throw UsageError(fmt::format("{} findings are meant; choose one:{}", found.size(), list));
}

// What was written must read back as a policy with this waiver.
void demand_valid(const std::string& root, const std::string& text, const RunVerdict& run,
                  const Waiver& waiver, const std::string& today) {
  const PolicySource source{ .read = [&](const std::string& path, std::size_t limit) {
    if (path == policy_name) return ReadResult{ .bytes = text.substr(0, limit) };
    return ReadResult{ .bytes = read_input(root + path, limit) };
  } };
  std::vector<std::string> shipped;
  for (const Claim& claim : shipped_claims()) shipped.push_back(claim.id);
  const Policy policy = load_policy(std::string(policy_name), source,
                                    { .rules = run.rules, .claims = shipped });
  const auto is_written = [&](const Waiver& each) {
    return each.fingerprint == waiver.fingerprint && each.path == waiver.path &&
           each.acceptance.until == waiver.acceptance.until;
  };
  if (std::ranges::none_of(policy.waivers, is_written))
    throw UsageError("the waiver does not read back as it was written; write it by hand");
  const std::vector<std::string>& never = policy.waiver_terms.never;
  if (std::ranges::find(never, waiver.rule) != never.end())
    throw UsageError(fmt::format("the policy lets nobody waive `{}`", waiver.rule));
  const int days = day_number(waiver.acceptance.until).value() - day_number(today).value();
  if (days < 0) throw UsageError(fmt::format("`{}` is past", waiver.acceptance.until));
  if (days > policy.waiver_terms.longest())
    throw UsageError(fmt::format("`{}` is {} days from now; the longest term is {} days",
                                 waiver.acceptance.until, days, policy.waiver_terms.longest()));
}

int run_waive(WaiveArguments& arguments, const Console& console) {
  Waiver& waiver = arguments.waiver;
  const std::string& today = console.terminal.today;
  const RunVerdict run = check({ .folder = arguments.folder, .today = today });
  const Finding finding = finding_for(waiver, run);
  // A name that cannot be shown cannot be written down either; the fingerprint is enough.
  waiver.path = printable(finding.place.path) == finding.place.path ? finding.place.path : "";
  waiver.component = finding.component;
  waiver.fingerprint = finding.fingerprint;
  const std::string root = local_paths(arguments.folder).worktree;
  const std::string file = root + std::string(policy_name);
  std::error_code error;
  const std::string old = std::filesystem::exists(file, error) ? read_input(file, most_bytes) : "";
  const std::string text = with_waiver(std::string(policy_name), old, waiver);
  demand_valid(root, text, run, waiver, today);
  write_file(file, text);
  console.out << fmt::format("`{}` is waived until {} in `{}`; commit that file\n  {}\n",
                             waiver.rule, waiver.acceptance.until, policy_name,
                             printable(finding.message));
  return 0;
}

Run define_waive(CLI::App& parser) {
  auto arguments = std::make_shared<WaiveArguments>();
  Waiver& waiver = arguments->waiver;
  parser.add_option("RULE", waiver.rule, "The rule of the finding")->type_name("")->required();
  parser.add_option("DIR", arguments->folder, "The repository, or a folder in it")->type_name("");
  parser.add_option("--path", waiver.path, "The file of the finding")->type_name("PATH");
  parser.add_option("--component", waiver.component, "The component it is about")->type_name("ID");
  parser.add_option("--fingerprint", waiver.fingerprint, "The finding itself")->type_name("HEX");
  parser.add_option("--reason", waiver.acceptance.reason, "Why it is accepted")
    ->type_name("TEXT")
    ->required();
  parser.add_option("--owner", waiver.acceptance.owner, "Who answers for it")
    ->type_name("NAME")
    ->required();
  parser.add_option("--until", waiver.acceptance.until, "The last day on which it counts")
    ->type_name("YYYY-MM-DD")
    ->required()
    ->check(day_objection);
  return [arguments](const Console& console) { return run_waive(*arguments, console); };
}

}  // namespace

constinit const Command waive_command = {
  .id = "waive",
  .title = "Accept a finding for a time: writes a waiver into .reallyopen.yaml",
  .define = define_waive,
};

}  // namespace reallyopen
