#include "repository/working_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "repository/path.h"
#include "repository/repository_error.h"

namespace reallyopen {
namespace {

// Measured: from 128 KiB on the kernel takes four times as long to copy.
constexpr std::size_t read_size = 1 << 16;
constexpr std::size_t largest_remembered = 1 << 17;
constexpr std::size_t most_states_remembered = 10'000;
constexpr int folder_flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK;

mode_t type_of(const dirent& entry, int folder) {
  if (entry.d_type != DT_UNKNOWN) return static_cast<mode_t>(DTTOIF(entry.d_type));
  struct stat status;
  return fstatat(folder, entry.d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status.st_mode & S_IFMT
                                                                          : 0;
}

}  // namespace

Descriptor open_folder_below(const Descriptor& folder, std::string_view path) {
  Descriptor current;
  int above = folder.number();
  std::string name;
  for (std::string_view part : split_path(path)) {
    if (!is_safe_name(part)) return Descriptor();
    name = part;
    current = Descriptor(openat(above, name.c_str(), folder_flags));
    if (!current) break;
    above = current.number();
  }
  return current;
}

Listing list_names(const Descriptor& folder) {
  Listing listing;
  // A duplicate shares the place in the listing, so this is for once.
  Descriptor duplicate(fcntl(folder.number(), F_DUPFD_CLOEXEC, 0));
  std::unique_ptr<DIR, int (*)(DIR*)> stream(fdopendir(duplicate.number()), closedir);
  if (!stream) return listing;
  int number = duplicate.release();
  while (const dirent* entry = readdir(stream.get()))
    listing.names.push_back({ entry->d_name, type_of(*entry, number) });
  std::sort(listing.names.begin(), listing.names.end(),
            [](const DiskName& a, const DiskName& b) { return a.name < b.name; });
  return listing;
}

WorkingFolder::WorkingFolder(const std::string& root)
    : root_(open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (!root_)
    throw RepositoryError(
      "the working tree of the repository cannot be opened: make it readable, or name a revision "
      "with `--rev`");
}

Descriptor WorkingFolder::open_folder(std::string_view folder) const {
  // Not a duplicate: that would share the place in the listing.
  if (folder.empty()) return Descriptor(openat(root_.number(), ".", folder_flags));
  return open_folder_below(root_, folder);
}

WorkingFolder::Opened WorkingFolder::folder_at(std::string_view folder) const {
  if (folder.empty()) return { Descriptor(), root_.number() };
  Descriptor opened = open_folder_below(root_, folder);
  const int number = opened.number();
  return { std::move(opened), number };
}

DiskState WorkingFolder::state(std::string_view path) const {
  const std::lock_guard lock(mutex_);
  if (const auto known = states_.find(path); known != states_.end()) return known->second;
  const DiskState state = look_at(path);
  if (states_.size() < most_states_remembered) states_.emplace(path, state);
  return state;
}

DiskState WorkingFolder::look_at(std::string_view path) const {
  DiskState state;
  std::string name(name_of(path));
  if (!is_safe_name(name)) return state;
  const Opened folder = folder_at(folder_of(path));
  if (folder && fstatat(folder.number, name.c_str(), &state.status, AT_SYMLINK_NOFOLLOW) == 0)
    state.type = state.status.st_mode & S_IFMT;
  else
    state.denied = errno == EACCES;
  return state;
}

// O_NONBLOCK: a pipe put in the place of a file must not make us wait for its writer.
Descriptor WorkingFolder::open_file(std::string_view path, struct stat& status) const {
  std::string name(name_of(path));
  const Opened folder = folder_at(folder_of(path));
  if (!folder || !is_safe_name(name)) return Descriptor();
  // A device may act on being opened, so look before, and again after at what was really opened.
  if (fstatat(folder.number, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0 ||
      !S_ISREG(status.st_mode))
    return Descriptor();
  Descriptor file(
    openat(folder.number, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  if (!file || fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode)) return Descriptor();
  return file;
}

std::optional<ReadResult> WorkingFolder::remembered(std::string_view path,
                                                    std::size_t limit) const {
  const std::lock_guard lock(mutex_);
  const auto known = contents_.find(path);
  if (known == contents_.end()) return std::nullopt;
  const std::string& bytes = known->second;
  return ReadResult{ bytes.size() > limit ? ReadStatus::over_limit : ReadStatus::complete,
                     bytes.substr(0, limit), bytes.size() };
}

void WorkingFolder::remember(std::string_view path, const std::string& bytes) const {
  const std::lock_guard lock(mutex_);
  if (bytes.size() > room_ || !contents_.emplace(path, bytes).second) return;
  room_ -= bytes.size();
}

ReadResult WorkingFolder::read(std::string_view path, std::size_t limit) const {
  if (auto known = remembered(path, limit)) return std::move(*known);
  struct stat status;
  Descriptor file = open_file(path, status);
  if (!file) return { ReadStatus::unreadable, "", 0 };
  ReadResult result;
  result.size = static_cast<std::uint64_t>(status.st_size);
  const bool small = result.size <= largest_remembered;
  result.bytes.resize(
    static_cast<std::size_t>(small ? result.size : std::min<std::uint64_t>(result.size, limit)));
  ssize_t length = read_fully(file.number(), result.bytes.data(), result.bytes.size());
  if (length < 0) return { ReadStatus::unreadable, "", result.size };
  result.bytes.resize(static_cast<std::size_t>(length));
  if (small && result.bytes.size() == result.size) remember(path, result.bytes);
  if (result.size > limit) result.status = ReadStatus::over_limit;
  if (result.bytes.size() > limit) result.bytes.resize(limit);
  return result;
}

ReadStatus WorkingFolder::stream(std::string_view path,
                                 const std::function<bool(std::string_view)>& take) const {
  struct stat status;
  Descriptor file = open_file(path, status);
  if (!file) return ReadStatus::unreadable;
  posix_fadvise(file.number(), 0, 0, POSIX_FADV_SEQUENTIAL);
  std::vector<char> piece(read_size);
  for (;;) {
    ssize_t length = read_fully(file.number(), piece.data(), piece.size());
    if (length < 0) return ReadStatus::unreadable;
    if (length == 0 || !take({ piece.data(), static_cast<std::size_t>(length) }))
      return ReadStatus::complete;
  }
}

std::string WorkingFolder::read_range(std::string_view path, std::uint64_t begin,
                                      std::size_t length) const {
  struct stat status;
  const Descriptor file = open_file(path, status);
  const auto size = static_cast<std::uint64_t>(file ? status.st_size : 0);
  if (begin >= size || lseek(file.number(), static_cast<off_t>(begin), SEEK_SET) < 0) return "";
  std::string bytes(static_cast<std::size_t>(std::min<std::uint64_t>(length, size - begin)), '\0');
  const ssize_t taken = read_fully(file.number(), bytes.data(), bytes.size());
  bytes.resize(taken < 0 ? 0 : static_cast<std::size_t>(taken));
  return bytes;
}

ReadResult WorkingFolder::read_link(std::string_view path, std::size_t limit) const {
  std::string name(name_of(path));
  const Opened folder = folder_at(folder_of(path));
  std::string target(longest_path, '\0');
  ssize_t length = folder ? readlinkat(folder.number, name.c_str(), target.data(), target.size())
                          : -1;
  if (length < 0) return { ReadStatus::unreadable, "", 0 };
  target.resize(static_cast<std::size_t>(length));
  ReadResult result = { ReadStatus::complete, target, target.size() };
  if (target.size() > limit)
    result = { ReadStatus::over_limit, target.substr(0, limit), target.size() };
  return result;
}

}  // namespace reallyopen
