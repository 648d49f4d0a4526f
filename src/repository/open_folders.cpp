#include "repository/open_folders.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "repository/lookup.h"
#include "repository/path.h"

namespace reallyopen {
namespace {

// A hostile tree may be deeper than there are descriptors.
constexpr std::size_t most_levels = 64;
// Measured: from here on it is cheaper to list the whole folder.
constexpr int most_looked_up_singly = 4;

}  // namespace

OpenFolders::OpenFolders(const WorkingFolder& disk) { push("", disk.open_folder(""), false); }

void OpenFolders::push(std::string folder, Descriptor opened, bool above_is_denied) {
  const bool denied = !opened &&
                      (above_is_denied || errno == EACCES || errno == EMFILE || errno == ENFILE);
  levels_.push_back({ .folder = std::move(folder), .opened = std::move(opened), .denied = denied });
}

OpenFolders::Level& OpenFolders::level_of(std::string_view folder) {
  while (!is_within(folder, levels_.back().folder)) levels_.pop_back();
  while (levels_.back().folder.size() != folder.size()) {
    if (levels_.size() > most_levels) levels_.pop_back();
    const Level& above = levels_.back();
    const std::size_t skipped = above.folder.empty() ? 0 : above.folder.size() + 1;
    const bool deep = levels_.size() == most_levels;
    const std::size_t end = deep ? folder.size()
                                 : std::min(folder.find('/', skipped), folder.size());
    const std::string_view rest = folder.substr(skipped, end - skipped);
    const bool above_is_denied = above.denied;
    errno = 0;
    push(std::string(folder.substr(0, end)),
         above.opened ? open_folder_below(above.opened, rest) : Descriptor(), above_is_denied);
  }
  return levels_.back();
}

mode_t OpenFolders::listed_type(Level& level, std::string_view name) {
  if (!level.listing) level.listing = list_names(level.opened);
  const std::vector<DiskName>& names = level.listing->names;
  while (level.next < names.size() && names[level.next].name < name) ++level.next;
  return level.next < names.size() && names[level.next].name == name ? names[level.next].type : 0;
}

mode_t OpenFolders::type_of(std::string_view path) {
  const std::string_view folder = folder_of(path);
  Level& level = level_of(folder);
  if (level.denied && !std::exchange(level.reported, true) && unread_.size() < most_unread_folders)
    unread_.emplace_back(folder);
  if (!level.opened) return 0;
  const std::string name(name_of(path));
  if (level.looked_at++ < most_looked_up_singly && is_safe_name(name)) {
    struct stat status;
    if (fstatat(level.opened.number(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0)
      return status.st_mode & S_IFMT;
    if (errno == ENOENT) return 0;
  }
  return listed_type(level, name);
}

}  // namespace reallyopen
