// Regular expressions that cost nothing until a text may match: compiling one takes longer than
// reading most files.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <span>
#include <string_view>

namespace re2 {
class RE2;
}

namespace reallyopen {

// Whether one of `words`, parted by `|`, occurs in the text; ASCII letters in any case.
bool has_one_of(std::string_view words, std::string_view text);

class Pattern {
 public:
  // One of `words` is in every match, in any letter case: a text without them compiles nothing.
  // Both views must outlive the pattern.
  constexpr explicit Pattern(std::string_view expression, std::string_view words = {})
      : expression_(expression), words_(words) {}
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;
  ~Pattern();

  std::string_view text() const { return expression_; }
  std::string_view words() const { return words_; }

  // The whole text. `groups` are strings or views, set only by a match; the view of a group that
  // took no part has no data().
  template <class... Groups>
  bool matches(std::string_view text, Groups&... groups) const {
    return match_groups(text, true, groups...);
  }

  // A part of the text, the first that does.
  template <class... Groups>
  bool found_in(std::string_view text, Groups&... groups) const {
    return match_groups(text, false, groups...);
  }

  // As found_in(), and `rest` becomes what follows.
  template <class... Groups>
  bool next_in(std::string_view& rest, Groups&... groups) const {
    std::array<std::string_view, 1 + sizeof...(Groups)> found;
    if (!match(rest, false, found)) return false;
    assign(found, groups...);
    rest.remove_prefix(static_cast<std::size_t>(found[0].data() - rest.data()) + found[0].size());
    return true;
  }

 private:
  template <class... Groups>
  bool match_groups(std::string_view text, bool whole, Groups&... groups) const {
    // Without groups it is not asked where the match stands, which is a second search.
    std::array<std::string_view, sizeof...(Groups) == 0 ? 0 : 1 + sizeof...(Groups)> found;
    if (!match(text, whole, found)) return false;
    assign(found, groups...);
    return true;
  }

  template <class... Groups>
  static void assign([[maybe_unused]] std::span<const std::string_view> found, Groups&... groups) {
    [[maybe_unused]] std::size_t at = 0;
    ((groups = found[++at]), ...);
  }

  bool match(std::string_view text, bool whole, std::span<std::string_view> found) const;
  const re2::RE2& compiled() const;

  std::string_view expression_;
  std::string_view words_;
  mutable std::atomic<const re2::RE2*> compiled_ = nullptr;
};

}  // namespace reallyopen
