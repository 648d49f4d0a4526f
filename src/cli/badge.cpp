// `reallyopen badge`: a claim's verdict as a picture, or as the JSON of a shields.io endpoint.
#include "report/badge.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <ostream>

#include "claims/claim.h"
#include "cli/command.h"
#include "cli/output.h"
#include "inspection/check.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

struct BadgeArguments {
  CheckRequest check;
  std::string claim;
  std::string model;
  std::vector<std::string> formats;
};

const ModelVerdict& chosen_model(const RunVerdict& run, const std::string& manifest) {
  if (manifest.empty() && run.models.size() == 1) return run.models.front();
  const auto found = std::ranges::find(run.models, manifest, &ModelVerdict::manifest);
  if (found != run.models.end()) return *found;
  throw UsageError(manifest.empty() ? "there are several models; name one with `--manifest`"
                                    : fmt::format("no manifest `{}`", printable(manifest, 200)));
}

// The one asked for, or the first that the manifest claims.
const ClaimVerdict& chosen_claim(const ModelVerdict& model, const std::string& id) {
  for (const ClaimVerdict& claim : model.claims)
    if (id.empty() ? claim.asked : claim.id == id) return claim;
  throw UsageError(id.empty() ? "the manifest makes no claim; name one with `--claim`"
                              : fmt::format("no claim `{}`", printable(id, 80)));
}

int run_badge(BadgeArguments& arguments, const Console& console) {
  const std::vector<Output> outputs = parse_outputs(arguments.formats, { "svg", "shields" });
  arguments.check.today = console.terminal.today;
  const RunVerdict run = check(arguments.check);
  const ModelVerdict& model = chosen_model(run, arguments.model);
  const Badge badge = badge_for(model, chosen_claim(model, arguments.claim));
  for (const Output& output : outputs) {
    const std::string text = output.format == "svg" ? badge_svg(badge) : badge_json(badge);
    if (output.file.empty())
      console.out << text;
    else
      write_file(output.file, text);
  }
  return 0;
}

}  // namespace

constinit const Command badge_command = {
  .id = "badge",
  .title = "A claim's verdict as a badge",
  .define = [](CLI::App& parser) -> Run {
    auto arguments = std::make_shared<BadgeArguments>();
    parser.add_option("DIR", arguments->check.folder, "The repository, or a folder in it")
      ->type_name("");
    parser.add_option("--rev", arguments->check.revision, "A commit, tag or tree")
      ->type_name("REV");
    parser.add_option("--claim", arguments->claim, "The claim; none: the first that is asked for")
      ->type_name("ID");
    parser
      .add_option("--manifest", arguments->model, "The manifest's path, where there are several")
      ->type_name("PATH");
    parser
      .add_option("--format", arguments->formats,
                  "`svg` or `shields`; to a file with `=FILE`; may be repeated")
      ->type_name("F[=FILE]")
      ->allow_extra_args(false);
    parser.footer("Exit codes: 0 the badge is written, whatever it says; 2 could not check.");
    return [arguments](const Console& console) { return run_badge(*arguments, console); };
  },
};

}  // namespace reallyopen
