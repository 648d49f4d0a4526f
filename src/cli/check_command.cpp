// `reallyopen check`: its arguments, its reports, its exit code.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/output.h"
#include "cli/progress_bar.h"
#include "inspection/check.h"
#include "policy/names.h"
#include "report/format.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

struct CheckArguments {
  CheckRequest check;
  std::vector<std::string> formats;
  std::string fail_on = "error";
  std::string colour = "auto";
  std::string today;
  std::optional<std::string> baseline;
  bool no_waivers = false;
};

constexpr std::size_t most_baseline_bytes = 64u << 20;

std::vector<std::string> report_format_ids() {
  std::vector<std::string> ids;
  for (const Format& format : formats()) ids.emplace_back(format.id);
  return ids;
}

// The annotations of a step and its summary belong together.
void write_step_summary(const std::vector<Output>& outputs, const RunVerdict& verdict,
                        const Terminal& terminal) {
  if (terminal.step_summary.empty()) return;
  if (std::ranges::find(outputs, "github", &Output::format) == outputs.end()) return;
  append_to_file(terminal.step_summary, find_format("markdown")->write(verdict, {}));
}

int run_check(CheckArguments& arguments, const Console& console) {
  if (arguments.today.empty()) arguments.today = console.terminal.today;
  arguments.check.today = arguments.today;
  const std::vector<Output> outputs = parse_outputs(arguments.formats, report_format_ids());
  arguments.check.waivers = !arguments.no_waivers;
  arguments.check.fail_on = arguments.fail_on == "warning" ? Level::warning : Level::error;
  ProgressBar bar(console.err);
  if (console.terminal.progress)
    arguments.check.hashing = [&](std::uint64_t done, std::uint64_t total) {
      bar.show(done, total);
    };
  if (arguments.baseline)
    arguments.check.baseline = { *arguments.baseline,
                                 read_input(*arguments.baseline, most_baseline_bytes) };
  const RunVerdict verdict = check(arguments.check);
  const bool colour = arguments.colour == "always" ||
                      (arguments.colour == "auto" && console.terminal.colour);
  for (const Output& output : outputs) {
    const bool to_file = !output.file.empty();
    const std::string report = find_format(output.format)
                                 ->write(verdict,
                                         { .colour = colour && !to_file,
                                           .width = to_file ? 100 : console.terminal.width });
    if (to_file)
      write_file(output.file, report);
    else
      console.out << report;
  }
  write_step_summary(outputs, verdict, console.terminal);
  return verdict.exit_code;
}

Run define_check(CLI::App& parser) {
  auto arguments = std::make_shared<CheckArguments>();
  parser.add_option("DIR", arguments->check.folder, "The repository, or a folder in it")
    ->type_name("");
  parser
    .add_option("--rev", arguments->check.revision,
                "A commit, tag or tree; without it the index and working tree are judged")
    ->type_name("REV");
  parser
    .add_option("--claim", arguments->check.claims,
                "Judge this claim instead of the manifest's; may be repeated")
    ->type_name("ID")
    ->allow_extra_args(false);
  parser
    .add_option("--format", arguments->formats,
                fmt::format("{}; to a file with `=FILE`; may be repeated",
                            fmt::join(report_format_ids(), ", ")))
    ->type_name("F[=FILE]")
    ->allow_extra_args(false);
  parser
    .add_option("--fail-on", arguments->fail_on,
                "The least level of a finding that fails the check")
    ->type_name("LEVEL")
    ->check(CLI::IsMember({ "error", "warning" }))
    ->capture_default_str();
  parser
    .add_option("--policy", arguments->check.policy,
                "A policy file; the repository's own `.reallyopen.yaml` can then only tighten it")
    ->type_name("FILE");
  parser.add_flag("--no-waivers", arguments->no_waivers, "Let no waiver count");
  parser
    .add_option("--baseline", arguments->baseline,
                "An earlier JSON report, whose findings do not fail the check")
    ->type_name("FILE");
  parser
    .add_option("--today", arguments->today,
                "The day on which waivers are judged, instead of the real one")
    ->type_name("YYYY-MM-DD")
    ->check(day_objection);
  parser.add_option("--color", arguments->colour, "When to colour the text report")
    ->type_name("WHEN")
    ->check(CLI::IsMember({ "auto", "always", "never" }))
    ->capture_default_str();
  parser.footer(
    "Exit codes: 0 every claim holds; 1 a claim fails; 2 could not check; 3 incomplete: "
    "something needed could not be examined.");
  return [arguments](const Console& console) { return run_check(*arguments, console); };
}

}  // namespace

constinit const Command check_command = {
  .id = "check",
  .title = "Judge the models of a repository; the exit code is the verdict",
  .define = define_check,
};

}  // namespace reallyopen
