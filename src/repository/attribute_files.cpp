#include "repository/attribute_files.h"

#include "repository/path.h"

namespace reallyopen {
namespace {

constexpr off_t largest = 1 << 20;

bool is_plain_on_disk(const WorktreeView& view, const std::string& path) {
  DiskState state = view.disk().state(path);
  return state.type == 0 || (state.type == S_IFREG && state.status.st_size <= largest);
}

bool is_plain_in_index(const WorktreeView& view, const std::string& path) {
  const std::optional<IndexEntry> entry = view.index().find(path);
  if (!entry) return true;
  std::size_t size = 0;
  git_object_t type = GIT_OBJECT_INVALID;
  return git_odb_read_header(&size, &type, view.database(), &entry->id) == 0 &&
         type == GIT_OBJECT_BLOB && size <= static_cast<std::size_t>(largest);
}

}  // namespace

bool attribute_files_are_plain(const WorktreeView& view, std::string_view path,
                               std::string_view name) {
  std::string folder;
  // An ignored path may itself be a folder with such a file.
  for (std::string_view part : split_path(path)) {
    std::string file = folder;
    append_to_path(file, name);
    if (!is_plain_on_disk(view, file) || !is_plain_in_index(view, file)) return false;
    append_to_path(folder, part);
  }
  append_to_path(folder, name);
  return is_plain_on_disk(view, folder) && is_plain_in_index(view, folder);
}

}  // namespace reallyopen
