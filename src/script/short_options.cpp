#include "script/short_options.h"

#include "script/python_call.h"
#include "script/python_statements.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

bool is_short(std::string_view option) {
  return option.size() == 2 && option[0] == '-' && is_ascii_letter(option[1]);
}

using ShortOptions = std::map<std::string, std::string, std::less<>>;

// `p.add_argument("-l", "--lr", type=float)`, `typer.Option(0.01, "--lr", "-l")`
void add_declared(const PythonCall& call, ShortOptions& options) {
  std::string_view letter;
  std::string_view name = python_text(call.argument(99, { "dest" }));
  for (const PythonArgument& argument : call.arguments) {
    const std::string_view text = python_text(argument.value);
    if (is_short(text)) letter = text.substr(1);
    if (name.empty() && text.starts_with("--")) name = text.substr(2);
  }
  if (!letter.empty() && !name.empty()) options.try_emplace(std::string(letter), name);
}

// `lr = float(options.get("-l", 0.1))`
void add_kept(const PythonAssignment& assignment, ShortOptions& options) {
  for (const std::string_view quote : { "\"-", "'-" }) {
    const std::size_t at = assignment.value.find(quote);
    if (at == std::string_view::npos || assignment.target.empty()) continue;
    const std::string_view option = assignment.value.substr(at + 1, 2);
    const bool ends = assignment.value.substr(at + 3).starts_with(quote[0]);
    if (is_short(option) && ends)
      options.try_emplace(std::string(option.substr(1)), assignment.target);
  }
}

}  // namespace

ShortOptions short_options_of(std::string_view python) {
  ShortOptions options;
  for (const PythonStatement& statement : list_python_statements(python)) {
    if (statement.text.find("\"-") == std::string::npos &&
        statement.text.find("'-") == std::string::npos)
      continue;
    for (const PythonCall& call : list_python_calls(statement.text)) add_declared(call, options);
    for (const PythonAssignment& each : list_python_assignments(statement.text))
      add_kept(each, options);
  }
  return options;
}

}  // namespace reallyopen
