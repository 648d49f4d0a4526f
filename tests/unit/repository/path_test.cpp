#include "repository/path.h"

#include "support/catch.h"

namespace reallyopen {

TEST_CASE("paths are joined and normalised without looking at files", "[repository]") {
  struct Case {
    std::string base, path;
    std::optional<std::string> joined;
  };
  const Case cases[] = {
    { "", "a/b", "a/b" },
    { "models", "a", "models/a" },
    { "models", "/a", "a" },
    { "models", "", "models" },
    { "models", ".", "models" },
    { "models", "./a//b/./c/", "models/a/b/c" },
    { "models/leaf", "../../a", "a" },
    { "models", "..", "" },
    { "models", "../..", std::nullopt },
    { "", "../a", std::nullopt },
    { "", "a/../../b/a", std::nullopt },
    { "models", "/..", std::nullopt },
    { "", "...", "..." },
    { "", "a/..b", "a/..b" },
    { "", "//", "" },
  };
  for (const Case& row : cases) {
    CAPTURE(row.base, row.path);
    CHECK(join_path(row.base, row.path) == row.joined);
  }
}

TEST_CASE("a path within a folder shares whole names with it", "[repository]") {
  CHECK(is_within("a/b", "a"));
  CHECK(is_within("a", "a"));
  CHECK(is_within("a", ""));
  CHECK_FALSE(is_within("ab", "a"));
  CHECK_FALSE(is_within("a", "a/b"));
}

}  // namespace reallyopen
