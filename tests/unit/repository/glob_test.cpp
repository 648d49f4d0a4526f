#include "repository/glob.h"

#include <ctime>

#include "support/catch.h"

namespace reallyopen {

TEST_CASE("globs match as in a shell, with ** for any folders", "[repository]") {
  struct Case {
    std::string pattern, path;
    bool matches;
  };
  const Case cases[] = {
    { "a.txt", "a.txt", true },
    { "a.txt", "aXtxt", false },
    { "a.txt", "b/a.txt", false },
    { "*", "a", true },
    { "*", ".hidden", true },
    { "*", "a/b", false },
    { "*.py", "train.py", true },
    { "src/*.py", "src/sub/train.py", false },
    { "src/**/*.py", "src/sub/deep/train.py", true },
    { "src/**/*.py", "src/train.py", true },
    { "**/*.py", "train.py", true },
    { "**", "a/b/c", true },
    { "src/**", "src/a/b", true },
    { "src/**", "src", false },
    { "src/**", "srcs/a", false },
    { "a**b", "axxb", true },
    { "a**b", "ax/xb", false },
    { "model-?.bin", "model-1.bin", true },
    { "model-?.bin", "model-12.bin", false },
    { "model-?.bin", "model-/.bin", false },
    { "?", "\xc3\xa9", true },
    { "?", "\xff", true },
    { "caf\xc3\xa9*", "caf\xc3\xa9.txt", true },
    { "model-[0-9][0-9].bin", "model-07.bin", true },
    { "model-[!0-9].bin", "model-x.bin", true },
    { "model-[^0-9].bin", "model-7.bin", false },
    { "[!a]", "\xc3\xa9", true },
    { "[]-]", "]", true },
    { "[]-]", "-", true },
    { "[a-]", "-", true },
    { "a[+-9]b", "a/b", false },
    { "a[!x]b", "a/b", false },
    { "[z-a]", "m", false },
    { "[a", "[a", true },
    { "[a", "a", false },
    { "[\\]]", "]", true },
    { "\\*", "*", true },
    { "\\*", "a", false },
    { "a\\", "a\\", true },
    { "a+(b).{c}|$^", "a+(b).{c}|$^", true },
    { "*.txt", std::string("a\nb.txt"), true },
  };
  for (const Case& row : cases) {
    CAPTURE(row.pattern, row.path);
    CHECK(Glob(row.pattern).matches(row.path) == row.matches);
  }
}

TEST_CASE("the folder of a glob is its literal beginning", "[repository]") {
  CHECK(Glob("src/model/*.py").folder() == "src/model");
  CHECK(Glob("src/mo*/a.py").folder() == "src");
  CHECK(Glob("src/a.py").folder() == "src");
  CHECK(Glob("*.py").folder() == "");
  CHECK(Glob("a\\*b/*.py").folder() == "a*b");
}

TEST_CASE("a literal glob matches its path and nothing else", "[repository]") {
  const std::string path = "a*b/[c]?\\d/e";
  CHECK(Glob(literal_glob(path)).matches(path));
  CHECK_FALSE(Glob(literal_glob(path)).matches("axb/cx\\d/e"));
}

TEST_CASE("hostile globs cost no more than their length", "[repository]") {
  std::string stars, questions, classes;
  while (stars.size() + 2 <= longest_glob) stars += "*a";
  questions.assign(longest_glob, '?');
  while (classes.size() + 4 <= longest_glob) classes += "[!a]";
  const std::string path(4000, 'a');
  const std::clock_t start = std::clock();  // of the processor: other programs do not count
  for (const std::string& pattern : { stars, questions, classes }) {
    CHECK_FALSE(Glob(pattern).matches(path + "b"));
    CHECK_FALSE(Glob("**/" + pattern).matches("x/" + path + "/b"));
  }
  CHECK(Glob(questions).matches(std::string(longest_glob, 'x')));
  CHECK(Glob(stars).matches(path));
  CHECK(std::clock() - start < 10 * CLOCKS_PER_SEC);
}

}  // namespace reallyopen
