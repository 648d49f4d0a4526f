// Repositories on hosting sites, as addresses name them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

struct HostedRepository {
  std::string owner;  // both in lower case, as the sites compare them
  std::string name;

  friend bool operator==(const HostedRepository&, const HostedRepository&) = default;
};

// Of `https://github.com/owner/name/...` and `git@github.com:owner/name.git`; none elsewhere.
std::optional<HostedRepository> hosted_repository(std::string_view address);

struct LinkedRepository {
  HostedRepository repository;
  std::size_t at = 0;  // of the address, in the text
};

// Of every address in a text.
std::vector<LinkedRepository> hosted_repositories_in(std::string_view text);

}  // namespace reallyopen
