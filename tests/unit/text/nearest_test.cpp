#include "text/nearest.h"

#include <vector>

#include "support/catch.h"

using namespace reallyopen;

TEST_CASE("edit distance counts insertions, deletions, replacements and swaps") {
  CHECK(edit_distance("licence", "license", 3) == 1);
  CHECK(edit_distance("trian", "train", 3) == 1);
  CHECK(edit_distance("Train", "train", 3) == 0);
  CHECK(edit_distance("", "abc", 3) == 3);
  CHECK(edit_distance("abcdef", "uvwxyz", 3) == 4);
}

TEST_CASE("the nearest word is suggested only when it is near") {
  const std::vector<std::string> words{ "hardware", "license", "training" };
  CHECK(nearest_word("licence", words) == "license");
  CHECK(nearest_word("trainig", words) == "training");
  CHECK_FALSE(nearest_word("community", words).has_value());
}
