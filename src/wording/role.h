// What a word does in a sentence about openness: the vocabulary of schemas/wording/*.yaml.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace reallyopen {

enum class Role : std::uint8_t {
  // openness
  open_source,   // open source, 开源
  open_weights,  // open weights
  open,          // open, alone
  opening,       // a form that is a verb only: open-sourcing
  degree,        // fully, 完全
  // what may be open
  model,
  weights,
  checkpoints,
  everything,
  collection,  // series of, family of
  product,     // a system or framework, which may be the model
  code,
  data,
  logs,
  training,
  thing,  // a tool, a community
  license,
  task,  // what a model does: a *speech recognition* system
  // whose it is
  we,
  our,
  self,       // it, they
  others,     // other, existing
  elsewhere,  // based on, than, using: what follows is somebody else's
  within,     // 中: of many that stand before
  offers,     // release, announce: what follows is the authors' own
  // how a sentence is built
  is,
  article,   // a
  definite,  // the
  number,
  of,           // what follows describes what stands before
  link,         // の, 的: what stands before describes what follows
  conjunction,  // and
  clause,       // which, but
  preposition,
  as,       // released *as* open source
  subject,  // は, 은: marks what stands before as the subject
  object,   // を, 을
  verb,
  has,
  filler,
  superlative,
  // said or denied, now or later, for whom
  negation,
  later,
  wish,
  soon,
  some,  // for research
  commercial,
  only,
  // promises
  ready,    // available, public
  promise,  // coming soon
  another,  // the next version, what is done already: the line promises nothing
  // places that speak of others' works
  paper,
  aside,
};

inline constexpr std::array role_names = std::to_array<std::string_view>(
  { "open-source", "open-weights", "open",       "opening",     "degree",      "model",
    "weights",     "checkpoints",  "everything", "collection",  "product",     "code",
    "data",        "logs",         "training",   "thing",       "license",     "task",
    "we",          "our",          "self",       "others",      "elsewhere",   "within",
    "offers",      "is",           "article",    "definite",    "number",      "of",
    "link",        "conjunction",  "clause",     "preposition", "as",          "subject",
    "object",      "verb",         "has",        "filler",      "superlative", "negation",
    "later",       "wish",         "soon",       "some",        "commercial",  "only",
    "ready",       "promise",      "another",    "paper",       "aside" });

// A set of roles.
class Roles {
 public:
  constexpr Roles() = default;
  constexpr explicit Roles(std::uint64_t bits) : bits_(bits) {}
  constexpr Roles(std::initializer_list<Role> roles) {
    for (const Role role : roles) bits_ |= bit(role);
  }

  constexpr bool has(Role role) const { return (bits_ & bit(role)) != 0; }
  constexpr bool any(Roles others) const { return (bits_ & others.bits_) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr std::uint64_t bits() const { return bits_; }

 private:
  static constexpr std::uint64_t bit(Role role) {
    return std::uint64_t{ 1 } << static_cast<int>(role);
  }

  std::uint64_t bits_ = 0;
};

}  // namespace reallyopen
