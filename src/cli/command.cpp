#include "cli/command.h"

#include <CLI/CLI.hpp>

namespace reallyopen {

std::vector<const Command*> all_commands() {
  return {
    &check_command,   &init_command,    &facts_command,  &diff_command,       &mof_command,
    &license_command, &convert_command, &badge_command,  &hook_command,       &waive_command,
    &explain_command, &list_command,    &schema_command, &completion_command, &manual_command
  };
}

std::vector<DefinedCommand> define_program(CLI::App& program) {
  program.name("reallyopen");
  program.description(
    "Open source? Really? Checks whether a model's git repository backs what it claims.");
  program.set_version_flag("--version", "reallyopen " REALLYOPEN_VERSION);
  program.require_subcommand(1);
  program.footer(
    "`reallyopen check` in a model's repository is where to start; `reallyopen explain` tells the "
    "rest.");
  std::vector<DefinedCommand> commands;
  for (const Command* command : all_commands()) {
    CLI::App* parser = program.add_subcommand(std::string(command->id),
                                              std::string(command->title));
    commands.push_back({ parser, command->define(*parser) });
  }
  return commands;
}

}  // namespace reallyopen
