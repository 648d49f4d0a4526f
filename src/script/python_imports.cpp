#include "script/python_imports.h"

#include <algorithm>

#include "script/python_call.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

// `a.b` of `a.b as c`; "" of what is no name.
std::string_view imported_name(std::string_view text) {
  text = trimmed(text.substr(0, text.find(" as ")), " \t\r()");
  const bool named = std::ranges::all_of(
    text, [](char letter) { return is_word_letter(letter) || letter == '.'; });
  return named ? text : std::string_view();
}

}  // namespace

std::vector<PythonImport> list_python_imports(const std::vector<PythonStatement>& statements) {
  std::vector<PythonImport> imports;
  for (const PythonStatement& statement : statements) {
    std::string_view text = statement.text;
    if (statement.indent > 0) continue;
    if (text.starts_with("import ")) {
      for (const std::string_view each : split_python_list(text.substr(7)))
        if (const std::string_view module = imported_name(each); !module.empty())
          imports.push_back({ std::string(module), {}, statement.line });
      continue;
    }
    const std::size_t end = text.find(" import ");
    if (!text.starts_with("from ") || end == std::string_view::npos) continue;
    const std::string_view module = imported_name(text.substr(5, end - 5));
    if (module.empty()) continue;
    PythonImport import{ std::string(module), {}, statement.line };
    for (std::string_view rest = trimmed(text.substr(end + 8), " ()"); !rest.empty();)
      if (const std::string_view name = imported_name(take_until(rest, ',')); !name.empty())
        import.names.emplace_back(name);
    imports.push_back(std::move(import));
  }
  return imports;
}

}  // namespace reallyopen
