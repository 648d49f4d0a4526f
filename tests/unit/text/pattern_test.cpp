#include "text/pattern.h"

#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "support/catch.h"

using namespace reallyopen;

TEST_CASE("a pattern matches a whole text or finds a part, with its groups") {
  const Pattern pair("([a-z]+)=([0-9]+)|(none)");
  std::string name = "before";
  std::string_view value;
  CHECK(pair.matches("lr=3"));
  CHECK_FALSE(pair.matches("x lr=3"));
  CHECK_FALSE(pair.matches("x lr=3", name, value));
  CHECK(name == "before");
  CHECK(pair.found_in("x lr=3, y", name, value));
  CHECK(name == "lr");
  CHECK(value == "3");
  CHECK(pair.found_in("none", name, value));
  CHECK(name.empty());
  CHECK(value.data() == nullptr);
}

TEST_CASE("the matches of a text follow each other") {
  const Pattern number("([0-9]+)");
  std::string_view rest = "a 1 b 22 c";
  std::string found;
  std::vector<std::string> all;
  while (number.next_in(rest, found)) all.push_back(found);
  CHECK(all == std::vector<std::string>{ "1", "22" });
  CHECK(rest == " c");
}

TEST_CASE("a pattern is compiled only where one of its words occurs") {
  // It cannot be compiled: that is how the test sees whether it was.
  const Pattern broken("(", "coming soon|t.b.a|即将");
  for (const char* without : { "", "coming", "coming  soon", "tbxa", "comin", "即" })
    CHECK_FALSE(broken.found_in(without));
  for (const char* with : { "coming soon", "is Coming SOON.", "x T.B.A", "模型即将发布" })
    CHECK_THROWS_AS(broken.found_in(with), std::logic_error);
}

TEST_CASE("threads that need a pattern at once get the same answers") {
  const Pattern date("[0-9]{4}-[0-9]{2}");
  std::vector<int> found(4);
  {
    std::vector<std::jthread> threads;
    for (int& count : found)
      threads.emplace_back([&] {
        for (int i = 0; i < 100; ++i) count += date.found_in("on 2024-05") ? 1 : 0;
      });
  }
  CHECK(found == std::vector<int>(4, 100));
}
