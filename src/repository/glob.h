// Path globs, matched in time linear in the path whatever the pattern.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace reallyopen {

constexpr std::size_t longest_glob = 1024;

// `*`, `?` and `[…]` stay within a name, a whole name `**` stands for any number of folders, `\`
// makes the next byte literal. Case matters, a leading dot does not. Bytes, not characters, stand
// between brackets.
class Glob {
 public:
  // From the repository root and normalised. A `[` that is never closed is itself.
  explicit Glob(std::string_view pattern);
  Glob(Glob&&) noexcept;
  ~Glob();

  bool matches(std::string_view path) const;
  // The folder above the first name with a wildcard: all matches are below it.
  const std::string& folder() const { return folder_; }

 private:
  std::string folder_;
  std::unique_ptr<re2::RE2> expression_;
};

// The pattern that matches `path` and nothing else.
std::string literal_glob(std::string_view path);

}  // namespace reallyopen
