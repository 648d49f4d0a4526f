#include "evidence/artifact_files.h"

#include "evidence/pin.h"

namespace reallyopen {

std::vector<Entry> files_of(const Snapshot& snapshot, std::string_view base,
                            const Artifact& artifact, std::size_t most) {
  if (artifact.written.empty() || is_url(artifact.written)) return {};
  const Resolution resolved = snapshot.resolve(base, artifact.written);
  std::vector<Entry> files;
  if (resolved.status == ResolveStatus::missing)
    files = snapshot.match(base, artifact.written, most + 1).files;
  else if (resolved.status == ResolveStatus::found && resolved.entry.kind == EntryKind::folder)
    snapshot.walk(resolved.entry.path, [&](const Entry& entry) {
      files.push_back(entry);
      return files.size() <= most;
    });
  else if (resolved.status == ResolveStatus::found)
    files.push_back(resolved.entry);
  std::erase_if(files, [](const Entry& entry) { return entry.kind != EntryKind::file; });
  return files;
}

}  // namespace reallyopen
