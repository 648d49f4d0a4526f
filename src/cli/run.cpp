#include "cli/run.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <ostream>

#include "claims/claim.h"
#include "cli/check.h"
#include "cli/completion.h"
#include "cli/explain.h"
#include "cli/list.h"
#include "cli/progress_bar.h"
#include "embedded/files.h"
#include "report/format.h"
#include "repository/repository_error.h"
#include "text/nearest.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr int could_not_check = 2;
constexpr int internal_error = 70;

// Wrong arguments that CLI11 cannot see.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Arguments {
  CheckRequest check;
  std::vector<std::string> formats;
  std::string fail_on = "error";
  std::string colour = "auto";
  std::string topic;
  std::string listed;
  std::string schema = "transparency";
  std::string shell;
};

void define_check(CLI::App& app, Arguments& arguments) {
  CLI::App* check = app.add_subcommand(
    "check", "Judge the models of a repository; the exit code is the verdict");
  check->add_option("DIR", arguments.check.folder, "The repository, or a folder in it")
    ->type_name("");
  check
    ->add_option("--rev", arguments.check.revision,
                 "A commit, tag or tree; without it the index and working tree are judged")
    ->type_name("REV");
  check
    ->add_option("--claim", arguments.check.claims,
                 "Judge this claim instead of the manifest's; may be repeated")
    ->type_name("ID")
    ->allow_extra_args(false);
  check
    ->add_option("--format", arguments.formats,
                 "`text` or `json`, to a file with `=FILE`; may be repeated")
    ->type_name("F[=FILE]")
    ->allow_extra_args(false);
  check
    ->add_option("--fail-on", arguments.fail_on,
                 "The least level of a finding that fails the check")
    ->type_name("LEVEL")
    ->check(CLI::IsMember({ "error", "warning" }))
    ->capture_default_str();
  check->add_option("--color", arguments.colour, "When to colour the text report")
    ->type_name("WHEN")
    ->check(CLI::IsMember({ "auto", "always", "never" }))
    ->capture_default_str();
  check->footer(
    "Exit codes: 0 every claim holds; 1 a claim fails; 2 could not check; 3 incomplete: "
    "something needed could not be examined.");
}

void define_others(CLI::App& app, Arguments& arguments) {
  app.add_subcommand("explain", "A rule, claim, component or manifest field, in prose")
    ->add_option("ID", arguments.topic, "What to explain; none: what can be explained")
    ->type_name("");
  app.add_subcommand("list", "What the program knows")
    ->add_option("WHAT", arguments.listed, "rules, claims, components or formats")
    ->type_name("")
    ->required()
    ->check(CLI::IsMember({ "rules", "claims", "components", "formats" }));
  app.add_subcommand("schema", "The JSON Schema of a file format, for editors and validators")
    ->add_option("NAME", arguments.schema, "transparency, claim or report")
    ->type_name("")
    ->check(CLI::IsMember({ "transparency", "claim", "report" }))
    ->capture_default_str();
  app.add_subcommand("completion", "A completion script for a shell")
    ->add_option("SHELL", arguments.shell, "bash, zsh or fish")
    ->type_name("")
    ->required()
    ->check(CLI::IsMember({ "bash", "zsh", "fish" }));
}

// One format of the command line, e.g. `json=report.json`.
struct Output {
  const Format* format = nullptr;
  std::string file;  // empty: standard output
};

std::vector<Output> parse_formats(const std::vector<std::string>& words) {
  std::vector<Output> outputs;
  int to_standard_output = 0;
  for (const std::string& word : words.empty() ? std::vector<std::string>{ "text" } : words) {
    const std::size_t equals = std::min(word.find('='), word.size());
    Output output{ .format = find_format(word.substr(0, equals)) };
    if (!output.format) {
      std::vector<std::string> names;
      for (const Format& format : formats()) names.emplace_back(format.id);
      throw UsageError(fmt::format("no format `{}`; the formats are {}", printable(word, 80),
                                   fmt::join(names, ", ")));
    }
    if (equals < word.size()) {
      output.file = word.substr(equals + 1);
      if (output.file.empty())
        throw UsageError(fmt::format("`{}` names no file", printable(word, 80)));
    } else if (++to_standard_output > 1) {
      throw UsageError(
        "two formats for standard output; give one of them a file: `--format json=report.json`");
    }
    outputs.push_back(std::move(output));
  }
  return outputs;
}

