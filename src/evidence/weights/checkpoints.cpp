#include "evidence/weights/checkpoints.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "evidence/weights/weight_files.h"
#include "evidence/weights/weight_sets.h"
#include "repository/path.h"

namespace reallyopen {
namespace {

// The weights of one step: a file, or all files of a folder.
using Checkpoint = std::set<std::string>;  // ids of objects

std::set<std::string> released_ids(const Snapshot& snapshot, const Declarations& declarations) {
  std::set<std::string> ids;
  for (const Artifact& artifact : declarations.artifacts())
    if (is_released(artifact))
      for (const Entry& entry : entries_of(snapshot, declarations, artifact)) ids.insert(entry.id);
  return ids;
}

std::map<std::string, Checkpoint> checkpoints_of(const std::vector<Entry>& entries) {
  std::set<std::string_view> folders;
  for (const Entry& entry : entries) folders.insert(folder_of(entry.path));
  std::map<std::string, Checkpoint> all;
  for (const Entry& entry : entries)
    if (is_named_weights(entry.path) && !entry.id.empty())
      all[std::string(folders.size() > 1 ? folder_of(entry.path) : std::string_view(entry.path))]
        .insert(entry.id);
  return all;
}

bool is_released_again(const std::map<std::string, Checkpoint>& all,
                       const std::set<std::string>& released) {
  return std::ranges::all_of(
    all, [&](const auto& row) { return std::ranges::includes(released, row.second); });
}

// Of an item the list.
std::string list_of(const Artifact& artifact) {
  const bool is_item = artifact.field.ends_with(']');
  return is_item ? artifact.field.substr(0, artifact.field.rfind('[')) : artifact.field;
}

// Fields that list a state before the release: the last one beside it may be equal to that.
std::set<std::string> fields_with_others(const Snapshot& snapshot, const Declarations& declarations,
                                         const std::set<std::string>& released) {
  std::set<std::string> fields;
  for (const Artifact& artifact : declarations.artifacts()) {
    if (artifact.field.find("checkpoints") == std::string::npos) continue;
    const auto all = checkpoints_of(entries_of(snapshot, declarations, artifact));
    if (!is_released_again(all, released)) fields.insert(list_of(artifact));
  }
  return fields;
}

std::string fault_of(const std::map<std::string, Checkpoint>& all,
                     const std::set<std::string>& released, bool beside_others) {
  if (is_released_again(all, released))
    return beside_others ? "" : "hold nothing but the released weights";
  const Checkpoint& first = all.begin()->second;
  const bool equal = all.size() > 1 &&
                     std::ranges::all_of(all, [&](const auto& row) { return row.second == first; });
  return equal ? fmt::format("are {} times the same", all.size()) : "";
}

}  // namespace

std::vector<CheckpointsIssue> examine_checkpoints(const Snapshot& snapshot,
                                                  Declarations& declarations) {
  std::vector<CheckpointsIssue> issues;
  const std::set<std::string> released = released_ids(snapshot, declarations);
  const std::set<std::string> with_others = fields_with_others(snapshot, declarations, released);
  for (Artifact& artifact : declarations.artifacts()) {
    if (artifact.field.find("checkpoints") == std::string::npos ||
        artifact.evidence != Evidence::present)
      continue;
    const auto all = checkpoints_of(entries_of(snapshot, declarations, artifact));
    if (all.empty()) continue;
    CheckpointsIssue issue{ artifact.place, artifact.field, artifact.written,
                            fault_of(all, released, with_others.contains(list_of(artifact))) };
    const Node* count = artifact.node->get("count");
    if (issue.what.empty() && count && count->is_number() &&
        count->number > static_cast<double>(all.size())) {
      issue.what = fmt::format("are {}, and `count` says {}", all.size(), count->text);
      issue.is_count = true;
      issue.place = declarations.place(*count);
    }
    if (issue.what.empty()) continue;
    artifact.evidence = Evidence::broken;
    issues.push_back(std::move(issue));
  }
  return issues;
}

}  // namespace reallyopen
