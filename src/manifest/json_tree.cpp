#include "manifest/json_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace reallyopen {
namespace {

// nlohmann's reader takes six times as long, and schemas are loaded at every start. Depth is that
// of our own files.
class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : text_(text) {}

  Json read() {
    Json root = value();
    if (next() != '\0') fail("text behind the value");
    return root;
  }

 private:
  [[noreturn]] void fail(std::string_view what) const {
    throw std::logic_error(fmt::format("embedded JSON: {} at byte {}", what, at_));
  }

  // The next character that is no blank, not yet taken; `\0` at the end.
  char next() {
    at_ = std::min(text_.find_first_not_of(" \n\r\t", at_), text_.size());
    return at_ < text_.size() ? text_[at_] : '\0';
  }

  void expect(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) fail(fmt::format("no `{}`", word));
    at_ += word.size();
  }

  Json value() {
    switch (next()) {
      case '{':
        return object();
      case '[':
        return array();
      case '"':
        return { .kind = Json::Kind::string, .text = string() };
      case 't':
        expect("true");
        return { .kind = Json::Kind::boolean, .boolean = true };
      case 'f':
        expect("false");
        return { .kind = Json::Kind::boolean };
      case 'n':
        expect("null");
        return {};
      default:
        return number();
    }
  }

  // Whether another item follows; takes the comma before it, or the bracket that ends the list.
  bool goes_on(char closing, bool first) {
    const char found = next();
    if (found == closing) {
      ++at_;
      return false;
    }
    if (!first) expect(",");
    return true;
  }

  Json object() {
    Json json{ .kind = Json::Kind::object };
    ++at_;
    while (goes_on('}', json.members.empty())) {
      if (next() != '"') fail("no key");
      std::string key = string();
      next();
      expect(":");
      json.members.emplace_back(std::move(key), value());
    }
    return json;
  }

  Json array() {
    Json json{ .kind = Json::Kind::array };
    ++at_;
    while (goes_on(']', json.items.empty())) json.items.push_back(value());
    return json;
  }

  Json number() {
    const std::size_t end = std::min(text_.find_first_not_of("+-.0123456789Ee", at_), text_.size());
    Json json{ .kind = Json::Kind::number, .text = std::string(text_.substr(at_, end - at_)) };
    const char* const last = json.text.data() + json.text.size();
    const auto [stop, error] = std::from_chars(json.text.data(), last, json.number);
    if (error != std::errc() || stop != last) fail("no value");
    at_ = end;
    return json;
  }

  std::string string() {
    std::string result;
    for (++at_;;) {
      const std::size_t end = text_.find_first_of("\"\\", at_);
      if (end == std::string_view::npos) fail("a string without end");
      result += text_.substr(at_, end - at_);
      at_ = end + 1;
      if (text_[end] == '"') return result;
      result += escaped();
    }
  }

  char escaped() {
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meant = "\"\\/\b\f\n\r\t";
    const std::size_t which = at_ < text_.size() ? letters.find(text_[at_]) : letters.npos;
    if (which == letters.npos) fail("an escape that our files do not have");
    ++at_;
    return meant[which];
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

const Json* Json::get(std::string_view key) const {
  for (const auto& [name, value] : members)
    if (name == key) return &value;
  return nullptr;
}

Json parse_json(std::string_view text) { return JsonReader(text).read(); }

}  // namespace reallyopen
