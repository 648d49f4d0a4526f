#include "configuration/read.h"

#include <re2/re2.h>

namespace reallyopen {
namespace {

struct Extension {
  std::string_view text;
  Format format;
};

constexpr Extension extensions[] = {
  { ".json", Format::json },    { ".jsonc", Format::json }, { ".yaml", Format::yaml },
  { ".yml", Format::yaml },     { ".toml", Format::toml },  { ".py", Format::python },
  { ".sh", Format::shell },     { ".bash", Format::shell }, { ".slurm", Format::shell },
  { ".sbatch", Format::shell },
};

}  // namespace

Format format_of(std::string_view path) {
  for (const Extension& row : extensions)
    if (path.ends_with(row.text)) return row.format;
  return Format::unknown;
}

ParseResult read_configuration(std::string_view path, std::string_view text,
                               const ParseLimits& limits) {
  switch (format_of(path)) {
    case Format::json:
      return read_json(path, text, limits);
    case Format::yaml:
      return parse_document(path, text, limits, Dialect::configuration);
    case Format::toml:
      return read_toml(path, text, limits);
    case Format::python:
      return read_python(path, text, limits);
    case Format::shell:
      return read_shell(path, text, limits);
    case Format::unknown:
      break;
  }
  ParseResult result;
  result.document = std::make_unique<Document>();
  result.document->path = path;
  result.document->root.kind = NodeKind::mapping;
  return result;
}

bool is_filled_in_later(std::string_view text) {
  static const RE2 pattern(
    "(?i)(\\$[{(a-z_]|\\{\\{|<%|%\\(|@\\{|^\\{[a-z_][a-z0-9_.]*\\}$|^<[a-z][a-z0-9_ "
    "-]*>$|^\\?\\?\\?$|^auto$)");
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

}  // namespace reallyopen
