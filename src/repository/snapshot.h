// The files of one revision, or of the index and working tree, with their git object ids.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

enum class View { commit, worktree };

enum class EntryKind { file, folder, symlink, submodule };

struct Entry {
  std::string path;  // from the repository root, '/' between names, none at the end; "" is the root
  EntryKind kind = EntryKind::file;
  std::string id;  // hex git object id; of a submodule its commit; "" for a folder of the index
};

// A git LFS pointer (git-lfs docs/spec.md): the identity of content that is kept elsewhere.
struct LfsPointer {
  std::string sha256;  // 64 lower-case hex digits
  std::uint64_t size = 0;
};

enum class ReadStatus {
  complete,
  over_limit,  // larger than asked for: `bytes` holds the beginning, or nothing (Snapshot::read)
  missing,     // the object is not in this clone (partial or damaged)
  unreadable,  // a working-tree file that is not a regular file, or may not be read
};

struct ReadResult {
  ReadStatus status = ReadStatus::complete;
  std::string bytes;
  std::uint64_t size = 0;  // of the whole content, where known
};

// How a path fares when symbolic links are followed inside the snapshot.
enum class ResolveStatus {
  found,
  missing,
  outside,           // leaves the repository by `..`
  symlink_dangling,  // a link whose target is not in the snapshot
  symlink_escapes,   // a link whose target leaves the repository
  symlink_loop,
  in_submodule,  // at or below a submodule; `entry` is the submodule
  unreadable,    // a folder or link on the way is not in this clone, or may not be read
};

struct Resolution {
  ResolveStatus status = ResolveStatus::missing;
  Entry entry;       // what was found at the end of the links; for symlink_* the link
  std::string path;  // the normalised path that was asked for
};

// Why a path that is not in the snapshot may exist all the same.
enum class Untracked { absent, untracked, ignored };

// What git has recorded at a path, before anyone looks whether it is there.
struct TrackedName {
  std::string_view path;
  EntryKind kind = EntryKind::file;
};

// Looks up what stands at the name that a walk has reached: null where a tracked file is not in the
// working tree. The Entry is overwritten by the next look.
using Look = std::function<const Entry*()>;
// Sees a name of a walk; false ends it.
using VisitName = std::function<bool(const TrackedName& name, const Look& look)>;

struct SnapshotRequest {
  std::string folder = ".";  // the repository is looked for here and upward
  std::optional<std::string>
    revision;  // commit, tag, tree or expression; none: index and working tree
};

struct MatchResult {
  std::vector<Entry> files;  // sorted by path
  bool over_limit = false;   // more matched than asked for, or 10,000,000 entries were looked at
  bool too_long = false;     // the glob is longer than 1024 bytes: nothing was tried
  std::vector<std::string> unread_folders;  // as walk_names() returns them
};

// The nearest tag before the files at hand, as far as this clone knows.
struct TagSearch {
  enum class Status {
    none,
    found,
    cut_off,     // the clone ends before a tag is reached: shallow, or commits are missing
    over_limit,  // too many commits without a tag
  };
  Status status = Status::none;
  std::string name;
  std::string commit;
};

// Opened once, read on demand. Every function may throw RepositoryError where git data is damaged.
class Snapshot {
 public:
  // Throws RepositoryError with one sentence that says what is wrong and what to do.
  static Snapshot open(const SnapshotRequest& request);
  Snapshot(Snapshot&&) noexcept;
  Snapshot& operator=(Snapshot&&) noexcept;
  ~Snapshot();

  View view() const;
  // The commit judged, or HEAD of the working tree; none for a bare tree id or an unborn HEAD.
  std::optional<std::string> commit() const;
  // The name a person would use: the tag or branch asked for, or else seven digits of the commit
  // (of the tree where there is no commit); "" for an unborn HEAD.
  std::string description() const;
  // The tag asked for, where the revision is one.
  std::optional<std::string> tag() const;
  // The folder asked for, from the repository root ("" at the root or in a bare repository).
  std::string folder() const;

  // The folder of the working tree on disk, with a `/` at the end; "" for a bare repository.
  std::string root() const;
  // The address that the repository was cloned from, as its configuration says; not to be trusted.
  std::string origin() const;

  // Links are not followed. Throws where a folder on the way is not in this clone or may not be
  // read; resolve() says so instead.
  std::optional<Entry> find(std::string_view path) const;
  // `path` is joined to `base` and normalised; a leading '/' means the repository root.
  Resolution resolve(std::string_view base, std::string_view path) const;
  // Files, links and submodules below `folder`, sorted by path, until `visit` returns false.
  // Descends only into folders; reads no blob. The Entry given to `visit` is overwritten by the
  // next. Each file of a working tree is looked for: walk_names() is for who needs few. Returns the
  // folders that could not be read (not in this clone, or no permission), at most 100; empty: all
  // was seen.
  std::vector<std::string> walk(std::string_view folder,
                                const std::function<bool(const Entry&)>& visit) const;
  // The same by name: of one that is not looked up nothing is read, and whether it is there stays
  // open. Folders in which nothing was looked up are not among those returned.
  std::vector<std::string> walk_names(std::string_view folder, const VisitName& visit) const;
  // What stands directly in `folder`, folders too, sorted by path; empty where there is no such
  // folder or it cannot be read.
  std::vector<Entry> list(std::string_view folder) const;
  // Files, links and submodules that a glob matches (`*` `?` `[…]` within a name, `**` for any
  // folders between, a final '/' for all below), at most `limit`. A leading dot is nothing special;
  // links are not followed.
  MatchResult match(std::string_view base, std::string_view glob, std::size_t limit) const;

  // Content as the view shows it: blob of the commit, or the working-tree file; of a link its
  // target. Never throws. Above `limit` there are no `bytes` where having them means inflating a
  // packed blob over 64 MiB.
  ReadResult read(const Entry& file, std::size_t limit) const;
  // The same in pieces, until `take` returns false, for content too large to hold; may run in
  // several threads at once. ReadStatus::over_limit: a packed blob over 512 MiB, of which nothing
  // was given.
  ReadStatus stream(const Entry& file, const std::function<bool(std::string_view)>& take) const;
  // Up to `length` bytes from `begin`, for what stands at the end of a large file. Of a committed
  // blob over 64 MiB nothing, since it would have to be inflated from its beginning.
  std::string read_range(const Entry& file, std::uint64_t begin, std::size_t length) const;
  // In the working tree also for fetched content: then the pointer that the index records, not the
  // file's own text.
  std::optional<LfsPointer> lfs_pointer(const Entry& file) const;

  // Looks into the working tree (never in View::commit or a bare repository). What is ignored,
  // libgit2 decides: unlike git it does not see a folder's `!rule` against a rule of a folder
  // above.
  Untracked untracked(std::string_view path) const;
  // Up to `limit` tracked files and folders nearest to `path`: same name elsewhere, other letter
  // case, few typing errors.
  std::vector<std::string> nearest(std::string_view path, std::size_t limit) const;

  // The nearest tag among the ancestors of commit(); with `itself` also on it.
  TagSearch earlier_tag(bool itself) const;
  // The paths at or below `paths` that this snapshot has otherwise than `commit`, at most `limit`;
  // none where an object on the way is not in this clone.
  std::optional<std::vector<std::string>> changed_since(const std::string& commit,
                                                        const std::vector<std::string>& paths,
                                                        std::size_t limit) const;

  // True when a file that was found or read so far differs from HEAD (working-tree view only).
  bool dirty() const;

 private:
  struct State;
  explicit Snapshot(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace reallyopen
