// One declared file, folder, glob or URL, and what the snapshot shows of it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "evidence/digests.h"
#include "evidence/file_kind.h"
#include "manifest/node.h"
#include "repository/snapshot.h"
#include "verdict/evidence.h"

namespace reallyopen {

// What is wrong with an artifact; each has its rule.
enum class Defect {
  none,
  missing,        // no such tracked file
  not_committed,  // exists in the working tree, not tracked
  ignored,        // exists, and git is told to ignore it
  outside,        // leaves the repository
  symlink_dangling,
  symlink_escapes,
  symlink_loop,
  in_submodule,       // pinned by the submodule's commit, but not examined
  only_in_submodule,  // what belongs to the release itself: nobody can tell from here
  submodule_lost,     // no record says where the submodule's repository is, or it is not public
  pattern_unmatched,  // a glob without a match
  not_a_folder,       // written with a `/` at the end, but a file
  empty,
  comments_only,
  promise,       // says that the content comes later
  kind_differs,  // a file that plainly is something else
  digest_differs,
  size_differs,
  not_fetched,      // the object is not in this clone
  lfs_not_fetched,  // content is needed, and only the LFS pointer is here
  over_limit,       // too much to examine
  unparsable,       // a configuration that is not what its extension says
  unexamined,       // a configuration that could not be read
  contradicted,     // holds other values than the manifest states
  pointer_lost,     // the file is there, what the pointer names is not
  stub,             // a script without work, or one that starts what is not there
  not_locking,      // a lock file whose packages may change
};

struct Artifact {
  const Node* node = nullptr;  // the declaration
  std::string field;           // `training.scripts[0]`
  std::string written;         // the path or URL; empty where only a status stands
  Evidence evidence = Evidence::absent;
  Defect defect = Defect::none;
  Place place;                        // of what is written
  std::string detail;                 // the link, the file in a folder, the digest found…
  std::string nearest;                // a tracked path that may be meant
  FileKind kind = FileKind::unknown;  // where it is another than asked for
  std::string status;                 // withheld, unavailable, …, with its reason
  std::string reason;
  std::optional<Place> other;  // in the file itself, where something there decides
};

// Examines artifacts of one manifest. Work is bounded over all of them, since a manifest may be
// hostile.
class Examiner {
 public:
  Examiner(const Snapshot& snapshot, const Document& document, Digests& digests);

  // Hashes what the artifacts at these nodes declare a digest for, several files at once.
  void hash_ahead(const std::vector<const Node*>& nodes);

  // `node` is an artifact: a path, a URL or a mapping.
  Artifact examine(const Node& node, std::string_view field);
  // `node` is `file#/json/pointer`: only the file is examined here.
  Artifact examine_pointer(const Node& node, std::string_view field);

 private:
  struct Budget {
    std::size_t bytes = std::size_t{ 1 } << 30;  // looked into for substance, over all artifacts
    int globs = 200;                             // each may walk the tree
    int searches = 20;                           // for the nearest name, each walks the tree
    int files = 20'000;
  };

  void examine_path(Artifact& artifact, std::string_view path);
  bool examine_one_of(const Artifact& artifact, const Entry& entry,
                      std::optional<Artifact>& decisive);
  void examine_glob(Artifact& artifact);
  void examine_folder(Artifact& artifact, const Entry& folder);
  void examine_file(Artifact& artifact, const Entry& file);
  void compare_kind(Artifact& artifact, const Entry& file, std::string_view content);
  void compare_content(Artifact& artifact, const Entry& file);
  void compare(Artifact& artifact, const std::string& sha256, std::uint64_t size);
  bool examine_lfs(Artifact& artifact, const Entry& file);
  void explain_missing(Artifact& artifact, std::string_view path);
  void examine_submodule(Artifact& artifact, const Entry& submodule);

  const Snapshot& snapshot_;
  const Document& document_;
  Digests& digests_;
  std::string base_;  // the manifest's folder
  Budget budget_;
  std::map<std::string, FileKind> kinds_;  // by path: one script is declared many times
};

// True where the manifest asks for the content itself, so that an LFS pointer is not enough.
bool needs_content(std::string_view field);

// What a claim asks of the release itself: its scripts, weights, data and licence texts. A file of
// a submodule is in none of the release's archives.
bool belongs_to_release(std::string_view field);

// Whether a mapping names a revision, digest or checksums that pin its URL.
bool is_pinned(const Node& mapping, std::string_view url);

// The statuses that say "not here": planned, withheld, unavailable, unknown.
bool is_withholding(std::string_view status);

}  // namespace reallyopen
