// What Python scripts and notebooks import that is neither of the standard library nor theirs: each
// module once, where it is first imported.
#include <array>
#include <set>

#include "environment/import_names.h"
#include "ledger/readers.h"
#include "repository/path.h"
#include "script/notebook.h"
#include "script/python_imports.h"
#include "script/python_statements.h"

namespace reallyopen {
namespace {

constexpr std::array import_quantities = std::to_array<std::string_view>({ "import" });

// Every module and package that the files are.
std::set<std::string, std::less<>> own_modules(std::span<const SourceFile> files) {
  std::set<std::string, std::less<>> own;
  for (const SourceFile& file : files) {
    const std::string_view name = name_of(file.entry.path);
    own.emplace(name.substr(0, name.rfind('.')));
    for (std::string_view folder = file.folder; !folder.empty(); folder = folder_of(folder))
      own.emplace(name_of(folder));
  }
  return own;
}

}  // namespace

constinit const Reader imports_reader = {
  .id = "imports",
  .source = SourceKind::script,
  .quantities = import_quantities,
  .takes = [](std::string_view name,
              std::string_view) { return name.ends_with(".py") || name.ends_with(".ipynb"); },
  .read =
    [](std::span<const SourceFile> files, FactWriter& out) {
  std::set<std::string, std::less<>> seen = own_modules(files);
  for (const SourceFile& file : files) {
    const std::string text = out.text(file);
    const bool is_notebook = file.entry.path.ends_with(".ipynb");
    const std::string code = is_notebook ? python_of_notebook(file.entry.path, text) : text;
    for (const PythonImport& import : list_python_imports(list_python_statements(code))) {
      const std::string top = import.module.substr(0, import.module.find('.'));
      if (top.empty() || is_standard_module(top) || !seen.insert(top).second) continue;
      out.add("import", scalar(top), { .path = file.entry.path, .line = import.line, .column = 1 });
    }
  }
  },
};

}  // namespace reallyopen
