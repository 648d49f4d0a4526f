#include "cli/command.h"

namespace reallyopen {

std::vector<const Command*> all_commands() {
  return { &check_command,   &init_command,    &diff_command,      &mof_command,
           &license_command, &convert_command, &badge_command,     &explain_command,
           &list_command,    &schema_command,  &completion_command };
}

}  // namespace reallyopen