void demand_known(const std::vector<std::string>& claims) {
  std::vector<std::string> known;
  for (const Claim& claim : shipped_claims()) known.push_back(claim.id);
  for (const std::string& id : claims) {
    if (std::ranges::find(known, id) != known.end()) continue;
    const auto near = nearest_word(id, known);
    throw UsageError(fmt::format("no claim `{}`; {}", printable(id, 80),
                                 near ? fmt::format("did you mean `{}`?", *near)
                                      : fmt::format("the claims are {}", fmt::join(known, ", "))));
  }
}

void write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) throw UsageError(fmt::format("cannot write `{}`", printable(path, 200)));
}

int run_check(Arguments& arguments, std::ostream& out, std::ostream& err,
              const Terminal& terminal) {
  const std::vector<Output> outputs = parse_formats(arguments.formats);
  demand_known(arguments.check.claims);
  arguments.check.fail_on = arguments.fail_on == "warning" ? Level::warning : Level::error;
  ProgressBar bar(err);
  if (terminal.progress)
    arguments.check.hashing = [&](std::uint64_t done, std::uint64_t total) {
      bar.show(done, total);
    };
  const RunVerdict verdict = check(arguments.check);
  const bool colour = arguments.colour == "always" ||
                      (arguments.colour == "auto" && terminal.colour);
  for (const Output& output : outputs) {
    const bool to_file = !output.file.empty();
    const std::string report = output.format->write(
      verdict, { .colour = colour && !to_file, .width = to_file ? 100 : terminal.width });
    if (to_file)
      write_file(output.file, report);
    else
      out << report;
  }
  return verdict.exit_code;
}

int run_command(const CLI::App& app, Arguments& arguments, std::ostream& out, std::ostream& err,
                const Terminal& terminal) {
  if (app.got_subcommand("check")) return run_check(arguments, out, err, terminal);
  if (app.got_subcommand("explain")) {
    const Explanation explanation = explain(arguments.topic);
    if (!explanation.found) throw UsageError(explanation.text);
    out << explanation.text;
  } else if (app.got_subcommand("list")) {
    out << list(arguments.listed);
  } else if (app.got_subcommand("schema")) {
    out << embedded_file(arguments.schema + ".schema.json");
  } else if (app.got_subcommand("completion")) {
    out << completion(arguments.shell);
  }
  return 0;
}

}  // namespace

int run(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err,
        const Terminal& terminal) {
  CLI::App app("Open source? Really? Checks whether a model's git repository backs what it claims.",
               "reallyopen");
  app.set_version_flag("--version", "reallyopen " REALLYOPEN_VERSION);
  app.require_subcommand(1);
  app.footer(
    "`reallyopen check` in a model's repository is where to start; `reallyopen explain` tells the "
    "rest.");
  Arguments parsed;
  define_check(app, parsed);
  define_others(app, parsed);
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // as CLI11 wants them
    app.parse(reversed);
    return run_command(app, parsed, out, err, terminal);
  } catch (const CLI::ParseError& error) {
    // Help and version are "errors" with exit code 0.
    const int code = app.exit(error, out, err);
    return code == 0 ? 0 : could_not_check;
  } catch (const UsageError& error) {
    err << "reallyopen: " << error.what() << '\n';
    return could_not_check;
  } catch (const RepositoryError& error) {
    err << "cannot check: " << error.what() << '\n';
    return could_not_check;
  } catch (const std::exception& error) {
    err << "internal error: " << printable(error.what())
        << "; please report it with the command you ran\n";
    return internal_error;
  }
}

}  // namespace reallyopen
