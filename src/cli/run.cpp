#include "cli/run.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ostream>

#include "cli/command.h"
#include "repository/repository_error.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr int could_not_check = 2;
constexpr int internal_error = 70;

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
  std::vector<std::pair<const CLI::App*, Run>> commands;
  for (const Command* command : all_commands()) {
    CLI::App* parser = app.add_subcommand(std::string(command->id), std::string(command->title));
    commands.emplace_back(parser, command->define(*parser));
  }
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // as CLI11 wants them
    app.parse(reversed);
    const auto asked = std::ranges::find_if(
      commands, [](const auto& command) { return command.first->parsed(); });
    return asked->second({ out, err, terminal });
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
