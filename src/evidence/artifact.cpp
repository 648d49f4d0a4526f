#include "evidence/artifact.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "evidence/pin.h"
#include "evidence/submodule_record.h"
#include "evidence/substance.h"
#include "manifest/field_path.h"
#include "repository/path.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_examined = 1u << 20;  // beyond it a file has substance
constexpr std::size_t most_matches = 100'000;
constexpr std::size_t most_hashed_ahead = 10'000;
constexpr std::size_t most_files_of_folder = 50;  // looked into until one has substance

Defect defect_of(ResolveStatus status) {
  switch (status) {
    case ResolveStatus::found:
      return Defect::none;
    case ResolveStatus::missing:
      return Defect::missing;
    case ResolveStatus::outside:
      return Defect::outside;
    case ResolveStatus::symlink_dangling:
      return Defect::symlink_dangling;
    case ResolveStatus::symlink_escapes:
      return Defect::symlink_escapes;
    case ResolveStatus::symlink_loop:
      return Defect::symlink_loop;
    case ResolveStatus::in_submodule:
      return Defect::in_submodule;
    case ResolveStatus::unreadable:
      return Defect::not_fetched;
  }
  return Defect::missing;
}

Defect defect_of(Substance substance) {
  switch (substance) {
    case Substance::substantial:
      return Defect::none;
    case Substance::empty:
      return Defect::empty;
    case Substance::comments_only:
      return Defect::comments_only;
    case Substance::promise:
      return Defect::promise;
  }
  return Defect::none;
}

void set_broken(Artifact& artifact, Defect defect, std::string detail = "") {
  artifact.evidence = Evidence::broken;
  artifact.defect = defect;
  artifact.detail = std::move(detail);
}

void set_unknown(Artifact& artifact, Defect defect, std::string detail) {
  artifact.evidence = Evidence::unknown;
  artifact.defect = defect;
  artifact.detail = std::move(detail);
}

bool is_glob(std::string_view path) { return path.find_first_of("*?[") != std::string_view::npos; }

// Of several files: what has substance, what might have it, what lies elsewhere, what has none.
int usefulness(Evidence evidence) {
  switch (evidence) {
    case Evidence::present:
      return 3;
    case Evidence::unknown:
      return 2;
    case Evidence::pinned:
      return 1;
    default:
      return 0;
  }
}

void set_undecided(Artifact& artifact) {
  set_unknown(artifact, Defect::over_limit,
              fmt::format("the first {} of its files do not decide", most_files_of_folder));
}

}  // namespace

bool is_withholding(std::string_view status) {
  return status == "planned" || status == "withheld" || status == "unavailable" ||
         status == "unknown";
}

bool needs_content(std::string_view field) {
  constexpr std::array names = std::to_array<std::string_view>(
    { "scripts", "code", "config", "dependencies", "lockfiles", "manifests", "dockerfile", "from",
      "contributing", "checksums", "index", "model_card" });
  const std::string_view last = last_key(field);
  return std::ranges::find(names, last) != names.end() || field.starts_with("hyperparameters.") ||
         field.starts_with("license.");
}

bool belongs_to_release(std::string_view field) {
  const std::string_view key = last_key(field);
  return key == "scripts" || field.starts_with("model.weights.files") ||
         field.starts_with("evaluation.code") || field.starts_with("data.sources") ||
         field.starts_with("license.");
}

bool is_pinned(const Node& mapping, std::string_view url) {
  return is_pinned_url(url) || is_full_revision(mapping.string_at("revision")) ||
         is_full_revision(mapping.string_at("sha256"));
}

Examiner::Examiner(const Snapshot& snapshot, const Document& document, Digests& digests)
    : snapshot_(snapshot),
      document_(document),
      digests_(digests),
      base_(folder_of(document.path)) {}

