#include "evidence/history/left_out.h"

#include "evidence/artifact_files.h"
#include "evidence/pin.h"
#include "repository/path.h"

namespace reallyopen {
namespace {

// Itself, also a folder; or the first file that a glob names.
std::string path_of(const Snapshot& snapshot, std::string_view base, const Artifact& artifact) {
  const Resolution found = snapshot.resolve(base, artifact.written);
  if (found.status == ResolveStatus::found) return found.entry.path;
  const std::vector<Entry> files = files_of(snapshot, base, artifact, 1);
  return files.empty() ? "" : files.front().path;
}

}  // namespace

std::vector<LeftOut> find_left_out(const Snapshot& snapshot, const Declarations& declarations) {
  std::vector<LeftOut> all;
  if (!declarations.document()) return all;
  Attributes attributes(snapshot, Attributes::Attribute::export_ignore);
  const std::string_view base = folder_of(declarations.document()->path);
  for (const Artifact& artifact : declarations.artifacts()) {
    if (artifact.evidence != Evidence::present || is_url(artifact.written)) continue;
    const std::string path = path_of(snapshot, base, artifact);
    const Attributes::Origin origin = attributes.origin_above(path);
    if (origin.line > 0)
      all.push_back({ &artifact, path, { origin.file, origin.line, 1, 1, origin.text } });
  }
  return all;
}

}  // namespace reallyopen
