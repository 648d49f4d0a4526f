#include "text/word_finder.h"

#include <string>
#include <utility>

#include "support/catch.h"

using namespace reallyopen;

namespace {

using Places = std::vector<std::pair<std::size_t, std::size_t>>;

Places places_of(const std::vector<std::string_view>& words, std::string_view text) {
  Places places;
  WordFinder(words).each(text, [&](std::size_t word, std::size_t at) {
    places.push_back({ word, at });
  });
  return places;
}

}  // namespace

TEST_CASE("words are found where they stand, also within one another") {
  CHECK(places_of({ "leaf" }, "a leaf, a leafnet") == Places{ { 0, 2 }, { 0, 10 } });
  CHECK(places_of({ "eaf", "leaf", "af" }, "leaf") == Places{ { 1, 0 }, { 0, 1 }, { 2, 2 } });
  CHECK(places_of({ "aab" }, "aaab") == Places{ { 0, 1 } });
  CHECK(places_of({ "abcd", "bc" }, "abce") == Places{ { 1, 1 } });
  CHECK(places_of({ "leaf" }, "Leaf le\xff\0af").empty());
  CHECK(places_of({}, "leaf").empty());
}

TEST_CASE("a text of one letter takes no longer than another") {
  CHECK(places_of({ "aaaaaaaaaaaaaaab", "ab" }, std::string(4'000'000, 'a')).empty());
}
