#include "evidence/plausibility/addresses.h"

#include <algorithm>
#include <array>

#include "evidence/plausibility/empty_words.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

// `host` of `scheme://user@host:80/path`.
std::string_view host_of(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme == std::string_view::npos) return {};
  std::string_view host = address.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const std::size_t at = host.rfind('@'); at != std::string_view::npos)
    host.remove_prefix(at + 1);
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

// RFC 1918, RFC 6598, loopback and link-local of RFC 3330 and RFC 4291.
bool is_private_number(std::string_view host) {
  if (host == "[::1]" || host.starts_with("[fc") || host.starts_with("[fd") ||
      host.starts_with("[fe80"))
    return true;
  if (host.find_first_not_of("0123456789.") != std::string_view::npos) return false;
  if (host.starts_with("10.") || host.starts_with("127.") || host.starts_with("192.168.") ||
      host.starts_with("169.254.") || host == "0.0.0.0")
    return true;
  if (!host.starts_with("172.") || host.size() < 6) return false;
  const std::string_view second = host.substr(4, host.find('.', 4) - 4);
  return second.size() == 2 && second >= "16" && second <= "31";
}

bool ends_with_one_of(std::string_view host, std::initializer_list<std::string_view> endings) {
  return std::ranges::any_of(endings,
                             [&](std::string_view ending) { return host.ends_with(ending); });
}

bool has_word(std::string_view text, std::initializer_list<std::string_view> words) {
  const std::string low = lower(text);
  for (const std::string_view word : words)
    for (std::size_t at = low.find(word); at != std::string::npos; at = low.find(word, at + 1)) {
      const bool begins = at == 0 || !is_ascii_letter(low[at - 1]);
      const std::size_t end = at + word.size();
      if (begins && (end == low.size() || !is_ascii_letter(low[end]))) return true;
    }
  return false;
}

bool is_bucket(std::string_view address) {
  return std::ranges::any_of(
    std::initializer_list<std::string_view>{ "s3://", "gs://", "az://", "abfs://", "abfss://",
                                             "oss://", "cos://", "obs://" },
    [&](std::string_view scheme) { return address.starts_with(scheme); });
}

}  // namespace

std::string private_address(std::string_view address, std::string_view said) {
  const std::string low = lower(address);
  if (low.starts_with("file:")) return "is a file of one machine";
  if (low.starts_with("hdfs:") || low.starts_with("nfs:") || low.starts_with("smb:"))
    return "is a file system of one network";
  const std::string_view host = host_of(low);
  if (is_bucket(low)) {
    const bool is_public = has_word(said, { "public", "publicly", "anonymous", "no-sign-request" });
    return !is_public && has_word(host, { "internal", "private", "corp", "confidential", "intern" })
             ? "is a bucket that its own name calls private"
             : "";
  }
  if (host.empty()) return states_no_value(address) ? "is no address" : "";
  if (host == "localhost" || host.ends_with(".localhost") || is_private_number(host))
    return "is on one machine or network alone";
  if (ends_with_one_of(host, { ".local", ".internal", ".intranet", ".lan", ".corp", ".home",
                               ".home.arpa", ".private" }))
    return "is a host of one network";
  // RFC 2606
  if (ends_with_one_of(
        host, { "example.com", "example.org", "example.net", ".example", ".test", ".invalid" }))
    return "is a name that is kept for examples";
  const bool single = host.find('.') == std::string_view::npos && low.starts_with("http");
  return single ? "names no host of the internet" : "";
}

}  // namespace reallyopen
