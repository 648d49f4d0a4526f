// `setup.py` and `setup.cfg`: the same of a package as `pyproject.toml`, by older ways.
#include <algorithm>
#include <array>

#include "ledger/readers.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::array setup_metadata_quantities = std::to_array<std::string_view>(
  { "name", "version", "developer", "license", "python" });

constexpr std::size_t longest_setup_line = 400;

struct SetupRow {
  std::string_view quantity;
  std::string_view key;
};

constexpr SetupRow setup_rows[] = {
  { "name", "name" },       { "version", "version" },        { "developer", "author" },
  { "license", "license" }, { "python", "python_requires" },
};

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && std::string_view(" \t\r").find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  return text;
}

// The first `key = ` of a line, what stands behind it; "" where it is not there. In a comment
// nothing is.
std::string_view behind_key(std::string_view line, std::string_view key) {
  for (std::size_t at = line.find(key); at != std::string_view::npos; at = line.find(key, at + 1)) {
    const std::string_view before = line.substr(0, at);
    if (before.find('#') != std::string_view::npos) return "";
    const bool whole = before.empty() || (!is_word_letter(before.back()) && before.back() != '.');
    const std::string_view rest = without_blanks(line.substr(at + key.size()));
    if (whole && rest.starts_with('=') && !rest.starts_with("=="))
      return without_blanks(rest.substr(1));
  }
  return "";
}

// `"leafnet", packages=[]` of Python; what a call gives is not known.
std::string_view quoted_text(std::string_view text) {
  if (text.empty() || (text[0] != '"' && text[0] != '\'')) return "";
  const std::size_t end = text.find(text[0], 1);
  return end == std::string_view::npos ? "" : text.substr(1, end - 1);
}

// The first line that states each quantity.
void read_setup(const SourceFile& file, std::string_view text, bool python, FactWriter& out) {
  for (const auto& [quantity, key] : setup_rows) {
    bool metadata = python;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      const std::string_view line = text.substr(begin, end - begin);
      begin = end + 1;
      if (!python && line.starts_with('['))
        metadata = line.starts_with("[metadata]") || line.starts_with("[options]");
      if (!metadata || line.size() > longest_setup_line) continue;
      if (!python && !line.starts_with(key)) continue;
      const std::string_view found = behind_key(line, key);
      const std::string_view value = python ? quoted_text(found) : found;
      const bool computed = !python && (value.starts_with("attr:") || value.starts_with("file:"));
      if (value.empty() || computed) continue;
      const bool license = quantity == "license";
      out.add(quantity, scalar(value), FactWriter::place(file, text, value), license ? "code" : "",
              !license);
      break;
    }
  }
}

}  // namespace

constinit const Reader setup_metadata_reader = {
  .id = "setup-metadata",
  .source = SourceKind::package_metadata,
  .quantities = setup_metadata_quantities,
  .takes = [](std::string_view,
              std::string_view path) { return path == "setup.py" || path == "setup.cfg"; },
  .read =
    [](std::span<const SourceFile> files, FactWriter& out) {
  for (const SourceFile& file : files)
    read_setup(file, out.text(file), file.entry.path.ends_with(".py"), out);
  },
};

}  // namespace reallyopen