void Examiner::hash_ahead(const std::vector<const Node*>& nodes) {
  std::vector<Entry> files;
  for (const Node* node : nodes) {
    const std::string_view path = node->string_at("path");
    if (path.empty() || !node->get("sha256") || files.size() >= most_hashed_ahead) continue;
    const Resolution resolution = snapshot_.resolve(base_, path);
    if (resolution.status != ResolveStatus::found || resolution.entry.kind != EntryKind::file)
      continue;
    const Node* size = node->get("size_bytes");
    // A pointer tells its digest, and another size needs none.
    const bool is_other = size && size->number !=
                                    static_cast<double>(snapshot_.read(resolution.entry, 0).size);
    if (!is_other && !snapshot_.lfs_pointer(resolution.entry)) files.push_back(resolution.entry);
  }
  digests_.compute(files);
}

Artifact Examiner::examine(const Node& node, std::string_view field) {
  Artifact artifact{ .node = &node, .field = std::string(field), .place = document_.place(node) };
  const Node* named = node.is_string() ? &node : node.get("path");
  if (!named) named = node.get("url");
  const std::string_view status = node.string_at("status");
  if (is_withholding(status) || status == "not-applicable") {
    artifact.status = status;
    artifact.reason = node.string_at("reason");
    artifact.evidence = is_withholding(status) ? Evidence::withheld : Evidence::not_applicable;
    if (const Node* stated = node.get("status")) artifact.place = document_.place(*stated);
    return artifact;
  }
  if (!named || !named->is_string() || named->text.empty()) return artifact;
  artifact.written = named->text;
  artifact.place = document_.place(*named);
  if (is_url(artifact.written)) {
    artifact.evidence = is_pinned(node, artifact.written) ? Evidence::pinned : Evidence::linked;
  } else {
    examine_path(artifact, artifact.written);
  }
  return artifact;
}

Artifact Examiner::examine_pointer(const Node& node, std::string_view field) {
  Artifact artifact{ .node = &node, .field = std::string(field), .place = document_.place(node) };
  if (!node.is_string()) return artifact;
  artifact.written = node.text.substr(0, node.text.find('#'));
  examine_path(artifact, artifact.written);
  return artifact;
}

void Examiner::examine_path(Artifact& artifact, std::string_view path) {
  if (budget_.files-- <= 0)
    return set_unknown(artifact, Defect::over_limit, "too many artifacts are declared");
  const Resolution resolution = snapshot_.resolve(base_, path);
  if (resolution.status == ResolveStatus::in_submodule)
    return examine_submodule(artifact, resolution.entry);
  if (resolution.status == ResolveStatus::missing) {
    if (is_glob(path)) return examine_glob(artifact);
    return explain_missing(artifact, resolution.path);
  }
  if (resolution.status == ResolveStatus::unreadable)
    return set_unknown(artifact, Defect::not_fetched, artifact.written);
  if (resolution.status != ResolveStatus::found)
    return set_broken(artifact, defect_of(resolution.status), resolution.entry.path);
  if (resolution.entry.kind == EntryKind::folder) return examine_folder(artifact, resolution.entry);
  if (path.ends_with('/')) return set_broken(artifact, Defect::not_a_folder);
  examine_file(artifact, resolution.entry);
}

// Its commit pins the file, where anybody can get the repository; what is in it was not examined.
void Examiner::examine_submodule(Artifact& artifact, const Entry& submodule) {
  switch (record_of(snapshot_, submodule.path)) {
    case SubmoduleRecord::none:
      return set_broken(
        artifact, Defect::submodule_lost,
        fmt::format("`.gitmodules` does not say where {} is", in_backticks(submodule.path)));
    case SubmoduleRecord::not_public:
      return set_broken(artifact, Defect::submodule_lost,
                        fmt::format("the address of {} in `.gitmodules` is not public",
                                    in_backticks(submodule.path)));
    case SubmoduleRecord::open:
      break;
  }
  if (belongs_to_release(artifact.field))
    return set_unknown(artifact, Defect::only_in_submodule, submodule.path);
  artifact.evidence = Evidence::pinned;
  artifact.defect = Defect::in_submodule;
  artifact.detail = submodule.path;
}

