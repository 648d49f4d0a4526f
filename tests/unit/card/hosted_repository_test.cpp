// Which repository an address names.
#include "card/hosted_repository.h"

#include "support/catch.h"

using namespace reallyopen;

TEST_CASE("addresses of hosting sites name a repository") {
  const HostedRepository expected{ "leaves", "leaf.net" };
  for (const std::string_view address :
       { "https://github.com/leaves/leaf.net", "https://GITHUB.com/leaves/leaf.net",
         "git@github.com:Leaves/Leaf.net.git", "ssh://git@gitlab.com/leaves/leaf.net.git",
         "https://github.com/leaves/leaf.net/tree/main/code", "https://gitee.com/leaves/leaf.net.",
         "(https://github.com/leaves/leaf.net)", "https://github.com/leaves/leaf.net#usage" }) {
    CAPTURE(std::string(address));
    const bool known = address.find("GITHUB") == std::string_view::npos;
    CHECK((hosted_repository(address) == expected) == known);
  }
  for (const std::string_view address :
       { "", "https://github.com", "https://github.com/leaves", "https://github.com/leaves/",
         "https://github.com//leafnet", "https://leaves.github.io/leafnet", "/srv/git/leafnet" }) {
    CAPTURE(std::string(address));
    CHECK_FALSE(hosted_repository(address));
  }
}

TEST_CASE("the repositories of a text, with their places") {
  const auto found = hosted_repositories_in(
    "see https://github.com/a/b, http://example.org/x and [c](https://gitlab.com/a/c).");
  REQUIRE(found.size() == 2);
  CHECK(found[0].repository == HostedRepository{ "a", "b" });
  CHECK(found[1].repository == HostedRepository{ "a", "c" });
  CHECK(found[0].at < found[1].at);
  CHECK(hosted_repositories_in(std::string(10'000, ':') + "://").empty());
}
