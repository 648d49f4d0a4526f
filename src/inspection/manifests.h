// The manifests of a repository: where they are, and what they say.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/parse.h"
#include "repository/snapshot.h"

namespace reallyopen {

constexpr std::string_view manifest_name = "TRANSPARENCY.yaml";

struct Manifests {
  std::vector<std::string> paths;
  std::vector<std::string> unread_folders;  // others might be there
  std::vector<std::string> use_policies;    // files named like them, wherever they stand
};

struct ManifestText {
  bool found = false;
  ReadStatus status = ReadStatus::complete;
  ParseResult parsed;
};

// Every manifest at or below the folder asked for; without any the nearest one above it; without
// any of those the place where one should be. Throws RepositoryError for more than `most`.
Manifests find_manifests(const Snapshot& snapshot, std::size_t most);

// The use policies of one model: in its folder and in no other model's below, or above every model.
std::vector<std::string> use_policies_of(const Manifests& manifests, const std::string& manifest);

ManifestText read_manifest(const Snapshot& snapshot, const std::string& path,
                           const ParseLimits& limits);

}  // namespace reallyopen
