#include "repository/index.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "digest/sha1.h"
#include "repository/descriptor.h"
#include "repository/repository_error.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

// Ten million files, and as much again for paths that version 4 shortens to nothing.
constexpr std::size_t largest_index = std::size_t{ 1 } << 30;

constexpr std::size_t header_size = 12;
constexpr std::size_t checksum_size = 20;
constexpr std::size_t record_size = 62;  // the shortest, without its path

// Where the numbers of a record are.
namespace offset {
constexpr std::size_t changed = 0;
constexpr std::size_t modified = 8;
constexpr std::size_t inode = 20;
constexpr std::size_t mode = 24;
constexpr std::size_t size = 36;
constexpr std::size_t id = 40;
constexpr std::size_t flags = 60;
}  // namespace offset

constexpr unsigned has_more_flags = 0x4000;
constexpr unsigned skips_worktree = 0x4000;  // of the flags that follow `has_more_flags`
constexpr unsigned length_mask = 0x0fff;
constexpr int stage_shift = 12;

[[noreturn]] void refuse_index(std::string_view reason) {
  throw RepositoryError(fmt::format(
    "the index of the repository cannot be read ({}): `git update-index --no-split-index` and "
    "`git sparse-checkout disable` make it plain, `rm .git/index && git reset` makes it new",
    reason));
}

std::uint32_t load16(const char* at) {
  const auto byte = [&](int i) {
    return static_cast<std::uint32_t>(static_cast<std::uint8_t>(at[i]));
  };
  return byte(0) << 8 | byte(1);
}

std::uint32_t load32(const char* at) { return load16(at) << 16 | load16(at + 2); }

IndexTime load_time(const char* at) { return { load32(at), load32(at + 4) }; }

// git writes no checksum where `index.skipHash` is set.
bool is_intact(std::string_view bytes) {
  const std::string_view stated = bytes.substr(bytes.size() - checksum_size);
  if (stated.find_first_not_of('\0') == std::string_view::npos) return true;
  return sha1(bytes.substr(0, bytes.size() - checksum_size)) == stated;
}

bool same_time(const IndexTime& recorded, const timespec& now) {
  return recorded.seconds == static_cast<std::uint32_t>(now.tv_sec) &&
         (recorded.nanoseconds == 0 ||
          recorded.nanoseconds == static_cast<std::uint32_t>(now.tv_nsec));
}

}  // namespace

// Fills an index from its bytes.
class Index::Parser {
 public:
  explicit Parser(Index& index)
      : index_(index),
        begin_(index.bytes_.get()),
        at_(begin_),
        end_(begin_ + index.length_ - checksum_size) {}

  void run() {
    const std::string_view bytes(begin_, index_.length_);
    if (!bytes.starts_with("DIRC")) refuse_index("it does not begin as one");
    const std::uint32_t version = load32(begin_ + 4);
    if (version < 2 || version > 4) refuse_index(fmt::format("its version is {}", version));
    if (!is_intact(bytes)) refuse_index("its checksum is another");
    const std::uint32_t count = load32(begin_ + 8);
    if (count > index_.length_ / record_size) refuse_short();
    at_ += header_size;
    index_.rows_.reserve(count);
    // More than is needed costs no memory before it is written.
    if (version == 4) index_.expanded_.reserve(2 * index_.length_);
    for (std::uint32_t i = 0; i < count; ++i) version == 4 ? take_shortened() : take_plain();
    check_extensions();
  }

 private:
  [[noreturn]] static void refuse_short() { refuse_index("it ends early"); }

