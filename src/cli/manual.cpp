#include "cli/manual.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/exit_code.h"
#include "cli/option_words.h"

namespace reallyopen {
namespace {

// Text for a line that does not begin with a request.
std::string literal(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\\')
      result += "\\e";
    else if (c == '-' || c == '\'' || c == '`' || c == '^' || c == '~')
      result += c == '-'    ? "\\-"
                : c == '\'' ? "\\(aq"
                : c == '`'  ? "\\(ga"
                : c == '^'  ? "\\(ha"
                            : "\\(ti";
    else
      result += c == '\n' ? ' ' : c;
  }
  return result;
}

std::string bold(std::string_view text) { return "\\fB" + literal(text) + "\\fR"; }

std::string italic(std::string_view text) { return "\\fI" + literal(text) + "\\fR"; }

// What stands in backticks is bold. `\&` keeps a first dot from being a request.
std::string prose(std::string_view text) {
  std::string result = "\\&";
  while (!text.empty()) {
    const std::size_t open = text.find('`');
    const std::size_t close = open == text.npos ? text.npos : text.find('`', open + 1);
    result += literal(text.substr(0, close == text.npos ? text.npos : open));
    if (close == text.npos) break;
    result += bold(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
  return result + "\n";
}

bool is_in(const std::string& word, const std::string& text) {
  return text.find(word) != std::string::npos;
}

std::string term(const CLI::Option& option) {
  if (option.get_positional()) return italic(option.get_name(true));
  std::vector<std::string> names;
  for (const std::string& name : option.get_snames()) names.push_back(bold("-" + name));
  for (const std::string& name : option.get_lnames()) names.push_back(bold("--" + name));
  const std::string value = value_name(option);
  return fmt::format("{}{}", fmt::join(names, ", "), value.empty() ? "" : " " + italic(value));
}

std::string describe(const CLI::Option& option) {
  std::string text = option.get_description();
  std::vector<std::string> unsaid;
  for (const std::string& word : listed_words(option))
    if (!is_in(word, text)) unsaid.push_back("`" + word + "`");
  if (!unsaid.empty()) text += fmt::format(": {}", fmt::join(unsaid, ", "));
  if (const std::string value = option.get_default_str(); !value.empty())
    text += fmt::format("; by default `{}`", value);
  return text;
}

std::string usage(const Command& command, const CLI::App& parser) {
  std::string line = ".B reallyopen " + literal(command.id) + "\n[\\fIOPTIONS\\fR]";
  for (const CLI::Option* option : parser.get_options()) {
    if (!option->get_positional()) continue;
    const std::string name = italic(option->get_name(true));
    const std::string more = option->get_items_expected_max() > 1 ? "..." : "";
    line += option->get_required() ? " " + name + more : " [" + name + more + "]";
  }
  return line + "\n";
}

std::string section(std::string_view title) { return fmt::format(".SH {}\n", title); }

std::string options(const CLI::App& parser) {
  std::string page;
  for (const bool positional : { true, false })
    for (const CLI::Option* option : parser.get_options())
      if (option->get_positional() == positional && !option->check_lname("help"))
        page += ".TP\n" + term(*option) + "\n" + prose(describe(*option));
  return page;
}

std::string describe(const Command& command) {
  CLI::App parser;
  const Run keeps_the_arguments = command.define(parser);
  std::string page = fmt::format(".SS {}\n", literal(command.id));
  page += usage(command, parser) + ".PP\n" + prose(std::string(command.title) + ".");
  page += options(parser);
  if (const std::string footer = parser.get_footer(); !footer.empty())
    page += ".PP\n" + prose(footer);
  return page;
}

}  // namespace

// Read from the parsers themselves, as completions are.
std::string manual() {
  CLI::App program;
  define_program(program);
  std::string page = fmt::format(".TH REALLYOPEN 1 \"\" \"{}\" \"User Commands\"\n",
                                 literal(program.version()));
  page += section("NAME") + "reallyopen \\- check whether a model is as open as it claims\n";
  page += section("SYNOPSIS") + ".B reallyopen\n\\fICOMMAND\\fR [\\fIOPTIONS\\fR]\n";
  page += section("DESCRIPTION") + prose(program.get_description());
  page += ".PP\n" + prose(program.get_footer());
  page += section("OPTIONS") + ".TP\n\\fB\\-h\\fR, \\fB\\-\\-help\\fR\n" +
          prose("Help; after a command, that of the command");
  page += options(program);
  page += section("COMMANDS");
  for (const Command* command : all_commands()) page += describe(*command);
  page += section("EXIT STATUS");
  for (const ExitCode& row : exit_codes)
    page += fmt::format(".TP\n{}\n{}", row.code, prose(row.meaning));
  page += section("ENVIRONMENT") + ".TP\n" + bold("NO_COLOR") + "\n" +
          prose("Where it is set, reports have no colour, unless `--color always` asks for it");
  page += section("SEE ALSO") + ".BR git (1)\n";
  return page;
}

constinit const Command manual_command = {
  .id = "manual",
  .title = "This manual page, for `man -l -`",
  .define = [](CLI::App&) -> Run {
    return [](const Console& console) {
      console.out << manual();
      return 0;
    };
  },
};

}  // namespace reallyopen
