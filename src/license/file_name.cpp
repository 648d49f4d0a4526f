#include "license/file_name.h"

#include <algorithm>
#include <array>

#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_name_of_text = 100;

// `LICENSE-2.0`, `LICENSE.apache-2.0` and `LICENSE.MIT` are texts.
bool is_text_name(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return true;
  constexpr std::array others = std::to_array<std::string_view>(
    { "py",   "pyc",  "pyi", "js",   "ts",    "jsx",  "tsx", "css",  "svg", "png",  "jpg",
      "jpeg", "gif",  "ico", "webp", "json",  "yaml", "yml", "toml", "ini", "cfg",  "csv",
      "tsv",  "sh",   "ps1", "c",    "h",     "cc",   "cpp", "hpp",  "cu",  "go",   "rs",
      "java", "kt",   "rb",  "php",  "ipynb", "xml",  "xsl", "sql",  "pdf", "tmpl", "j2",
      "in",   "lock", "tex", "bib",  "pkl",   "npz",  "zip", "gz",   "spdx" });
  return std::ranges::find(others, name.substr(dot + 1)) == others.end();
}

}  // namespace

// Asked of every name of a repository: most fall at the first words.
bool is_license_name(std::string_view lower_name) {
  return lower_name.size() <= longest_name_of_text &&
         contains_one_of(lower_name, { "license", "licence", "copying" }) &&
         is_text_name(lower_name) &&
         !contains_one_of(lower_name, { "header", "third", "3rd", "notice", "template", "policy",
                                        "faq", "checker", "change" });
}

std::optional<LicensedContent> content_of_license_name(std::string_view lower_name) {
  if (contains_one_of(lower_name, { "model", "weight" })) return LicensedContent::weights;
  if (contains_one_of(lower_name, { "code", "software" })) return LicensedContent::code;
  if (contains_one_of(lower_name, { "data" })) return LicensedContent::data;
  if (contains_one_of(lower_name, { "docs", "documentation" }))
    return LicensedContent::documentation;
  return std::nullopt;
}

}  // namespace reallyopen
