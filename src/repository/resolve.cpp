// Follows symbolic links inside the snapshot.
#include <algorithm>

#include "repository/path.h"
#include "repository/snapshot.h"
#include "repository/state.h"

namespace reallyopen {
namespace {

constexpr int most_links = 40;

// The names still to walk, the next one at the back.
using Pending = std::vector<std::string>;

void put_before(Pending& pending, std::string_view path) {
  std::vector<std::string_view> names = split_path(path);
  for (auto name = names.rbegin(); name != names.rend(); ++name)
    if (*name != ".") pending.emplace_back(*name);
}

// Moves the names up to the next `..` behind `reached`; `..` means the folder that a link led to,
// not the link's own.
void advance(std::string& reached, Pending& pending) {
  while (!pending.empty() && pending.back() != "..") {
    append_to_path(reached, pending.back());
    pending.pop_back();
  }
}

}  // namespace

Resolution Snapshot::resolve(std::string_view base, std::string_view path) const {
  Resolution result;
  result.path = path;
  if (path.size() > longest_path || path.find('\0') != std::string_view::npos) return result;
  std::optional<std::string> joined = join_path(base, path);
  if (!joined) {
    result.status = ResolveStatus::outside;
    return result;
  }
  result.path = *joined;

  std::optional<Entry> first_link;
  const auto answer = [&](ResolveStatus status, const Entry& entry) {
    return Resolution{ status, entry, result.path };
  };
  const auto nothing = [&] {
    return first_link ? answer(ResolveStatus::symlink_dangling, *first_link)
                      : answer(ResolveStatus::missing, {});
  };
  Pending pending;
  put_before(pending, *joined);
  std::string reached;
  for (int links = 0;;) {
    advance(reached, pending);
    Lookup found = state_->lookup(reached);
    const Entry& entry = found.entry;
    if (found.status == Lookup::Status::missing) return nothing();
    if (found.status == Lookup::Status::unreadable) return answer(ResolveStatus::unreadable, entry);
    if (entry.kind == EntryKind::submodule) return answer(ResolveStatus::in_submodule, entry);
    if (entry.kind == EntryKind::symlink) {
      if (!first_link) first_link = entry;
      if (++links > most_links) return answer(ResolveStatus::symlink_loop, *first_link);
      ReadResult target = read(entry, longest_path);
      if (target.status == ReadStatus::missing) return answer(ResolveStatus::unreadable, entry);
      if (target.status != ReadStatus::complete || target.bytes.empty()) return nothing();
      if (target.bytes.starts_with('/')) return answer(ResolveStatus::symlink_escapes, *first_link);
      put_before(pending,
                 std::string_view(reached).substr(std::min(reached.size(), entry.path.size() + 1)));
      put_before(pending, target.bytes);
      reached = folder_of(entry.path);
    } else if (pending.empty()) {
      return found.status == Lookup::Status::found ? answer(ResolveStatus::found, entry)
                                                   : nothing();
    } else if (found.status != Lookup::Status::found || entry.kind != EntryKind::folder) {
      return nothing();
    } else if (reached.empty()) {
      return answer(ResolveStatus::symlink_escapes, *first_link);
    } else {
      reached = folder_of(reached);
      pending.pop_back();
    }
  }
}

}  // namespace reallyopen
