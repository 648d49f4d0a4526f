#include "evidence/submodule_record.h"

#include <algorithm>
#include <string>

#include "repository/submodules.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_gitmodules = 1u << 20;

// `host` of `https://user@host:22/x`, `ssh://host/x` and `git@host:x`; "" where there is none.
std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos)
    url.remove_prefix(scheme + 3);
  else if (const std::size_t colon = url.find(':');
           colon == std::string_view::npos ||
           url.substr(0, colon).find('/') != std::string_view::npos)
    return "";
  url = url.substr(0, url.find('/'));
  if (const std::size_t user = url.rfind('@'); user != std::string_view::npos)
    url.remove_prefix(user + 1);
  return lower(url.substr(0, url.find(':')));
}

bool is_private_number(std::string_view host) {
  for (const std::string_view start : { "10.", "127.", "192.168.", "169.254.", "0." })
    if (host.starts_with(start)) return true;
  if (!host.starts_with("172.") || host.size() < 6) return false;
  const int second = is_digit(host[5]) ? (host[4] - '0') * 10 + (host[5] - '0') : 0;
  return second >= 16 && second <= 31;
}

// True for no path of a machine and no host that only its own network knows.
bool is_public_address(std::string_view url) {
  if (url.starts_with("./") || url.starts_with("../")) return true;  // beside this repository
  if (url.starts_with("file:")) return false;
  const std::string host = host_of(url);
  if (host.find('.') == std::string::npos) return false;
  for (const std::string_view ending :
       { ".local", ".internal", ".lan", ".corp", ".intranet", ".localdomain", ".home", ".private" })
    if (host.ends_with(ending)) return false;
  const bool is_number = std::ranges::all_of(host, [](char c) { return is_digit(c) || c == '.'; });
  return !is_number || !is_private_number(host);
}

}  // namespace

SubmoduleRecord record_of(const Snapshot& snapshot, std::string_view path) {
  const auto entry = snapshot.find(".gitmodules");
  if (!entry || entry->kind != EntryKind::file) return SubmoduleRecord::none;
  const ReadResult read = snapshot.read(*entry, longest_gitmodules);
  if (read.status != ReadStatus::complete) return SubmoduleRecord::none;
  for (const Submodule& submodule : read_submodules(read.bytes))
    if (submodule.path == path)
      return is_public_address(submodule.url) ? SubmoduleRecord::open : SubmoduleRecord::not_public;
  return SubmoduleRecord::none;
}

}  // namespace reallyopen
