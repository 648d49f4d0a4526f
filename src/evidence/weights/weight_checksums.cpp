// The digests that checksum files list, against the pointers and contents of the weight files.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "evidence/weights/weights_pass.h"
#include "repository/path.h"
#include "weights/checksums.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_checksum_list = 16 << 20;
constexpr std::size_t most_named_files = 20;  // files of one list without a line, named one by one

// A checksum file, and the weight files that it is said to be about.
struct List {
  const Artifact* declared = nullptr;  // null: named in a mapping of a file
  WeightsObservation observation;      // filled as far as the list itself goes
  Entry entry;
  std::string text;
  Checksums checksums;
  std::vector<const WeightFile*> files;
};

// What has to be said when the list cannot be used; empty when it can.
std::string problem_of(const List& list) {
  if (list.checksums.rows.empty() && list.checksums.unread_line == 0) return "it lists no digest";
  if (list.checksums.unread_line > 0)
    return fmt::format("line {} is no digest with a file name", list.checksums.unread_line);
  return "";
}

bool is_local_list(const Artifact& artifact) {
  return artifact.field == "model.weights.checksums" && artifact.evidence == Evidence::present;
}

std::vector<List> find_lists(const WeightsPass& pass) {
  std::vector<List> lists;
  const std::string_view base = folder_of(pass.declarations.document()->path);
  const auto add = [&](const Artifact* declared, const Node& named,
                       std::string_view path) -> List& {
    List list{ .declared = declared };
    list.observation = { .place = pass.declarations.place(named), .path = std::string(path) };
    const Resolution resolution = pass.snapshot.resolve(base, path);
    if (resolution.status == ResolveStatus::found) list.entry = resolution.entry;
    return lists.emplace_back(std::move(list));
  };
  for (const Artifact& artifact : pass.declarations.artifacts()) {
    if (!is_local_list(artifact)) continue;
    List& list = add(&artifact, *artifact.node, artifact.written);
    list.observation.place = artifact.place;
    list.observation.field = artifact.field;
    for (const WeightFile& file : pass.weights.files)
      if (file.examined && is_released(pass.artifact_of(file))) list.files.push_back(&file);
  }
  std::map<std::size_t, std::size_t> by_artifact;
  for (const WeightFile& file : pass.weights.files) {
    const Artifact& artifact = pass.artifact_of(file);
    const Node* named = artifact.node->get("checksums");
    if (!named || !named->is_string() || !file.examined) continue;
    const auto [place, inserted] = by_artifact.try_emplace(file.artifact, lists.size());
    if (inserted)
      add(nullptr, *named, named->text).observation.field = artifact.field + ".checksums";
    lists[place->second].files.push_back(&file);
  }
  return lists;
}

// The line for a file: names are relative to the list, else to the manifest, else to the root.
const Checksum* line_for(const std::multimap<std::string, const Checksum*>& by_path,
                         const WeightFile& file) {
  const auto found = by_path.find(file.entry.path);
  return found == by_path.end() ? nullptr : found->second;
}

std::multimap<std::string, const Checksum*> resolve_names(const List& list, std::string_view base) {
  std::multimap<std::string, const Checksum*> by_path;
  for (const std::string_view folder : { folder_of(list.entry.path), base, std::string_view() })
    for (const Checksum& row : list.checksums.rows)
      if (const auto joined = join_path(folder, row.path)) by_path.emplace(*joined, &row);
  return by_path;
}

void compare(WeightsPass& pass, const List& list, const WeightFile& file, const Checksum& row) {
  if (row.sha256.empty()) return;  // a digest of another kind
  std::string sha256;
  if (file.pointer) {
    sha256 = file.pointer->sha256;
  } else {
    const FileDigest& digest = pass.digests.of(file.entry);
    if (digest.status != ReadStatus::complete) {
      WeightsObservation unread = pass.observation(WeightsIssue::unread, file);
      unread.found = "its content could not be hashed";
      return pass.report(std::move(unread));
    }
    sha256 = digest.sha256;
  }
  if (sha256 == row.sha256) return;
  WeightsObservation observation = pass.observation(WeightsIssue::checksum_differs, file);
  observation.found = sha256;
  observation.expected = row.sha256;
  observation.related.push_back(
    { line_place(list.entry.path, list.text, row.line), "lists another digest" });
  pass.break_artifact(file);
  pass.report(std::move(observation));
}

void compare_all(WeightsPass& pass, const List& list) {
  const auto by_path = resolve_names(list, folder_of(pass.declarations.document()->path));
  std::vector<Entry> contents;
  for (const WeightFile* file : list.files) {
    const Checksum* row = line_for(by_path, *file);
    if (row && !row->sha256.empty() && !file->pointer) contents.push_back(file->entry);
  }
  pass.digests.compute(contents);
  std::size_t missing = 0;
  for (const WeightFile* file : list.files) {
    if (const Checksum* row = line_for(by_path, *file)) {
      compare(pass, list, *file, *row);
    } else if (++missing <= most_named_files) {
      WeightsObservation observation = list.observation;
      observation.issue = WeightsIssue::checksum_missing;
      observation.found = list.entry.path;
      observation.path = file->entry.path;
      pass.report(std::move(observation));
    }
  }
}

void examine(WeightsPass& pass, List& list) {
  const auto fail = [&](WeightsIssue issue, std::string found, int line) {
    WeightsObservation observation = list.observation;
    observation.issue = issue;
    observation.found = std::move(found);
    if (line > 0)
      observation.related.push_back(
        { line_place(list.entry.path, list.text, line), "is no digest" });
    pass.report(std::move(observation));
  };
  if (list.entry.path.empty() || list.entry.kind != EntryKind::file)
    return fail(WeightsIssue::checksums_unreadable, "it is no file of the repository", 0);
  ReadResult read = pass.snapshot.read(list.entry, longest_checksum_list);
  if (read.status != ReadStatus::complete)
    return fail(WeightsIssue::unread, "the list is too large, or not in this clone", 0);
  list.text = std::move(read.bytes);
  list.checksums = read_checksums(list.text);
  if (list.checksums.over_limit)
    return fail(WeightsIssue::unread, "the list has more lines than are read", 0);
  if (std::string problem = problem_of(list); !problem.empty()) {
    if (list.declared)
      pass.declarations
        .artifacts()[static_cast<std::size_t>(list.declared - pass.declarations.artifacts().data())]
        .evidence = Evidence::broken;
    return fail(WeightsIssue::checksums_unreadable, std::move(problem), list.checksums.unread_line);
  }
  compare_all(pass, list);
}

}  // namespace

void examine_checksums(WeightsPass& pass) {
  for (List& list : find_lists(pass)) examine(pass, list);
}

}  // namespace reallyopen
