#include "evidence/history/history.h"

#include <algorithm>
#include <array>

#include "evidence/history/release_version.h"
#include "evidence/history/submodule_pins.h"
#include "repository/path.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_released_paths = 1000;

// What a release is made of; documentation, licences and environment change without a new model.
bool is_part_of_release(std::string_view field) {
  constexpr std::array sections = std::to_array<std::string_view>(
    { "model.weights.", "model.architecture.", "data.", "preprocessing.", "training.",
      "hyperparameters" });
  return std::ranges::any_of(sections,
                             [&](std::string_view section) { return field.starts_with(section); });
}

// The folder above the first wildcard: what changes there is what the pattern is about.
std::string without_wildcards(std::string_view path) {
  const std::size_t wildcard = path.find_first_of("*?[");
  return std::string(wildcard == std::string_view::npos ? path
                                                        : folder_of(path.substr(0, wildcard)));
}

// What is declared and here, also where something else is wrong with it.
bool is_here(const Snapshot& snapshot, std::string_view base, const Artifact& artifact) {
  if (artifact.written.empty()) return false;
  return artifact.evidence == Evidence::present ||
         (artifact.evidence == Evidence::broken &&
          snapshot.resolve(base, artifact.written).status == ResolveStatus::found);
}

std::vector<std::string> released_paths(const Snapshot& snapshot,
                                        const Declarations& declarations) {
  std::vector<std::string> paths;
  const std::string_view base = folder_of(declarations.document()->path);
  for (const Artifact& artifact : declarations.artifacts()) {
    if (!is_part_of_release(artifact.field) || paths.size() == most_released_paths) continue;
    if (!is_here(snapshot, base, artifact)) continue;
    const auto path = join_path(base, without_wildcards(artifact.written));
    if (path && !path->empty()) paths.push_back(*path);
  }
  std::ranges::sort(paths);
  paths.erase(std::ranges::unique(paths).begin(), paths.end());
  return paths;
}

void explain(const TagSearch& search, History& history) {
  if (search.status == TagSearch::Status::cut_off) {
    history.unexamined = "the clone ends before an earlier tag";
    history.deepen = "git fetch --unshallow --tags";
  } else if (search.status == TagSearch::Status::over_limit) {
    history.unexamined = "there is no tag among the last 20,000 commits";
    history.deepen = "git tag";
  }
}

// True when the question is settled by this tag.
bool compare_with(const Snapshot& snapshot, const TagSearch& tag, const std::string& manifest,
                  const std::vector<std::string>& paths, History& history) {
  const auto own = snapshot.changed_since(tag.commit, { manifest }, 1);
  const auto changed = own && own->empty()
                         ? snapshot.changed_since(tag.commit, paths, most_changed_shown + 1)
                         : own;
  if (!changed) {
    history.unexamined = "the files of the tag before are not in this clone";
    history.deepen = "git fetch --refetch";
    return true;
  }
  if (!own->empty()) return true;
  std::vector<std::string> others = *changed;
  std::erase(others, manifest);
  if (!others.empty()) history.stale = { tag.name, std::move(others) };
  return history.stale.has_value();
}

void compare_with_tags(const Snapshot& snapshot, const Declarations& declarations,
                       History& history) {
  const std::vector<std::string> paths = released_paths(snapshot, declarations);
  if (paths.empty() || !snapshot.commit()) return;
  const std::string& manifest = declarations.document()->path;
  // What is not committed yet comes after a tag of HEAD itself; in a commit only tags before it are
  // earlier.
  if (snapshot.view() == View::worktree) {
    const TagSearch own = snapshot.earlier_tag(true);
    if (own.status != TagSearch::Status::found) return explain(own, history);
    if (compare_with(snapshot, own, manifest, paths, history)) return;
    if (own.commit != *snapshot.commit()) return;
  }
  const TagSearch earlier = snapshot.earlier_tag(false);
  if (earlier.status != TagSearch::Status::found) return explain(earlier, history);
  compare_with(snapshot, earlier, manifest, paths, history);
}

}  // namespace

History examine_history(const Snapshot& snapshot, const Declarations& declarations) {
  History history;
  if (!declarations.document()) return history;
  compare_with_tags(snapshot, declarations, history);
  history.pins = other_pins(snapshot, declarations);
  history.version = other_version(snapshot, declarations);
  return history;
}

}  // namespace reallyopen
