// Files by glob.
#include "repository/glob.h"
#include "repository/path.h"
#include "repository/snapshot.h"
#include "repository/state.h"

namespace reallyopen {

namespace {

// `checkpoint-*` may name folders; one with `**` names files anyway.
class NamedFolders {
 public:
  NamedFolders(const Glob& wanted, std::string_view pattern)
      : wanted_(wanted),
        depth_(pattern.find("**") == std::string_view::npos ? split_path(pattern).size() : 0) {}

  bool holds(std::string_view path) {
    std::size_t end = 0;
    for (std::size_t i = 0; i < depth_; ++i) {
      end = path.find('/', end + (i > 0 ? 1 : 0));
      if (end == std::string_view::npos) return false;
    }
    if (depth_ == 0) return false;
    const std::string_view folder = path.substr(0, end);
    // The files of a folder come one after the other.
    if (folder != last_) {
      last_ = folder;
      is_named_ = wanted_.matches(folder);
    }
    return is_named_;
  }

 private:
  const Glob& wanted_;
  std::size_t depth_;
  std::string last_;
  bool is_named_ = false;
};

}  // namespace

MatchResult Snapshot::match(std::string_view base, std::string_view glob, std::size_t limit) const {
  MatchResult result;
  if (glob.size() > longest_glob) {
    result.too_long = true;
    return result;
  }
  if (glob.find('\0') != std::string_view::npos) return result;
  std::optional<std::string> pattern = join_path(literal_glob(base), glob);
  if (!pattern) return result;
  if (glob.ends_with('/')) append_to_path(*pattern, "**");
  Glob wanted(*pattern);
  NamedFolders folders(wanted, *pattern);
  std::vector<Entry> in_folders;  // what counts where no file matches
  result.unread_folders = walk_names(wanted.folder(),
                                     [&](const TrackedName& name, const Look& look) {
    if (state_->visits_left == 0) {
      result.over_limit = true;
      return false;
    }
    --state_->visits_left;
    const bool direct = wanted.matches(name.path);
    const bool inside = !direct && result.files.empty() && in_folders.size() < limit &&
                        folders.holds(name.path);
    const Entry* entry = direct || inside ? look() : nullptr;
    if (!entry) return true;
    if (inside) {
      state_->remember(entry->path);
      in_folders.push_back(*entry);
      return true;
    }
    result.over_limit = result.files.size() == limit;
    if (result.over_limit) return false;
    state_->remember(entry->path);
    result.files.push_back(*entry);
    return true;
  });
  if (result.files.empty() && !result.over_limit) result.files = std::move(in_folders);
  return result;
}

}  // namespace reallyopen
