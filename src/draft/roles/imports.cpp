#include "draft/roles/imports.h"

#include <algorithm>

#include "text/pattern.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_imports = 200;

// `class_name='training.networks.Mapper'`: what is loaded by name is imported as well.
void add_named(std::string_view content, std::vector<std::string>& modules) {
  static const Pattern named(R"(["']([A-Za-z_]\w*(?:\.[A-Za-z_]\w*){1,8})["'])");
  if (!has_one_of("class_name|import_module|_by_name(|func_name|_target_|__import__|locate(",
                  content))
    return;
  std::string_view rest = content;
  std::string_view module;
  while (modules.size() < most_imports && named.next_in(rest, module)) {
    modules.emplace_back(module);
    modules.emplace_back(module.substr(0, module.rfind('.')));
  }
}

}  // namespace

std::vector<std::string> modules_imported(std::string_view content) {
  std::vector<std::string> modules;
  const auto add = [&](std::string_view text) {
    text = text.substr(0, text.find_first_of(" \t\r#;\\(\""));
    if (!text.empty() && modules.size() < most_imports) modules.emplace_back(text);
  };
  const auto add_each = [&](std::string_view prefix, std::string_view list) {
    while (!list.empty()) {
      const std::size_t end = std::min(list.find(','), list.size());
      std::string_view item = list.substr(0, end);
      item.remove_prefix(std::min(item.find_first_not_of(" \t("), item.size()));
      if (!item.empty()) add(std::string(prefix) + std::string(item));
      list.remove_prefix(std::min(end + 1, list.size()));
    }
  };
  const std::string_view file = content;
  while (!content.empty()) {
    const std::size_t end = std::min(content.find('\n'), content.size());
    std::string_view line = content.substr(0, end);
    content.remove_prefix(std::min(end + 1, content.size()));
    line.remove_prefix(std::min(line.find_first_not_of(" \t\""), line.size()));
    if (line.starts_with("import ")) {
      add_each("", line.substr(7));
    } else if (line.starts_with("from ")) {
      const std::size_t import = line.find(" import ");
      if (import == std::string_view::npos) continue;
      const std::string module(line.substr(5, import - 5));
      add(module);
      add_each(module.ends_with('.') ? module : module + ".", line.substr(import + 8));
    }
  }
  add_named(file, modules);
  return modules;
}

}  // namespace reallyopen
