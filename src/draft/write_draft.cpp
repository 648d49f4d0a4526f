#include "draft/write_draft.h"

#include <fmt/format.h>

#include <algorithm>

#include "draft/draft_writer.h"
#include "draft/globs.h"

namespace reallyopen {
namespace {

constexpr std::size_t deepest_listed = 4;  // folders

// The first `depth` folders of a path; the path where it has fewer.
std::string folder_of(const std::string& path, std::size_t depth) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < depth; ++i) {
    const std::size_t slash = path.find('/', end);
    if (slash == path.npos) break;
    end = slash + 1;
  }
  return end == 0 ? path : path.substr(0, end);
}

// A folder with one file in the list is no shorter than that file.
void name_lone_files(const std::vector<std::string>& files, std::vector<std::string>& folders) {
  for (std::string& folder : folders) {
    if (!folder.ends_with('/')) continue;
    const auto below = [&](const std::string& file) { return file.starts_with(folder); };
    if (std::ranges::count_if(files, below) == 1) folder = *std::ranges::find_if(files, below);
  }
}

}  // namespace

std::string DraftWriter::from(std::string_view source) {
  if (source.empty() || source.starts_with("counted")) return std::string(source);
  return fmt::format("from {}", source);
}

std::string DraftWriter::relative(const std::string& path) const {
  return facts_.folder.empty() ? path : path.substr(facts_.folder.size() + 1);
}

std::vector<std::string> DraftWriter::relative(const std::vector<std::string>& paths) const {
  std::vector<std::string> result;
  for (const std::string& path : paths) result.push_back(relative(path));
  return result;
}

// A list too long to read becomes the folders that hold it, as deep as a readable list allows.
std::vector<std::string> DraftWriter::short_list(const std::vector<std::string>& paths) const {
  if (paths.size() <= most_listed) return relative(paths);
  std::vector<std::string> all = relative(with_globs(paths, facts_.survey.beside));
  if (all.size() <= most_files_listed) return all;
  std::vector<std::string> folders;
  for (std::size_t depth = deepest_listed; depth > 0; --depth) {
    folders.clear();
    for (const std::string& path : all) folders.push_back(folder_of(path, depth));
    std::ranges::sort(folders);
    folders.erase(std::ranges::unique(folders).begin(), folders.end());
    // A folder stands for what is in the folders below it.
    std::vector<std::string> kept;
    for (const std::string& folder : folders)
      if (kept.empty() || !kept.back().ends_with('/') || !folder.starts_with(kept.back()))
        kept.push_back(folder);
    folders = std::move(kept);
    name_lone_files(all, folders);
    if (folders.size() <= most_listed) break;
  }
  return folders;
}

std::string DraftWriter::how_many(std::size_t count, std::string_view what, std::string_view by) {
  return fmt::format("{} {}{} by {}", count, what, count == 1 ? "" : "s", by);
}

std::string DraftWriter::write() {
  head();
  model();
  data();
  preprocessing();
  training();
  hyperparameters();
  evaluation();
  environment();
  hardware();
  license();
  restrictions();
  documentation();
  community();
  return out_.take();
}

void DraftWriter::fact(int depth, std::string_view key, const Sourced& fact) {
  if (!fact.value.empty()) out_.text(depth, key, fact.value, from(fact.source));
}

void DraftWriter::number(int depth, std::string_view key, const Sourced& fact) {
  if (!fact.value.empty()) out_.raw(depth, key, fact.value, from(fact.source));
}

void DraftWriter::paths(int depth, std::string_view key, const std::vector<std::string>& found,
                        std::string_view comment) {
  if (!found.empty()) out_.list(depth, key, short_list(found), comment);
}

void DraftWriter::first(int depth, std::string_view key, const std::vector<std::string>& found) {
  if (!found.empty()) out_.text(depth, key, relative(found.front()));
}

void DraftWriter::text_list(std::string_view key, const std::vector<Sourced>& values) {
  if (values.empty()) return;
  std::vector<std::string> texts;
  for (const Sourced& value : values) texts.push_back(value.value);
  out_.open(1, key, from(values.front().source));
  for (const std::string& text : texts) out_.item(2, text);
}

void DraftWriter::mention_contradicted(std::vector<std::string> Survey::*list, int depth) {
  for (const ContradictedScript& script : facts_.contradicted)
    if (script.list == list)
      out_.comment(depth, fmt::format("left out, it starts or loads what is not here: {}",
                                      relative(script.path)));
}

// How scripts were found; a person's answer needs no such words.
std::string DraftWriter::found_by(const std::vector<std::string>& scripts,
                                  std::string_view by) const {
  if (scripts.size() == 1 &&
      std::ranges::find(facts_.answered, scripts.front()) != facts_.answered.end())
    return from("an answer");
  return how_many(scripts.size(), "script", by);
}

void DraftWriter::head() {
  out_.comment(0,
               "TRANSPARENCY.yaml, drafted by `reallyopen init` from what this repository shows.");
  out_.comment(
    0, "Comments say where a value is from; `status: unknown` marks what only a person can add.");
  if (!facts_.survey.complete)
    out_.comment(0, "Part of the repository is not in this clone and was not looked at.");
  out_.raw(0, "schema_version", "1");
  out_.text(0, "claim", claim_.id, claim_.comment);
}

std::string write_draft(const Facts& facts, const DraftClaim& claim) {
  return DraftWriter(facts, claim).write();
}

}  // namespace reallyopen
