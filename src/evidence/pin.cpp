#include "evidence/pin.h"

#include <algorithm>

#include "text/letters.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

// Whether `count` hexadecimal digits stand in a row.
bool has_hex_digits(std::string_view text, std::size_t count) {
  std::size_t run = 0;
  for (const char letter : text)
    if (run = is_hex_digit(letter) ? run + 1 : 0; run == count) return true;
  return false;
}

}  // namespace

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
  if (!has_hex_digits(url, 40) && url.find("10.") == std::string_view::npos) return false;
  static const Pattern pattern(
    "(?i)(([/@]|[?&;](id|h|hb|rev|ref|commit|sha)=)([0-9a-f]{40}|[0-9a-f]{64})([/?&;.]|$)"
    "|^doi:10\\.|^https?://(dx\\.)?doi\\.org/10\\."
    "|(^|/)swh:1:(cnt|dir|rev|rel|snp):[0-9a-f]{40}"
    "|@sha256:[0-9a-f]{64})");
  return pattern.found_in(url);
}

bool is_full_revision(std::string_view revision) {
  constexpr std::string_view prefix = "sha256:";
  if (lower(revision.substr(0, prefix.size())) == prefix) revision.remove_prefix(prefix.size());
  return (revision.size() == 40 || revision.size() == 64) &&
         std::ranges::all_of(revision, is_hex_digit);
}

}  // namespace reallyopen
