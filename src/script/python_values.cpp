#include "script/python_values.h"

#include <algorithm>

#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_value = 200;

std::string_view stripped(std::string_view text) { return trimmed(text, " \t\r()"); }

bool is_value(std::string_view text) {
  return !text.empty() && text.size() <= longest_value &&
         text.find_first_of(" \t{}\\") == std::string_view::npos;
}

bool is_dotted_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char letter) {
    return is_word_letter(letter) || letter == '.';
  });
}

std::string option_name(std::string_view text) {
  std::string name(text.substr(std::min(text.find_first_not_of('-'), text.size())));
  std::ranges::replace(name, '-', '_');
  return name;
}

// `settings["base"]`, `args.base` and `base` all go by the last name.
std::string_view last_key_of(std::string_view expression) {
  if (expression.ends_with(']')) {
    const std::size_t open = expression.rfind('[');
    return open == std::string_view::npos
             ? std::string_view()
             : python_text(expression.substr(open + 1, expression.size() - open - 2));
  }
  return is_dotted_name(expression) ? last_of_name(expression) : std::string_view();
}

}  // namespace

PythonValues::PythonValues(const std::vector<PythonStatement>& statements) {
  for (const PythonStatement& statement : statements) {
    if (statement.text.starts_with("import ") || statement.text.starts_with("from ")) {
      note_import(statement.text);
      continue;
    }
    note_options(statement);
    if (statement.text.starts_with("def "))
      note_parameters(statement.text);
    else
      note_fields(statement);
  }
}

void PythonValues::note_import(std::string_view statement) {
  std::string prefix;
  if (statement.starts_with("from ")) {
    const std::size_t import = statement.find(" import ");
    if (import == std::string_view::npos) return;
    prefix = std::string(stripped(statement.substr(5, import - 5))) + '.';
    statement.remove_prefix(import + 8);
  } else {
    statement.remove_prefix(7);
  }
  for (const std::string_view part : split_python_list(stripped(statement))) {
    const std::size_t as = part.find(" as ");
    const std::string_view name = stripped(part.substr(0, as));
    const std::string_view alias = as == std::string_view::npos ? name
                                                                : stripped(part.substr(as + 4));
    if (is_dotted_name(name) && is_dotted_name(alias))
      modules_.insert_or_assign(std::string(alias), prefix + std::string(name));
  }
}

void PythonValues::note_default(std::string_view name, std::string_view value) {
  const std::string_view text = python_text(value);
  if (!name.empty() && is_value(text)) defaults_.try_emplace(option_name(name), text);
}

// `add_argument("--base", default="x")`
void PythonValues::note_options(const PythonStatement& statement) {
  for (const PythonCall& call : list_python_calls(statement.text)) {
    const std::string_view last = last_of_name(call.name);
    if (last != "add_argument" && last != "option") continue;
    for (const PythonArgument& each : call.arguments)
      if (each.keyword.empty() && python_text(each.value).starts_with('-'))
        note_default(python_text(each.value), call.argument(99, { "default" }));
  }
}

// `def train(base="x", name: str = "y")`; the second is no keyword to a call.
void PythonValues::note_parameters(std::string_view function) {
  for (const PythonCall& call : list_python_calls(function))
    for (const PythonArgument& each : call.arguments) note_default(each.keyword, each.value);
  const std::size_t open = function.find('(');
  if (open == std::string_view::npos) return;
  const std::size_t close = std::max(function.rfind(')'), open + 1);
  for (const std::string_view part : split_python_list(function.substr(open + 1, close - open - 1)))
    for (const PythonAssignment& each : list_python_assignments(part))
      if (is_dotted_name(each.target)) note_default(each.target, each.value);
}

// Of a class: `base: str = field(default="x")`.
void PythonValues::note_fields(const PythonStatement& statement) {
  const std::size_t colon = statement.text.find(':');
  if (statement.indent == 0 || colon == std::string::npos ||
      !is_dotted_name(std::string_view(statement.text).substr(0, colon)))
    return;
  for (const PythonAssignment& each : list_python_assignments(statement.text)) {
    note_default(stripped(each.target), each.value);
    for (const PythonCall& call : list_python_calls(each.value))
      if (last_of_name(call.name) == "field" || last_of_name(call.name) == "Field")
        note_default(stripped(each.target), call.argument(99, { "default" }));
  }
}

void PythonValues::note(const PythonAssignment& assignment) {
  const std::string_view key = last_key_of(stripped(assignment.target));
  if (!key.empty()) {
    const std::string text = text_of(assignment.value).text;
    if (!text.empty())
      texts_.insert_or_assign(std::string(key), text);
    else if (is_dotted_name(assignment.target))
      texts_.erase(std::string(key));
  }
  // `settings = {"base": "x"}`
  if (!assignment.value.starts_with('{') || !assignment.value.ends_with('}')) return;
  const std::string_view entries = assignment.value.substr(1, assignment.value.size() - 2);
  for (const std::string_view entry : split_python_list(entries)) {
    const std::size_t colon = entry.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view name = python_text(entry.substr(0, colon));
    const std::string_view value = python_text(entry.substr(colon + 1));
    if (!name.empty() && is_value(value)) texts_.insert_or_assign(std::string(name), value);
  }
}

std::string PythonValues::full_name(std::string_view name) const {
  const std::size_t point = name.find('.');
  const auto module = modules_.find(name.substr(0, point));
  if (module == modules_.end()) return std::string(name);
  return module->second +
         std::string(point == std::string_view::npos ? std::string_view() : name.substr(point));
}

PythonText PythonValues::text_of(std::string_view expression) const {
  expression = stripped(expression);
  if (const std::string_view text = python_text(expression); is_value(text))
    return { std::string(text) };
  const std::string_view key = last_key_of(expression);
  if (key.empty()) return {};
  if (const auto known = texts_.find(key); known != texts_.end()) return { known->second };
  if (const auto known = defaults_.find(key); known != defaults_.end())
    return { known->second, true };
  return {};
}

}  // namespace reallyopen
