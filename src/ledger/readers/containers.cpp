// Dockerfiles and definitions of Apptainer: the images that they build on.
#include <algorithm>
#include <array>
#include <set>

#include "ledger/readers.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_container_files = 50;
constexpr std::size_t most_stages = 20;  // of a file

constexpr std::array containers_quantities = std::to_array<std::string_view>({ "container_image" });

// The next word of a line, which is taken from it.
std::string_view take_word(std::string_view& line) {
  constexpr std::string_view blanks = " \t\r";
  line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
  const std::string_view word = line.substr(0, line.find_first_of(blanks));
  line.remove_prefix(word.size());
  return word;
}

// `FROM --platform=linux/amd64 nvcr.io/nvidia/pytorch:24.01-py3 AS build`, `From: ubuntu:22.04`
void read_container(const SourceFile& file, std::string_view text, FactWriter& out) {
  std::set<std::string, std::less<>> stages;
  std::size_t images = 0;
  for (std::size_t begin = 0; begin < text.size() && images < most_stages;) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    if (!is_one_of(lower(take_word(line).substr(0, 8)), { "from", "from:" })) continue;
    std::string_view image = take_word(line);
    while (image.starts_with("--")) image = take_word(line);
    // A stage from before, nothing at all, or what is known only when it is built.
    const bool none = image == "scratch" || image.find('$') != std::string_view::npos ||
                      stages.contains(image);
    if (lower(take_word(line).substr(0, 8)) == "as") stages.emplace(take_word(line));
    if (none || image.empty()) continue;
    out.add("container_image", scalar(image), FactWriter::place(file, text, image), file.folder);
    ++images;
  }
}

}  // namespace

constinit const Reader containers_reader = {
  .id = "containers",
  .source = SourceKind::container_file,
  .quantities = containers_quantities,
  .takes =
    [](std::string_view name, std::string_view) {
  return name.starts_with("dockerfile") || name.ends_with(".dockerfile") ||
         name.starts_with("containerfile") ||
         is_one_of(name, { "apptainer.def", "singularity.def" });
  },
  .read =
    [](std::span<const SourceFile> files, FactWriter& out) {
  for (const SourceFile& file : files.first(std::min(files.size(), most_container_files)))
    read_container(file, out.text(file), out);
  },
  };

}  // namespace reallyopen
