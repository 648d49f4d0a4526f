// The nouns that the phrases of a clause are about.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "wording/tokens.h"

namespace reallyopen {

inline constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

// What is called open.
enum class Head : std::uint8_t {
  model,    // or its weights
  name,     // something called like a model
  self,     // "it", "everything"
  product,  // a system or framework
  license,
  thing,  // code, data, a tool, a community
  none,   // not said
};

inline constexpr Roles model_nouns{ Role::model, Role::weights };

Head head_of(const Token& token);
bool is_name(const Token& token);
bool is_noun(const Token& token);
bool separates(const Token& token);  // a comma, "and"
bool determines(const Token& token);

// The heads of the noun phrases of a range: "the code for training and the weights" has two.
class Heads {
 public:
  bool own_name = false;

  bool has(Head head) const { return place(head) != nowhere; }
  std::size_t place(Head head) const { return at_[static_cast<std::size_t>(head)]; }
  void add(Head head, std::size_t place);
  void remove(Head head) { at_[static_cast<std::size_t>(head)] = nowhere; }
  void move(std::size_t by);  // all places
  // The one that decides what is called open: the model before anything else.
  Head best() const;

 private:
  std::array<std::size_t, 7> at_{ nowhere, nowhere, nowhere, nowhere, nowhere, nowhere, nowhere };
};

struct HeadOptions {
  bool spaced = true;     // the language sets blanks between words
  bool any_name = false;  // an unknown word with a capital letter is a name
};

Heads find_heads(std::span<const Token> tokens, HeadOptions options);

}  // namespace reallyopen
