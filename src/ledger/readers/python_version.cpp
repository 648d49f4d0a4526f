// `.python-version` as pyenv and uv write it, and conda environments: which Python it runs with.
#include <array>

#include "environment/package_list.h"
#include "ledger/readers.h"
#include "text/letters.h"
#include "text/lines.h"

namespace reallyopen {
namespace {

constexpr std::array python_version_quantities = std::to_array<std::string_view>({ "python" });

// Not `pypy3.10`, nor a name that somebody gave to an environment.
bool is_plain_version(std::string_view text) {
  return !text.empty() && is_digit(text.front()) &&
         text.find_first_not_of("0123456789.") == std::string_view::npos;
}

void read_pin(const SourceFile& file, std::string_view text, FactWriter& out) {
  const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  if (is_plain_version(line)) out.add("python", scalar(line), FactWriter::place(file, text, line));
}

// `- python=3.10`; there may be one environment for training and another for a demo.
void read_environment(const SourceFile& file, std::string_view text, FactWriter& out) {
  for (const Package& package : read_package_list(file.entry.path, text).packages)
    if (package.name == "python")
      out.add("python", scalar(package.version),
              { .path = file.entry.path,
                .line = package.line,
                .column = 1,
                .line_text = line_of(text, package.line) },
              "", true);
}

}  // namespace

constinit const Reader python_version_reader = {
  .id = "python-version",
  .source = SourceKind::lock_file,
  .quantities = python_version_quantities,
  .takes =
    [](std::string_view, std::string_view path) {
  return is_one_of(
    path, { ".python-version", "environment.yml", "environment.yaml", "conda.yml", "conda.yaml" });
  },
  .read =
    [](std::span<const SourceFile> files, FactWriter& out) {
  for (const SourceFile& file : files) {
    const std::string text = out.text(file);
    if (file.entry.path.ends_with(".python-version"))
      read_pin(file, text, out);
    else
      read_environment(file, text, out);
  }
  },
  };

}  // namespace reallyopen
