#include "configuration/read.h"

#include "text/pattern.h"

namespace reallyopen {
namespace {

struct Extension {
  std::string_view text;
  ConfigurationFormat format;
};

constexpr Extension extensions[] = {
  { ".json", ConfigurationFormat::json },    { ".jsonc", ConfigurationFormat::json },
  { ".yaml", ConfigurationFormat::yaml },    { ".yml", ConfigurationFormat::yaml },
  { ".toml", ConfigurationFormat::toml },    { ".py", ConfigurationFormat::python },
  { ".sh", ConfigurationFormat::shell },     { ".bash", ConfigurationFormat::shell },
  { ".slurm", ConfigurationFormat::shell },  { ".sbatch", ConfigurationFormat::shell },
  { "dvc.lock", ConfigurationFormat::yaml },
};

}  // namespace

ConfigurationFormat format_of(std::string_view path) {
  for (const Extension& row : extensions)
    if (path.ends_with(row.text)) return row.format;
  return ConfigurationFormat::unknown;
}

ParseResult read_configuration(std::string_view path, std::string_view text,
                               const ParseLimits& limits) {
  switch (format_of(path)) {
    case ConfigurationFormat::json:
      return read_json(path, text, limits);
    case ConfigurationFormat::yaml:
      return parse_document(path, text, limits, Dialect::configuration);
    case ConfigurationFormat::toml:
      return read_toml(path, text, limits);
    case ConfigurationFormat::python:
      return read_python(path, text, limits);
    case ConfigurationFormat::shell:
      return read_shell(path, text, limits);
    case ConfigurationFormat::unknown:
      break;
  }
  ParseResult result;
  result.document = std::make_unique<Document>();
  result.document->path = path;
  result.document->root.kind = NodeKind::mapping;
  return result;
}

bool is_filled_in_later(std::string_view text) {
  static const Pattern pattern(
    "(?i)(\\$[{(a-z_]|\\{\\{|<%|%\\(|@\\{|^\\{[a-z_][a-z0-9_.]*\\}$|^<[a-z][a-z0-9_ "
    "-]*>$|^\\?\\?\\?$|^auto$)",
    "$|{|<|%(|???|auto");
  return pattern.found_in(text);
}

}  // namespace reallyopen
