// Whether a URL can change what it shows.
#pragma once

#include <string_view>

namespace reallyopen {

// `https://…`, `doi:…`, `swh:…`, `hf:…` and the like, as opposed to a path.
bool is_url(std::string_view text);

// Names one content for good: a full commit id in its path, a DOI, a Software Heritage id, an image
// digest.
bool is_pinned_url(std::string_view url);

// A full commit id or SHA-256 digest; a branch, a tag or an abbreviated id can move.
bool is_full_revision(std::string_view revision);

}  // namespace reallyopen
