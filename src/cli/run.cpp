#include "cli/run.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ostream>

#include "cli/command.h"
#include "cli/exit_code.h"
#include "policy/policy_error.h"
#include "repository/repository_error.h"
#include "text/printable.h"

namespace reallyopen {
int run(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err,
        const Terminal& terminal) {
  CLI::App app;
  const std::vector<DefinedCommand> commands = define_program(app);
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // as CLI11 wants them
    app.parse(reversed);
    const auto asked = std::ranges::find_if(
      commands, [](const DefinedCommand& command) { return command.parser->parsed(); });
    return asked->run({ out, err, terminal });
  } catch (const CLI::ParseError& error) {
    // Help and version are "errors" with exit code 0.
    const int code = app.exit(error, out, err);
    return code == 0 ? 0 : could_not_check;
  } catch (const UsageError& error) {
    err << "reallyopen: " << error.what() << '\n';
    return could_not_check;
  } catch (const PolicyError& error) {
    err << "cannot check: " << error.what() << '\n';
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
