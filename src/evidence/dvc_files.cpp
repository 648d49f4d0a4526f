#include "evidence/dvc_files.h"

#include <fmt/format.h>

#include <set>

#include "configuration/read.h"
#include "digest/md5.h"
#include "evidence/artifact_files.h"
#include "evidence/pin.h"
#include "repository/path.h"
#include "text/letters.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_dvc_file = 1u << 16;
constexpr std::size_t longest_hashed = 64u << 20;
constexpr std::size_t most_dvc_files = 200;

// Before version 3 DVC took the line ends of Windows out of a text.
std::string with_unix_lines(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] != '\r' || text.substr(i + 1, 1) != "\n") result += text[i];
  return result;
}

class DvcSearch {
 public:
  explicit DvcSearch(const Snapshot& snapshot) : snapshot_(snapshot) {}

  void look_at(Artifact& artifact, const Entry& file) {
    if (seen_.size() >= most_dvc_files || !seen_.insert(file.path).second) return;
    const auto pointer = snapshot_.find(file.path + ".dvc");
    if (!pointer || pointer->kind != EntryKind::file) return;
    const ReadResult read = snapshot_.read(*pointer, longest_dvc_file);
    if (read.status != ReadStatus::complete) return;
    // The reader goes by the ending, and `.dvc` is YAML.
    const auto parsed = read_configuration(pointer->path + ".yaml", read.bytes).document;
    const Node* outs = parsed ? parsed->root.get("outs") : nullptr;
    if (!outs) return;
    for (const Node& out : outs->items)
      if (out.string_at("path") == name_of(file.path))
        compare(artifact, file, pointer->path, *parsed, out);
  }

  std::vector<OtherDvcFile> take() { return std::move(found_); }

 private:
  void compare(Artifact& artifact, const Entry& file, const std::string& pointer,
               const Document& document, const Node& out) {
    const Node* size = out.get("size");
    const Node* digest = out.get("md5");
    const auto lfs = snapshot_.lfs_pointer(file);
    const std::uint64_t found = lfs ? lfs->size : snapshot_.read(file, 0).size;
    if (size && size->is_number() && size->number != static_cast<double>(found))
      return add(artifact, file, pointer, document.place(*size), size->text,
                 fmt::format("{} bytes", found));
    if (lfs || found > longest_hashed || !digest || digest->text.size() != 32) return;
    const ReadResult read = snapshot_.read(file, longest_hashed);
    if (read.status != ReadStatus::complete) return;
    const std::string known = lower(digest->text);
    const std::string hash = md5(read.bytes);
    if (hash != known && md5(with_unix_lines(read.bytes)) != known)
      add(artifact, file, pointer, document.place(*digest), digest->text, "md5 " + hash);
  }

  void add(Artifact& artifact, const Entry& file, const std::string& pointer, Place place,
           std::string_view says, std::string found) {
    place.path = pointer;
    artifact.evidence = Evidence::broken;
    found_.push_back(
      { &artifact, std::move(place), file.path, printable(says, 40), std::move(found) });
  }

  const Snapshot& snapshot_;
  std::set<std::string> seen_;
  std::vector<OtherDvcFile> found_;
};

}  // namespace

std::vector<OtherDvcFile> find_other_dvc_files(const Snapshot& snapshot,
                                               Declarations& declarations) {
  if (!declarations.document()) return {};
  DvcSearch search(snapshot);
  const std::string_view base = folder_of(declarations.document()->path);
  for (Artifact& artifact : declarations.artifacts()) {
    if (artifact.evidence != Evidence::present || is_url(artifact.written)) continue;
    for (const Entry& file : files_of(snapshot, base, artifact, most_dvc_files))
      search.look_at(artifact, file);
  }
  return search.take();
}

}  // namespace reallyopen
