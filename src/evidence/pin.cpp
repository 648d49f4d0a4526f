#include "evidence/pin.h"

#include <re2/re2.h>

namespace reallyopen {
namespace {

re2::StringPiece piece(std::string_view text) { return { text.data(), text.size() }; }

}  // namespace

bool is_url(std::string_view text) {
  static const RE2 pattern("(https?|git\\+https|s3|gs)://[^\\s]+|(doi|swh|hf):[^\\s]+");
  return RE2::FullMatch(piece(text), pattern);
}

bool is_pinned_url(std::string_view url) {
  // A fragment is not sent: what it says of a commit nobody has to deliver.
  url = url.substr(0, url.find('#'));
  static const RE2 pattern(
    "(?i)(([/@]|[?&;](id|h|hb|rev|ref|commit|sha)=)([0-9a-f]{40}|[0-9a-f]{64})([/?&;.]|$)"
    "|^doi:10\\.|^https?://(dx\\.)?doi\\.org/10\\."
    "|(^|/)swh:1:(cnt|dir|rev|rel|snp):[0-9a-f]{40}"
    "|@sha256:[0-9a-f]{64})");
  return RE2::PartialMatch(piece(url), pattern);
}

bool is_full_revision(std::string_view revision) {
  static const RE2 pattern("(?i)(sha256:)?([0-9a-f]{40}|[0-9a-f]{64})");
  return RE2::FullMatch(piece(revision), pattern);
}

}  // namespace reallyopen