void Examiner::explain_missing(Artifact& artifact, std::string_view path) {
  set_broken(artifact, Defect::missing);
  switch (snapshot_.untracked(path)) {
    case Untracked::untracked:
      artifact.defect = Defect::not_committed;
      return;
    case Untracked::ignored:
      artifact.defect = Defect::ignored;
      return;
    case Untracked::absent:
      break;
  }
  if (budget_.searches-- <= 0) return;
  const std::vector<std::string> near = snapshot_.nearest(path, 1);
  if (!near.empty()) artifact.nearest = near.front();
}

// `src/**/*.py` names empty `__init__.py` too: several files have substance when one of them has.
// What could not be read might have it. Keeps the most useful so far in `decisive`; true once one
// has substance.
bool Examiner::examine_one_of(const Artifact& artifact, const Entry& entry,
                              std::optional<Artifact>& decisive) {
  Artifact file = artifact;
  const Resolution found = snapshot_.resolve("", entry.path);
  if (found.status == ResolveStatus::in_submodule) {
    examine_submodule(file, found.entry);
  } else if (found.status != ResolveStatus::found) {
    set_broken(file, defect_of(found.status), entry.path);
  } else if (found.entry.kind == EntryKind::file) {
    examine_file(file, found.entry);
  } else {
    set_broken(file, Defect::empty, entry.path);  // a link to a folder, which is not entered twice
  }
  if (!decisive || usefulness(file.evidence) > usefulness(decisive->evidence))
    decisive = std::move(file);
  return decisive->evidence == Evidence::present;
}

void Examiner::examine_glob(Artifact& artifact) {
  if (budget_.globs-- <= 0)
    return set_unknown(artifact, Defect::over_limit, "too many globs are declared");
  const MatchResult matches = snapshot_.match(base_, artifact.written, most_matches);
  if (matches.over_limit)
    return set_unknown(artifact, Defect::over_limit,
                       fmt::format("it matches more than {} files", most_matches));
  if (matches.too_long)
    return set_unknown(artifact, Defect::over_limit, "the glob is longer than 1024 bytes");
  if (!matches.unread_folders.empty())
    return set_unknown(artifact, Defect::not_fetched, matches.unread_folders.front());
  if (matches.files.empty()) return set_broken(artifact, Defect::pattern_unmatched);
  std::size_t examined = 0;
  std::optional<Artifact> decisive;
  // One digest for many files is meant for each of them.
  const bool each = artifact.node->get("sha256") || artifact.node->get("size_bytes");
  for (const Entry& entry : matches.files) {
    if (examined++ == most_files_of_folder) return set_undecided(artifact);
    if (each) decisive.reset();
    if (examine_one_of(artifact, entry, decisive) != each) break;
  }
  artifact = std::move(*decisive);
}

void Examiner::examine_folder(Artifact& artifact, const Entry& folder) {
  std::size_t examined = 0;
  std::optional<Artifact> decisive;
  bool all = true;
  const auto unread = snapshot_.walk(folder.path, [&](const Entry& entry) {
    all = examined++ < most_files_of_folder;
    return all && !examine_one_of(artifact, entry, decisive);
  });
  if (!all) return set_undecided(artifact);
  if (!unread.empty() && (!decisive || decisive->evidence != Evidence::present))
    return set_unknown(artifact, Defect::not_fetched, unread.front());
  if (!decisive) return set_broken(artifact, Defect::empty, folder.path);
  artifact = std::move(*decisive);
}

