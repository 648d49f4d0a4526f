#include "support/mof_records.h"

#include <fmt/format.h>

#include <fstream>
#include <stdexcept>

#include "mof/component.h"
#include "source_root.h"

namespace reallyopen {
namespace {

std::vector<std::string> split(const std::string& text, const std::string& by) {
  std::vector<std::string> parts;
  std::size_t at = 0;
  for (std::size_t end = text.find(by); end != std::string::npos; end = text.find(by, at)) {
    parts.push_back(text.substr(at, end - at));
    at = end + by.size();
  }
  parts.push_back(text.substr(at));
  return parts;
}

std::string quoted(const std::string& text) {
  return text == "''" ? "''" : fmt::format("\"{}\"", text);
}

std::string path_of(std::size_t index) {
  if (index % 2 == 1) return "";
  return index % 4 == 0 ? fmt::format("files/part {}.md", index)
                        : fmt::format("https://example.org/{}", index);
}

std::string record_of(const std::string& licenses, const std::string& components, bool paths) {
  std::string yaml =
    "framework: {name: Model Openness Framework, version: '1.0', date: '2024-12-15'}\n"
    "release:\n  name: leafnet\n  version: 7B\n  producer: Leaf Lab\n  date: '2025-05-22'\n"
    "  type: language\n  architecture: decoder\n  contact: leaf@example.org\n"
    "  repository: https://example.org/leafnet\n  license:\n    unused: {}\n";
  if (licenses != "-")
    for (const std::string& license : split(licenses, "; ")) {
      const auto parts = split(license, "=");
      yaml += fmt::format("    {}: {{name: {}, path: ''}}\n", parts[0], quoted(parts[1]));
    }
  yaml += "  components:\n";
  std::size_t index = 0;
  for (const std::string& component : split(components, "; ")) {
    const auto name = mof_components()[static_cast<std::size_t>(component[0] - 'a')].name;
    yaml += fmt::format("    - name: \"{}\"\n", name);
    if (component.size() > 1)
      yaml += fmt::format("      license: {}\n", quoted(component.substr(2)));
    const std::string path = path_of(index++);
    if (paths && !path.empty()) yaml += fmt::format("      component_path: \"{}\"\n", path);
  }
  return yaml;
}

std::vector<RecordedMof> read(bool paths) {
  std::ifstream rows(std::string(SOURCE_ROOT) + "/tests/unit/mof/records.tsv");
  std::vector<RecordedMof> records;
  for (std::string row; std::getline(rows, row);) {
    const auto cells = split(row, "\t");
    if (cells.size() != 6) throw std::runtime_error("records.tsv: " + row);
    records.push_back(
      { row, cells[0], { cells[1], cells[2], cells[3] }, record_of(cells[4], cells[5], paths) });
  }
  return records;
}

}  // namespace

std::vector<RecordedMof> recorded_mof() { return read(false); }

std::vector<RecordedMof> recorded_mof_with_paths() { return read(true); }

}  // namespace reallyopen
