#include "draft/leave_out.h"

#include <algorithm>
#include <set>

#include "draft/roles/launchers.h"
#include "draft/roles/script_tree.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_blank = 256;

std::string id_of_content(const Snapshot& snapshot, const std::string& path) {
  const auto entry = snapshot.find(path);
  return entry ? entry->id : "";
}

}  // namespace

void leave_out_absent(const Snapshot& snapshot, std::vector<std::string>& scripts) {
  std::erase_if(scripts, [&](const std::string& path) {
    if (is_python(path) || may_start_scripts(path)) return false;
    const auto entry = snapshot.find(path);
    return !entry || entry->kind != EntryKind::file;
  });
}

void leave_out_copies(const Snapshot& snapshot, Survey& survey) {
  std::set<std::string> released;
  for (const std::string& path : survey.weights) released.insert(id_of_content(snapshot, path));
  const bool all = std::ranges::all_of(survey.checkpoints, [&](const std::string& path) {
    return released.contains(id_of_content(snapshot, path));
  });
  if (all) survey.checkpoints.clear();
}

void leave_out_empty(const Snapshot& snapshot, std::vector<std::string>& paths) {
  std::erase_if(paths, [&](const std::string& path) {
    const auto entry = snapshot.find(path);
    if (!entry || entry->kind != EntryKind::file) return false;
    const ReadResult read = snapshot.read(*entry, longest_blank);
    return read.status == ReadStatus::complete &&
           read.bytes.find_first_not_of(" \t\r\n") == std::string::npos;
  });
}

}  // namespace reallyopen
