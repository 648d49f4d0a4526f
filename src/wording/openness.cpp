#include "wording/openness.h"

#include <re2/re2.h>

#include <algorithm>
#include <optional>

#include "wording/frames.h"

namespace reallyopen {
namespace {

re2::StringPiece piece(std::string_view text) { return { text.data(), text.size() }; }

bool matches(const RE2& pattern, std::string_view text) {
  return RE2::PartialMatch(piece(text), pattern);
}

// Other people's works, and thanks for them.
bool is_about_others(std::string_view section) {
  static const RE2 pattern(
    "references?$|bibliograph|citation|citing|cite|acknowledg|credit|related "
    "(work|project)|^publications|papers"
    "|thanks|inspired|友情链接|致谢|引用|参考|相关项目|鸣谢");
  return matches(pattern, section);
}

std::optional<Wording> judge(const Occurrence& occurrence, const WordingContext& context) {
  const std::span<const Frame> frames = occurrence.chinese ? chinese_frames() : english_frames();
  for (const Frame& frame : frames) {
    if (frame.heading_only && !context.heading) continue;
    if (frame.words != Words::any && frame.words != occurrence.words) continue;
    if (!matches(*frame.left, occurrence.left) || !matches(*frame.right, occurrence.right))
      continue;
    return frame.openness ? frame.openness : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::string_view name(Wording openness) {
  switch (openness) {
    case Wording::open_source:
      return "open-source";
    case Wording::open_weights:
      return "open-weights";
    case Wording::open_model:
      return "open-model";
    case Wording::qualified:
      return "qualified";
  }
  return "";
}

std::vector<OpennessPhrase> find_openness(std::string_view sentence,
                                          const WordingContext& context) {
  std::vector<OpennessPhrase> phrases;
  if (is_about_others(context.section)) return phrases;
  for (const Occurrence& occurrence : find_occurrences(sentence))
    if (const auto openness = judge(occurrence, context))
      phrases.push_back({ *openness, occurrence.begin, occurrence.length });
  return phrases;
}

}  // namespace reallyopen
