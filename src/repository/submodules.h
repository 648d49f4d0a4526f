// The text of `.gitmodules`: which repository each submodule is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

struct Submodule {
  std::string path;
  std::string url;
  int line = 0;  // of `url`, 1-based
};

// Those that name a path and a URL, at most 1000. The text is read as git reads its configuration,
// but nothing in it is followed: no include, no relative URL.
std::vector<Submodule> read_submodules(std::string_view text);

// `host/owner/name` of a repository's URL or of a page in it, in lower case: the same for https,
// ssh, `git@host:` and
// `.git`. Empty for anything else.
std::string repository_of_url(std::string_view url);

}  // namespace reallyopen