  std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }

  // Behind the fixed part of the record at hand.
  const char* variable_part() const {
    if (left() < record_size) refuse_short();
    const std::size_t fixed = record_size + (load16(at_ + offset::flags) & has_more_flags ? 2 : 0);
    if (left() < fixed) refuse_short();
    return at_ + fixed;
  }

  std::string_view text(const char* from) const {
    const void* nul = std::memchr(from, 0, static_cast<std::size_t>(end_ - from));
    if (!nul) refuse_short();
    return { from, static_cast<std::size_t>(static_cast<const char*>(nul) - from) };
  }

  void take_plain() {
    const std::string_view path = text(variable_part());
    add(path, path.data() - begin_);
    const std::size_t whole = static_cast<std::size_t>(path.data() + path.size() - at_);
    const std::size_t padded = (whole + 8) & ~std::size_t{ 7 };
    if (padded > left()) refuse_short();
    at_ += padded;
  }

  // Version 4 says how many bytes of the path before to drop, and what to append.
  void take_shortened() {
    const char* from = variable_part();
    const std::size_t dropped = load_variable(from);
    const std::string_view added = text(from);
    if (dropped > previous_.length) refuse_path();
    const std::size_t kept = previous_.length - dropped;
    std::vector<char>& paths = index_.expanded_;
    const std::size_t start = paths.size();
    if (start + kept + added.size() >= largest_index)
      refuse_index("its paths are longer than 1 GiB");
    paths.resize(start + kept + added.size() + 1);
    std::memcpy(paths.data() + start, paths.data() + previous_.start, kept);
    std::memcpy(paths.data() + start + kept, added.data(), added.size());
    add({ paths.data() + start, kept + added.size() }, static_cast<std::ptrdiff_t>(start));
    at_ = added.data() + added.size() + 1;
  }

  // The offset encoding of packs.
  std::size_t load_variable(const char*& from) const {
    std::size_t value = 0;
    for (int i = 0; i < 5 && from < end_; ++i) {
      const auto byte = static_cast<std::uint8_t>(*from++);
      value = value << 7 | (byte & 0x7f);
      if (!(byte & 0x80)) return value;
      ++value;
    }
    refuse_path();
  }

  [[noreturn]] static void refuse_path() { refuse_index("a path in it is none"); }

  // Whoever searches relies on the order.
  void add(std::string_view path, std::ptrdiff_t start) {
    const unsigned flags = load16(at_ + offset::flags);
    if (path.empty() || std::min<std::size_t>(path.size(), length_mask) != (flags & length_mask))
      refuse_path();
    const unsigned stage = flags >> stage_shift & 3;
    const std::string_view before(index_.paths() + previous_.start, previous_.length);
    const int order = before.compare(path);
    if (order > 0 || (order == 0 && previous_.stage >= stage))
      refuse_index("its paths are not in order");
    previous_ = { static_cast<std::size_t>(start), path.size(), stage };
    index_.rows_.push_back(
      { static_cast<std::uint32_t>(at_ - begin_), static_cast<std::uint32_t>(start) });
  }

  // Those with a small letter change what the entries mean.
  void check_extensions() {
    while (left() > 0) {
      if (left() < 8) refuse_short();
      const std::size_t size = load32(at_ + 4);
      if (*at_ < 'A' || *at_ > 'Z')
        refuse_index(fmt::format("it has the extension `{}`", printable(std::string_view(at_, 4))));
      if (size > left() - 8) refuse_short();
      at_ += 8 + size;
    }
  }

  struct Previous {
    std::size_t start = 0;
    std::size_t length = 0;
    unsigned stage = 0;
  };

  Index& index_;
  const char* begin_;
  const char* at_;
  const char* end_;
  Previous previous_;
};

Index Index::read(const std::string& file) {
  Index index;
  // O_NONBLOCK: a pipe in its place must not make us wait for a writer.
  const Descriptor opened(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!opened && errno == ENOENT) return index;
  struct stat status = {};
  if (!opened || fstat(opened.number(), &status) != 0 || !S_ISREG(status.st_mode))
    refuse_index("the file cannot be opened");
  if (static_cast<std::uint64_t>(status.st_size) > largest_index)
    refuse_index("it is larger than 1 GiB");
  index.written_ = status.st_mtim;
  index.length_ = static_cast<std::size_t>(status.st_size);
  index.bytes_ = std::make_unique_for_overwrite<char[]>(index.length_);
  if (read_fully(opened.number(), index.bytes_.get(), index.length_) != status.st_size)
    refuse_index("it ends early");
  index.fill();
  return index;
}

Index Index::parse(std::string_view bytes) {
  Index index;
  index.length_ = bytes.size();
  index.bytes_ = std::make_unique_for_overwrite<char[]>(bytes.size());
  std::ranges::copy(bytes, index.bytes_.get());
  index.fill();
  return index;
}

void Index::fill() {
  if (length_ < header_size + checksum_size) refuse_index("it ends early");
  Parser(*this).run();
}

std::string_view Index::path(std::size_t position) const { return paths() + rows_[position].path; }

std::uint32_t Index::mode(std::size_t position) const {
  return load32(bytes_.get() + rows_[position].record + offset::mode);
}

IndexEntry Index::entry(std::size_t position) const {
  const char* record = bytes_.get() + rows_[position].record;
  IndexEntry entry{ .path = path(position),
                    .mode = load32(record + offset::mode),
                    .modified = load_time(record + offset::modified),
                    .changed = load_time(record + offset::changed),
                    .inode = load32(record + offset::inode),
                    .size = load32(record + offset::size) };
  std::memcpy(entry.id.id, record + offset::id, sizeof entry.id.id);
  const unsigned flags = load16(record + offset::flags);
  entry.stage = static_cast<int>(flags >> stage_shift & 3);
  if (flags & has_more_flags) entry.skip_worktree = load16(record + record_size) & skips_worktree;
  return entry;
}

std::size_t Index::first_not_before(std::string_view path) const {
  const auto before = [&](const Row& row) { return std::string_view(paths() + row.path) < path; };
  return static_cast<std::size_t>(std::ranges::partition_point(rows_, before) - rows_.begin());
}

std::optional<IndexEntry> Index::find(std::string_view path) const {
  const std::size_t position = first_not_before(path);
  if (position == size() || this->path(position) != path) return std::nullopt;
  return entry(position);
}

bool Index::is_racy(const struct stat& file) const {
  return file.st_mtim.tv_sec > written_.tv_sec ||
         (file.st_mtim.tv_sec == written_.tv_sec && file.st_mtim.tv_nsec >= written_.tv_nsec);
}

bool stat_matches(const IndexEntry& entry, const struct stat& status) {
  return same_time(entry.modified, status.st_mtim) && same_time(entry.changed, status.st_ctim) &&
         entry.size == static_cast<std::uint32_t>(status.st_size) &&
         (entry.inode == 0 || entry.inode == static_cast<std::uint32_t>(status.st_ino));
}

}  // namespace reallyopen
