#include "inspection/manifests.h"

#include <fmt/format.h>

#include <algorithm>

#include "evidence/licenses/license_files.h"
#include "repository/path.h"
#include "repository/repository_error.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_use_policies = 100;

std::string joined(std::string_view folder, std::string_view file) {
  return folder.empty() ? std::string(file) : std::string(folder) + "/" + std::string(file);
}

}  // namespace

Manifests find_manifests(const Snapshot& snapshot, std::size_t most) {
  std::vector<std::string> found;
  std::vector<std::string> use_policies;
  const auto is_named = [](std::string_view path) {
    return path.ends_with(manifest_name) && (path.size() == manifest_name.size() ||
                                             path[path.size() - manifest_name.size() - 1] == '/');
  };
  const auto unread = snapshot.walk_names(snapshot.folder(),
                                          [&](const TrackedName& name, const Look& look) {
    const std::string_view path = name.path;
    const bool named = is_named(path);
    const bool policy = use_policies.size() < most_use_policies && is_use_policy(path);
    if ((!named && !policy) || !look()) return true;
    if (policy) use_policies.emplace_back(path);
    if (named) found.emplace_back(path);
    if (found.size() > most)
      throw RepositoryError(
        fmt::format("more than {} manifests; check the folders of the models one by one", most));
    return true;
  });
  if (!found.empty()) return { found, unread, use_policies };
  const std::string asked = snapshot.folder();
  for (std::string_view folder = asked; !folder.empty();) {
    folder = folder_of(folder);
    if (snapshot.find(joined(folder, manifest_name)))
      return { { joined(folder, manifest_name) }, unread, use_policies };
  }
  return { { joined(asked, manifest_name) }, unread, use_policies };
}

std::vector<std::string> use_policies_of(const Manifests& manifests, const std::string& manifest) {
  const auto holds = [](const std::string& of, std::string_view path) {
    return is_within(path, folder_of(of));
  };
  std::vector<std::string> result;
  for (const std::string& policy : manifests.use_policies) {
    const bool own = holds(manifest, policy);
    const bool another_is_nearer = std::ranges::any_of(manifests.paths, [&](const auto& other) {
      return holds(other, policy) && (!own || other.size() > manifest.size());
    });
    const bool above = holds(policy, manifest);
    if ((own || above) && !another_is_nearer) result.push_back(policy);
  }
  return result;
}

ManifestText read_manifest(const Snapshot& snapshot, const std::string& path,
                           const ParseLimits& limits) {
  ManifestText manifest;
  const std::optional<Entry> entry = snapshot.find(path);
  manifest.found = entry.has_value();
  if (!entry) return manifest;
  // A link could lead anywhere, also to a file that reads like another model's manifest.
  if (entry->kind != EntryKind::file) {
    manifest.status = ReadStatus::unreadable;
    return manifest;
  }
  // One byte more than allowed, so that the parser sees and says that it is too long.
  const ReadResult read = snapshot.read(*entry, limits.bytes + 1);
  manifest.status = read.status;
  if (read.status == ReadStatus::complete) {
    manifest.parsed = parse_document(path, read.bytes, limits);
  } else if (read.status == ReadStatus::over_limit) {
    manifest.status = ReadStatus::complete;
    manifest.parsed.failure = ParseFailure::over_limit;
    manifest.parsed.problems.push_back(
      { .place = { .path = path },
        .message = fmt::format(
          "the manifest is larger than {}",
          limits.bytes == ParseLimits().bytes
            ? "4 MiB"
            : fmt::format("the {} bytes that the policy allows", limits.bytes)),
        .fix = {},
        .subject = "file" });
  }
  return manifest;
}

}  // namespace reallyopen
