// Where a command's text goes: standard output, or a file that was asked for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

// One word of `--format`, e.g. `json=report.json`.
struct Output {
  std::string format;
  std::string file;  // empty: standard output
};

// `words` empty: the first of the `known` formats, to standard output. Throws UsageError for an
// unknown format and where two would share standard output.
std::vector<Output> parse_outputs(const std::vector<std::string>& words,
                                  const std::vector<std::string>& known);

// Throws UsageError where it cannot be written.
void write_file(const std::string& path, std::string_view text);
void append_to_file(const std::string& path, std::string_view text);

}  // namespace reallyopen
