#include "wording/heads.h"

#include <algorithm>

namespace reallyopen {
namespace {

constexpr Roles other_nouns{ Role::code, Role::data, Role::logs, Role::training, Role::thing };
constexpr Roles nouns{ Role::model,   Role::weights,    Role::code,      Role::data,
                       Role::logs,    Role::collection, Role::thing,     Role::training,
                       Role::product, Role::license,    Role::everything };
constexpr Roles particles{ Role::subject, Role::object };

class HeadFinder {
 public:
  HeadFinder(std::span<const Token> tokens, HeadOptions options)
      : tokens_(tokens), options_(options) {}

  Heads find() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].kind == TokenKind::opens)
        i = behind_bracket(i) - 1;
      else
        step(i);
    }
    flush();
    return heads_;
  }

 private:
  void step(std::size_t i) {
    const Token& token = tokens_[i];
    if (token.kind == TokenKind::comma || token.kind == TokenKind::colon ||
        token.kind == TokenKind::stop) {
      flush();
      describing_ = false;
    } else if (token.has(Role::conjunction)) {
      flush();
      if (i + 1 < tokens_.size() && determines(tokens_[i + 1])) describing_ = false;
    } else if (token.any(particles)) {
      flush();
      describing_ = false;
    } else if (token.has(Role::link)) {
      described_ = head_;
      head_ = Head::none;
      describing_ = false;
    } else if (token.has(Role::of)) {
      if (!collection_ && head_ != Head::none) describing_ = true;
    } else if (token.has(Role::elsewhere) && !is_noun(token)) {
      describing_ = true;
    } else if (token.any({ Role::preposition, Role::clause }) && !is_noun(token)) {
      describing_ = describing_ || head_ != Head::none || !options_.spaced;
    } else if (!describing_) {
      take(i);
    } else if (!options_.spaced && token.has(Role::training)) {
      describing_ = false;  // 基于 Twig 微调的: what comes is the author's own
    }
  }

  std::size_t behind_bracket(std::size_t i) const {
    for (std::size_t k = i + 1; k < std::min(tokens_.size(), i + 20); ++k)
      if (tokens_[k].kind == TokenKind::closes) return k + 1;
    return i + 1;
  }

  void take(std::size_t i) {
    const Token& token = tokens_[i];
    if (token.has(Role::collection) && head_ == Head::none) {
      // "a version of the data", 数据集的版本
      if (token.any(model_nouns)) head_ = described_ == Head::thing ? Head::thing : Head::model;
      if (token.any(model_nouns)) place_ = i;
      collection_ = true;
      return;
    }
    Head head = head_of(token);
    if (head == Head::none && token.has(Role::self) && head_ == Head::none) head = Head::self;
    if (head == Head::none && options_.any_name && token.capital && token.roles.empty() &&
        head_ == Head::none)
      head = Head::name;
    if (head == Head::none) return;
    // `code` behind `model` makes another thing of it, behind other words it is one of its own.
    if (head == Head::thing && head_ != Head::none && head_ != Head::self && !collection_ &&
        i > place_ + (options_.spaced       ? 1
                      : head_ == Head::name ? 4
                                            : 2))
      return;
    // `the model Leaf-7B` is a model still.
    if (head == Head::name &&
        (head_ == Head::model || head_ == Head::product || head_ == Head::thing)) {
      if (token.kind == TokenKind::own_name) heads_.own_name = true;
      return;
    }
    if (head == Head::name && head_ == Head::name && name_ == TokenKind::own_name) return;
    // 数据集工作: work on data is no system.
    if (head == Head::product && head_ == Head::thing && i == place_ + 1) return;
    // "the Leafnet project", "the Leafnet model" are named, "the Leafnet code" is another thing.
    if (head_ == Head::name && name_ == TokenKind::own_name && head != Head::thing)
      heads_.own_name = true;
    head_ = head;
    place_ = i;
    name_ = is_name(token) ? token.kind : TokenKind::word;
  }

  void flush() {
    heads_.add(head_, place_);
    if (head_ == Head::name && name_ == TokenKind::own_name) heads_.own_name = true;
    head_ = described_ = Head::none;
    collection_ = false;
  }

  std::span<const Token> tokens_;
  HeadOptions options_;
  Heads heads_;
  Head head_ = Head::none;
  Head described_ = Head::none;
  std::size_t place_ = 0;
  TokenKind name_ = TokenKind::word;
  bool describing_ = false;
  bool collection_ = false;
};

}  // namespace

Head head_of(const Token& token) {
  if (token.any(model_nouns)) return Head::model;
  if (token.has(Role::product)) return Head::product;
  if (token.has(Role::license)) return Head::license;
  if (token.any(other_nouns)) return Head::thing;
  if (token.has(Role::everything)) return Head::self;
  if (is_name(token)) return Head::name;
  return Head::none;
}

bool is_name(const Token& token) {
  return token.kind == TokenKind::name || token.kind == TokenKind::own_name;
}

bool is_noun(const Token& token) { return token.any(nouns); }

bool separates(const Token& token) {
  return token.kind == TokenKind::comma || token.has(Role::conjunction);
}

bool determines(const Token& token) {
  return token.any(
    { Role::article, Role::definite, Role::our, Role::number, Role::we, Role::others });
}

void Heads::add(Head head, std::size_t place) {
  if (head != Head::none && !has(head)) at_[static_cast<std::size_t>(head)] = place;
}

void Heads::move(std::size_t by) {
  for (std::size_t& place : at_)
    if (place != nowhere) place += by;
}

Head Heads::best() const {
  for (const Head head :
       { Head::model, Head::name, Head::self, Head::product, Head::thing, Head::license })
    if (has(head)) return head;
  return Head::none;
}

Heads find_heads(std::span<const Token> tokens, HeadOptions options) {
  return HeadFinder(tokens, options).find();
}

}  // namespace reallyopen