void Examiner::examine_file(Artifact& artifact, const Entry& file) {
  artifact.detail.clear();
  if (examine_lfs(artifact, file)) return;
  if (artifact.node->get("sha256") || artifact.node->get("size_bytes")) {
    compare_content(artifact, file);
    if (artifact.evidence != Evidence::present) return;
  }
  const ReadResult read = snapshot_.read(file, std::min(longest_examined, budget_.bytes));
  budget_.bytes -= std::min(read.bytes.size(), budget_.bytes);
  if (read.status == ReadStatus::missing || read.status == ReadStatus::unreadable)
    return set_unknown(artifact, Defect::not_fetched, file.path);
  artifact.evidence = Evidence::present;
  compare_kind(artifact, file, read.status == ReadStatus::over_limit ? "" : read.bytes);
  if (artifact.evidence == Evidence::broken || read.status == ReadStatus::over_limit) return;
  const SubstanceResult substance = judge_substance(file.path, read.bytes);
  if (substance.substance == Substance::substantial) return;
  set_broken(artifact, defect_of(substance.substance), file.path);
  if (substance.line > 0) artifact.other = Place{ file.path, substance.line, 1, 1, substance.text };
}

// True when the file is an LFS pointer, which then has been judged.
bool Examiner::examine_lfs(Artifact& artifact, const Entry& file) {
  const std::optional<LfsPointer> pointer = snapshot_.lfs_pointer(file);
  if (!pointer) return false;
  if (needs_content(artifact.field)) {
    // In a working tree with LFS content fetched, the file itself can be read.
    const ReadResult read = snapshot_.read(file, longest_examined);
    if (read.status != ReadStatus::complete || read.bytes.starts_with("version "))
      set_unknown(artifact, Defect::lfs_not_fetched, file.path);
    else
      return false;
    return true;
  }
  artifact.evidence = Evidence::present;
  compare(artifact, pointer->sha256, pointer->size);
  compare_kind(artifact, file, "");
  return true;
}

void Examiner::compare_kind(Artifact& artifact, const Entry& file, std::string_view content) {
  const auto [known, is_new] = kinds_.try_emplace(file.path);
  if (is_new) known->second = kind_of(file.path, content);
  const FileKind kind = known->second;
  if (artifact.evidence != Evidence::present || asked_instead(artifact.field, kind).empty()) return;
  set_broken(artifact, Defect::kind_differs, file.path);
  artifact.kind = kind;
}

void Examiner::compare_content(Artifact& artifact, const Entry& file) {
  // The size costs nothing, and another size needs no digest.
  const ReadResult about = snapshot_.read(file, 0);
  if (about.status == ReadStatus::missing || about.status == ReadStatus::unreadable)
    return set_unknown(artifact, Defect::not_fetched, file.path);
  artifact.evidence = Evidence::present;
  const Node* size = artifact.node->get("size_bytes");
  const bool is_other = size && size->number != static_cast<double>(about.size);
  if (is_other || !artifact.node->get("sha256")) return compare(artifact, "", about.size);
  const FileDigest& found = digests_.of(file);
  if (found.status == ReadStatus::over_limit)
    return set_unknown(artifact, Defect::over_limit, "the packed object is too large to be hashed");
  if (found.status != ReadStatus::complete)
    return set_unknown(artifact, Defect::not_fetched, file.path);
  compare(artifact, found.sha256, found.size);
}

// What is declared of the content against what it is.
void Examiner::compare(Artifact& artifact, const std::string& sha256, std::uint64_t size) {
  const Node* declared_size = artifact.node->get("size_bytes");
  const Node* declared_digest = artifact.node->get("sha256");
  if (declared_size && declared_size->number != static_cast<double>(size)) {
    set_broken(artifact, Defect::size_differs, fmt::format("{}", size));
    artifact.place = document_.place(*declared_size);
  } else if (declared_digest && declared_digest->text != sha256) {
    set_broken(artifact, Defect::digest_differs, sha256);
    artifact.place = document_.place(*declared_digest);
  }
}

}  // namespace reallyopen
