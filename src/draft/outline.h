// YAML as it is written for people: lines with indentation, values and comments.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

class Outline {
 public:
  void blank() { text_ += '\n'; }
  void comment(int depth, std::string_view words);
  // `key:`
  void open(int depth, std::string_view key, std::string_view comment = "");
  // `key: value`, the value quoted where it has to be.
  void text(int depth, std::string_view key, std::string_view value, std::string_view comment = "");
  // `key: value`, the value as it is: a number, a list in brackets.
  void raw(int depth, std::string_view key, std::string_view value, std::string_view comment = "");
  // One text as `key: value`, several as a list below the key.
  void list(int depth, std::string_view key, const std::vector<std::string>& values,
            std::string_view comment = "");
  // `- value`
  void item(int depth, std::string_view value);
  // `key: {status: unknown, reason: …}`
  void unknown(int depth, std::string_view key, std::string_view reason);

  std::string take() { return std::move(text_); }

 private:
  void line(int depth, std::string_view content, std::string_view comment);

  std::string text_;
};

}  // namespace reallyopen
