// The manual page: complete, in plain ASCII, and without a line that man(1) would take for a
// request.
#include "cli/manual.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <set>
#include <sstream>
#include <string>

#include "cli/command.h"
#include "support/call.h"
#include "support/catch.h"

using namespace reallyopen;

namespace {

std::string escaped(const std::string& name) {
  std::string result;
  for (const char c : name) result += c == '-' ? "\\-" : std::string(1, c);
  return result;
}

bool has(const std::string& page, const std::string& text) {
  return page.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("the manual page has every command with every option") {
  const std::string page = call({ "manual" }).out;
  CHECK(page == manual());
  CLI::App program;
  define_program(program);
  CHECK(has(page, ".TH REALLYOPEN 1 \"\" \"" + program.version() + "\""));
  for (const CLI::App* command : program.get_subcommands({})) {
    CAPTURE(command->get_name());
    const std::size_t begin = page.find("\n.SS " + command->get_name() + "\n");
    REQUIRE(begin != std::string::npos);
    const std::string part = page.substr(begin, page.find("\n.S", begin + 1) - begin);
    for (const CLI::Option* option : command->get_options()) {
      if (option->check_lname("help")) continue;
      const std::string name = option->get_name(false, false);
      CAPTURE(name);
      CHECK(has(part, escaped(name)));
      const std::string text = option->get_description();
      CHECK(has(part, escaped(text.substr(0, std::min<std::size_t>(text.find('`'), 8)))));
    }
  }
  CHECK(has(page,
            "The least level of a finding that fails the check: \\fBerror\\fR, "
            "\\fBwarning\\fR; by default \\fBerror\\fR\n"));
}

TEST_CASE("the manual page is plain text between known requests") {
  const std::set<std::string> requests{ ".TH", ".SH", ".SS", ".B", ".BR", ".PP", ".TP" };
  std::istringstream page(manual());
  for (std::string line; std::getline(page, line);) {
    CAPTURE(line);
    CHECK(!line.empty());
    for (const char c : line) CHECK((c >= ' ' && c <= '~'));
    if (line[0] == '.') CHECK(requests.contains(line.substr(0, line.find(' '))));
    CHECK(line[0] != '\'');
  }
}
