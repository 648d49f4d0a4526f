#include <algorithm>
#include <array>

#include "text/letters.h"
#include "wording/frames.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_context = 240;

bool is_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
}

bool stands_alone(std::string_view text, std::size_t begin, std::size_t end) {
  return (begin == 0 || !is_letter(text[begin - 1])) &&
         (end >= text.size() || !is_letter(text[end]));
}

// The longest of `endings` behind `at`, or 0.
std::size_t ending(std::string_view text, std::size_t at,
                   std::span<const std::string_view> endings) {
  std::size_t longest = 0;
  for (const std::string_view one : endings)
    if (text.substr(at).starts_with(one) && one.size() > longest &&
        stands_alone(text, at, at + one.size()))
      longest = one.size();
  return longest;
}

bool is_continued(char letter) { return (static_cast<unsigned char>(letter) & 0xc0) == 0x80; }

std::string_view context_before(std::string_view text, std::size_t end) {
  std::size_t begin = end > most_context ? end - most_context : 0;
  while (begin < end && is_continued(text[begin])) ++begin;
  return text.substr(begin, end - begin);
}

std::string_view context_behind(std::string_view text, std::size_t begin) {
  std::size_t end = std::min(begin + most_context, text.size());
  while (end < text.size() && end > begin && is_continued(text[end])) --end;
  return text.substr(begin, end - begin);
}

// `text` is `sentence` in lower case: the same bytes long.
std::optional<Occurrence> english_at(std::string_view text, std::size_t at) {
  constexpr std::array open_source = std::to_array<std::string_view>(
    { "open source", "open-source", "opensource", "open sourced", "open-sourced", "opensourced",
      "open sourcing", "open-sourcing", "open-sources" });
  constexpr std::array weights = std::to_array<std::string_view>(
    { "open weight", "open-weight", "open weights", "open-weights" });
  constexpr std::array degrees = std::to_array<std::string_view>(
    { "fully", "truly", "completely", "entirely", "totally", "wholly", "100%" });
  if (const std::size_t length = ending(text, at, open_source); length > 0)
    return Occurrence{ Words::source, false, at, length, {}, {} };
  if (const std::size_t length = ending(text, at, weights); length > 0)
    return Occurrence{ Words::weights, false, at, length, {}, {} };
  if (!stands_alone(text, at, at + 4)) return std::nullopt;
  const std::string_view before = text.substr(0, at == 0 ? 0 : at - 1);
  const auto degree = std::ranges::find_if(
    degrees, [&](std::string_view word) { return before.ends_with(word); });
  if (degree == degrees.end()) return Occurrence{ Words::open, false, at, 4, {}, {} };
  const std::size_t begin = before.size() - degree->size();
  return Occurrence{ Words::full, false, begin, at + 4 - begin, {}, {} };
}

}  // namespace

std::vector<Occurrence> find_occurrences(std::string_view sentence) {
  std::vector<Occurrence> found;
  const std::string text = lower(sentence);
  const auto add = [&](Occurrence occurrence) {
    occurrence.left = context_before(sentence, occurrence.begin);
    occurrence.right = context_behind(sentence, occurrence.begin + occurrence.length);
    found.push_back(occurrence);
  };
  for (std::size_t at = text.find("open"); at != std::string::npos; at = text.find("open", at + 4))
    if (const auto occurrence = english_at(text, at)) add(*occurrence);
  for (const auto& [kind, word] : { std::pair(Words::source, std::string_view("开源")),
                                    std::pair(Words::source, std::string_view("開源")),
                                    std::pair(Words::full, std::string_view("完全开放")),
                                    std::pair(Words::full, std::string_view("全面开放")),
                                    std::pair(Words::open, std::string_view("开放的")) })
    for (std::size_t at = text.find(word); at != std::string::npos;
         at = text.find(word, at + word.size()))
      add({ kind, true, at, word.size(), {}, {} });
  std::ranges::sort(found, {}, &Occurrence::begin);
  return found;
}

}  // namespace reallyopen
