#include "evidence/copied_files.h"

#include <algorithm>
#include <array>
#include <map>

#include "evidence/artifact_files.h"
#include "evidence/pin.h"
#include "manifest/field_path.h"
#include "repository/path.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_compared_files = 200;  // of one artifact
constexpr std::uint64_t shortest_compared = 64;   // bytes

// What a field is for; fields of one purpose may hold one content.
struct Purpose {
  std::string_view key;     // last of the field; "" any
  std::string_view within;  // the field begins so
  std::string_view name;
};

constexpr std::array purposes = std::to_array<Purpose>({
  { "scripts", "preprocessing", "preprocessing" },
  { "scripts", "training", "training" },
  { "code", "evaluation", "evaluation" },
  { "code", "model.inference", "inference" },
  { "code", "model.architecture", "the architecture" },
  { "config", "", "settings" },
  { "files", "hyperparameters", "settings" },
  { "from", "", "settings" },
  { "logs", "", "records of a run" },
  { "source", "evaluation", "results" },
  { "results_files", "", "results" },
  { "artifact", "data", "data" },
  { "dependencies", "", "packages" },
  { "lockfiles", "", "packages" },
  { "manifests", "", "packages" },
  { "files", "license", "a licence" },
  { "file", "license", "a licence" },
  { "", "documentation", "documentation" },
  { "", "community", "documentation" },
});

std::string_view purpose_of(std::string_view field) {
  const std::string_view key = last_key(field);
  for (const Purpose& row : purposes)
    if ((row.key.empty() || row.key == key) && field.starts_with(row.within)) return row.name;
  return "";
}

// A program is described by its code, and a run keeps the settings that it had.
bool may_be_one(std::string_view a, std::string_view b) {
  const auto are = [&](std::string_view one, std::string_view other) {
    return (a == one && b == other) || (a == other && b == one);
  };
  return a == b || are("settings", "records of a run") || are("results", "records of a run") ||
         are("the architecture", "training") || are("the architecture", "inference") ||
         are("the architecture", "evaluation");
}

struct Use {
  Artifact* artifact = nullptr;  // null: not declared, and known by its name
  std::string path;
  std::string_view purpose;
};

class Copies {
 public:
  Copies(const Snapshot& snapshot, Declarations& declarations)
      : snapshot_(snapshot),
        declarations_(declarations),
        base_(folder_of(declarations.document()->path)) {}

  std::vector<CopiedFile> find() {
    for (Artifact& artifact : declarations_.artifacts()) note(artifact);
    note_known("README.md", "documentation");
    note_known("LICENSE", "a licence");
    note_known("requirements.txt", "packages");
    for (const auto& [id, uses] : uses_)
      if (uses.size() > 1) compare(uses);
    return std::move(found_);
  }

 private:
  void note(Artifact& artifact) {
    const std::string_view purpose = purpose_of(artifact.field);
    if (purpose.empty() || artifact.evidence != Evidence::present || is_url(artifact.written))
      return;
    for (const Entry& entry : files_of(snapshot_, base_, artifact, most_compared_files))
      if (!entry.id.empty()) uses_[entry.id].push_back({ &artifact, entry.path, purpose });
  }

  void note_known(std::string_view name, std::string_view purpose) {
    const Resolution found = snapshot_.resolve(base_, name);
    if (found.status == ResolveStatus::found && found.entry.kind == EntryKind::file)
      if (const auto uses = uses_.find(found.entry.id); uses != uses_.end())
        uses->second.push_back({ nullptr, found.entry.path, purpose });
  }

  void compare(const std::vector<Use>& uses) {
    for (const Use& use : uses) {
      if (!use.artifact || use.artifact->evidence != Evidence::present) continue;
      const auto other = std::ranges::find_if(
        uses, [&](const Use& each) { return is_copy(use, each, uses); });
      if (other == uses.end()) continue;
      const auto entry = snapshot_.find(use.path);
      if (!entry || snapshot_.read(*entry, 0).size < shortest_compared) return;
      found_.push_back({ use.artifact, use.path, std::string(use.purpose), other->path,
                         std::string(other->purpose),
                         other->artifact ? other->artifact->place : Place{ .path = other->path } });
      broken_.push_back(use.artifact);
    }
    for (Artifact* artifact : broken_) artifact->evidence = Evidence::broken;
    broken_.clear();
  }

  // One of the paths may well be declared for both.
  static bool is_copy(const Use& use, const Use& other, const std::vector<Use>& uses) {
    if (use.path == other.path || name_of(use.path) == name_of(other.path) ||
        may_be_one(use.purpose, other.purpose))
      return false;
    return std::ranges::none_of(uses, [&](const Use& each) {
      return (each.path == use.path && each.purpose == other.purpose) ||
             (each.path == other.path && each.purpose == use.purpose);
    });
  }

  const Snapshot& snapshot_;
  Declarations& declarations_;
  std::string base_;
  std::map<std::string, std::vector<Use>> uses_;  // by object id
  std::vector<Artifact*> broken_;
  std::vector<CopiedFile> found_;
};

}  // namespace

std::vector<CopiedFile> find_copied_files(const Snapshot& snapshot, Declarations& declarations) {
  if (!declarations.document()) return {};
  return Copies(snapshot, declarations).find();
}

}  // namespace reallyopen
