// `reallyopen diff`: what a release gained and lost in openness.
#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "cli/command.h"
#include "cli/output.h"
#include "comparison/comparison.h"
#include "inspection/check.h"
#include "report/comparison.h"

namespace reallyopen {
namespace {

struct DiffArguments {
  std::string folder = ".";
  std::string before;
  std::optional<std::string> after;
  std::vector<std::string> formats;
  bool fail_on_loss = false;
};

int run_diff(const DiffArguments& arguments, const Console& console) {
  const std::vector<Output> outputs = parse_outputs(arguments.formats,
                                                    { "text", "json", "markdown" });
  const Comparison comparison = compare(check({ .folder = arguments.folder,
                                                .revision = arguments.before,
                                                .today = console.terminal.today }),
                                        check({ .folder = arguments.folder,
                                                .revision = arguments.after,
                                                .today = console.terminal.today }));
  for (const Output& output : outputs) {
    const std::string report = output.format == "json" ? comparison_json(comparison)
                               : output.format == "markdown"
                                 ? comparison_markdown(comparison)
                                 : comparison_text(comparison,
                                                   console.terminal.colour && output.file.empty());
    if (output.file.empty())
      console.out << report;
    else
      write_file(output.file, report);
  }
  if (!arguments.fail_on_loss) return 0;
  if (comparison.has(Direction::lost)) return 1;
  return comparison.has(Direction::unclear) ? 3 : 0;
}

}  // namespace

constinit const Command diff_command = {
  .id = "diff",
  .title = "What a release gained and lost in openness",
  .define = [](CLI::App& parser) -> Run {
    auto arguments = std::make_shared<DiffArguments>();
    parser.add_option("OLD", arguments->before, "The earlier commit, tag or tree")
      ->type_name("REV")
      ->required();
    parser.add_option("NEW", arguments->after, "The later one; none: the index and working tree")
      ->type_name("REV");
    parser.add_option("--repository", arguments->folder, "The repository, or a folder in it")
      ->type_name("DIR")
      ->capture_default_str();
    parser
      .add_option("--format", arguments->formats,
                  "`text`, `json` or `markdown`; to a file with `=FILE`; may be repeated")
      ->type_name("F[=FILE]")
      ->allow_extra_args(false);
    parser.add_flag("--fail-on-loss", arguments->fail_on_loss,
                    "Exit 1 where something is lost, 3 where that could not be examined");
    return [arguments](const Console& console) { return run_diff(*arguments, console); };
  },
};

}  // namespace reallyopen
