// The commands: one row each, defined in the file of its name and listed in command.cpp.
#pragma once

#include <functional>
#include <iosfwd>
#include <string_view>
#include <vector>

#include "cli/run.h"
#include "inspection/usage_error.h"

namespace CLI {
class App;
}

namespace reallyopen {

// Where a command writes.
struct Console {
  std::ostream& out;
  std::ostream& err;
  Terminal terminal;
};

// Runs a command whose arguments are parsed; returns the exit code.
using Run = std::function<int(const Console&)>;

struct Command {
  std::string_view id;
  std::string_view title;
  // Adds the command's options to its parser. What they are stored in belongs to the result.
  Run (*define)(CLI::App& parser);
};

extern const Command check_command;
extern const Command init_command;
extern const Command diff_command;
extern const Command facts_command;
extern const Command mof_command;
extern const Command license_command;
extern const Command convert_command;
extern const Command badge_command;
extern const Command hook_command;
extern const Command waive_command;
extern const Command explain_command;
extern const Command list_command;
extern const Command schema_command;
extern const Command completion_command;
extern const Command manual_command;

// Every command, in the order of the help.
std::vector<const Command*> all_commands();

struct DefinedCommand {
  const CLI::App* parser = nullptr;  // belongs to the program's
  Run run;
};

// The whole command line: the program's own options, and each command with its parser.
std::vector<DefinedCommand> define_program(CLI::App& program);

}  // namespace reallyopen
