// JSON of our own, in file order and without places: what schemas are loaded from.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

struct JsonMember;

struct Json {
  enum class Kind { null, boolean, number, string, array, object };
  Kind kind = Kind::null;
  bool boolean = false;
  double number = 0;
  std::string text;  // a string's value, a number as written
  std::vector<Json> items;
  std::vector<JsonMember> members;

  const Json* get(std::string_view key) const;
};

struct JsonMember {
  std::string key;
  Json value;
};

// Throws std::logic_error: these texts are part of the program.
Json parse_json(std::string_view text);

}  // namespace reallyopen
