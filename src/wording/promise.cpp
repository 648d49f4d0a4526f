#include "wording/promise.h"

#include <algorithm>
#include <optional>
#include <span>

#include "wording/letter.h"
#include "wording/lexicon.h"
#include "wording/tokens.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_line = 4'000;
constexpr std::size_t most_promises = 100;
constexpr std::size_t farthest_object = 8;  // tokens from the words that promise
constexpr std::size_t farthest_verb = 5;

constexpr Roles objects{ Role::checkpoints, Role::weights, Role::data,
                         Role::logs,        Role::code,    Role::training };
// Released, published, available, open source.
constexpr Roles outcomes{ Role::offers, Role::ready, Role::open_source, Role::open_weights };

using Line = std::span<const Token>;

// What the noun at `i` names. Training without a noun behind it is its code: "SFT (coming soon)".
std::optional<Promised> object_at(Line line, std::size_t i) {
  const Token& token = line[i];
  const bool of_training = token.has(Role::training) ||
                           (i > 0 && line[i - 1].has(Role::training)) ||
                           (i > 1 && line[i - 2].has(Role::training) &&
                            line[i - 1].has(Role::conjunction));
  if (token.has(Role::data)) return Promised::data;
  if (token.has(Role::code)) return of_training ? Promised::training_code : Promised::code;
  if (token.has(Role::checkpoints)) return Promised::checkpoints;
  if (token.has(Role::weights)) return Promised::weights;
  if (token.has(Role::logs)) return Promised::logs;
  if (token.has(Role::training)) return Promised::training_code;
  return std::nullopt;
}

bool ends_search(const Token& token) {
  return token.kind == TokenKind::stop && token.end - token.begin > 0;
}

std::optional<Promised> object_before(Line line, std::size_t i) {
  const std::size_t end = i;
  for (; i > 0 && end - i < farthest_object && !ends_search(line[i - 1]); --i)
    if (line[i - 1].any(objects)) return object_at(line, i - 1);
  return std::nullopt;
}

// The last noun of the phrase: "training code".
std::optional<Promised> object_behind(Line line, std::size_t i) {
  for (std::size_t end = std::min(line.size(), i + farthest_verb); i < end && !ends_search(line[i]);
       ++i) {
    if (!line[i].any(objects)) continue;
    while (i + 1 < line.size() && line[i + 1].any(objects)) ++i;
    return object_at(line, i);
  }
  return std::nullopt;
}

// Where "released" stands behind "will" or "not", or 0.
std::size_t outcome_behind(Line line, std::size_t i) {
  for (std::size_t k = i; k < std::min(line.size(), i + farthest_verb); ++k) {
    if (k > i && (ends_search(line[k]) || line[k].kind == TokenKind::comma)) return 0;
    if (line[k].any(outcomes)) return k + 1;
    const bool light = line[k].any({ Role::is, Role::has, Role::filler, Role::soon, Role::later,
                                     Role::negation, Role::preposition, Role::of, Role::wish }) ||
                       line[k].roles.empty();
    if (!light) return 0;
  }
  return 0;
}

std::optional<Promised> promised_at(Line line, std::size_t i) {
  if (line[i].has(Role::promise)) return object_before(line, i);
  if (!line[i].any({ Role::later, Role::negation })) return std::nullopt;
  const std::size_t behind = outcome_behind(line, i);
  if (behind == 0) return std::nullopt;
  if (const auto object = object_before(line, i)) return object;
  const bool ours = i > 0 && line[i - 1].any({ Role::we, Role::self });
  return ours && line[i].has(Role::later) ? object_behind(line, behind) : std::nullopt;
}

// "- [ ] Release training code"
std::optional<Promised> task_in(std::string_view text, Line line) {
  const std::size_t box = text.find("[ ]");
  if (box == std::string_view::npos ||
      text.substr(0, box).find_first_not_of(" \t-*+") != std::string_view::npos)
    return std::nullopt;
  for (std::size_t i = 0; i < std::min<std::size_t>(line.size(), 6); ++i)
    if (line[i].any({ Role::offers, Role::opening, Role::open_source }))
      return object_behind(line, i + 1);
  return std::nullopt;
}

// The next version, others' work, or what is done already: 已经开源.
bool tells_of_another(Line line, const Lexicon& lexicon) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i].has(Role::another)) return true;
    if (lexicon.unspaced && line[i].has(Role::has) && i + 1 < line.size() &&
        line[i + 1].any(outcomes))
      return true;
  }
  return false;
}

std::optional<Promised> promised_in(std::string_view text) {
  const Lexicon& lexicon = lexicon_for(text);
  const std::vector<Token> line = tokenize(text, lexicon, {});
  if (tells_of_another(line, lexicon)) return std::nullopt;
  if (const auto object = task_in(text, line)) return object;
  for (std::size_t i = 0; i < line.size(); ++i)
    if (const auto object = promised_at(line, i)) return object;
  return std::nullopt;
}

}  // namespace

std::string_view name(Promised object) {
  switch (object) {
    case Promised::training_code:
      return "training code";
    case Promised::code:
      return "code";
    case Promised::data:
      return "data";
    case Promised::weights:
      return "weights";
    case Promised::checkpoints:
      return "checkpoints";
    case Promised::logs:
      return "logs";
  }
  return "code";
}

std::vector<Promise> find_promises(std::string_view text) {
  std::vector<Promise> promises;
  for (int number = 1; !text.empty() && promises.size() < most_promises; ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, std::min(end, longest_line));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!may_promise(line)) continue;
    const auto object = promised_in(line);
    if (!object) continue;
    const std::size_t first = line.find_first_not_of(" \t");
    const std::size_t last = line.find_last_not_of(" \t\r");
    promises.push_back({ number, std::string(line.substr(first, last - first + 1)), *object });
  }
  return promises;
}

}  // namespace reallyopen
