#include "evidence/pin.h"

#include <re2/re2.h>

#include <algorithm>

namespace reallyopen {
namespace {}  // namespace

bool is_url(std::string_view text) {
  constexpr std::string_view starts[] = { "https://", "http://", "git+https://", "s3://",
                                          "gs://",    "doi:",    "swh:",         "hf:" };
  return std::ranges::any_of(starts, [&](std::string_view start) {
    return text.size() > start.size() && text.starts_with(start) &&
           text.find_first_of(" \t\n\f\r", start.size()) == std::string_view::npos;
  });
}

bool is_pinned_url(std::string_view url) {
  // A fragment is not sent: what it says of a commit nobody has to deliver.
  url = url.substr(0, url.find('#'));
  static const RE2 pattern(
    "(?i)(([/@]|[?&;](id|h|hb|rev|ref|commit|sha)=)([0-9a-f]{40}|[0-9a-f]{64})([/?&;.]|$)"
    "|^doi:10\\.|^https?://(dx\\.)?doi\\.org/10\\."
    "|(^|/)swh:1:(cnt|dir|rev|rel|snp):[0-9a-f]{40}"
    "|@sha256:[0-9a-f]{64})");
  return RE2::PartialMatch(url, pattern);
}

bool is_full_revision(std::string_view revision) {
  static const RE2 pattern("(?i)(sha256:)?([0-9a-f]{40}|[0-9a-f]{64})");
  return RE2::FullMatch(revision, pattern);
}

}  // namespace reallyopen
