#include "cli/output.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>

#include "cli/command.h"
#include "text/printable.h"

namespace reallyopen {

std::vector<Output> parse_outputs(const std::vector<std::string>& words,
                                  const std::vector<std::string>& known) {
  if (words.empty()) return { { known.at(0), "" } };
  std::vector<Output> outputs;
  int to_standard_output = 0;
  for (const std::string& word : words) {
    const std::size_t equals = std::min(word.find('='), word.size());
    Output output{ word.substr(0, equals), "" };
    if (std::ranges::find(known, output.format) == known.end())
      throw UsageError(fmt::format("no format `{}`; the formats are {}", printable(word, 80),
                                   fmt::join(known, ", ")));
    if (equals < word.size()) {
      output.file = word.substr(equals + 1);
      if (output.file.empty())
        throw UsageError(fmt::format("`{}` names no file", printable(word, 80)));
    } else if (++to_standard_output > 1) {
      throw UsageError(
        "two formats for standard output; give one of them a file: `--format json=report.json`");
    }
    outputs.push_back(std::move(output));
  }
  return outputs;
}

namespace {

void write(const std::string& path, std::string_view text, std::ios::openmode mode) {
  std::ofstream file(path, std::ios::binary | mode);
  file << text;
  file.close();
  if (!file) throw UsageError(fmt::format("cannot write `{}`", printable(path, 200)));
}

}  // namespace

void write_file(const std::string& path, std::string_view text) {
  write(path, text, std::ios::trunc);
}

void append_to_file(const std::string& path, std::string_view text) {
  write(path, text, std::ios::app);
}

}  // namespace reallyopen
