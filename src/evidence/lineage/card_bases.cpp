#include "evidence/lineage/card_bases.h"

#include <algorithm>
#include <array>

#include "card/prose.h"
#include "evidence/cards/about_model.h"
#include "evidence/cards/base_model.h"
#include "license/model_family.h"
#include "manifest/cursor.h"
#include "script/published_name.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_name = 200;  // with its link
constexpr std::size_t most_bases_of_card = 20;

constexpr std::array phrases = std::to_array<std::string_view>({ "fine-tuned version of",
                                                                 "finetuned version of",
                                                                 "fine tuned version of",
                                                                 "fine-tuned from",
                                                                 "finetuned from",
                                                                 "fine-tune of",
                                                                 "finetune of",
                                                                 "adapter for",
                                                                 "adapter of",
                                                                 "quantized version of",
                                                                 "quantised version of",
                                                                 "quantization of",
                                                                 "quantisation of",
                                                                 "distilled version of",
                                                                 "distilled from",
                                                                 "pruned version of",
                                                                 "merged version of",
                                                                 "continued pretraining of",
                                                                 "continued pre-training of",
                                                                 "initialized from",
                                                                 "initialised from",
                                                                 "trained starting from",
                                                                 "further trained from" });

std::string_view without_filler(std::string_view text) {
  for (bool again = true; again;) {
    again = false;
    const std::size_t first = text.find_first_not_of(" \t\n*_`:|\"'");
    if (first == std::string_view::npos) return {};
    text.remove_prefix(first);
    const std::string start = lower(text.substr(0, 16));
    for (const std::string_view word :
         { "the ", "a ", "base ", "model ", "model:", "pretrained ", "pre-trained ", "weights ",
           "checkpoint ", "of ", "model** ", "original " })
      if (start.starts_with(word)) {
        text.remove_prefix(word.size());
        again = true;
        break;
      }
  }
  return text;
}

// `[name](https://huggingface.co/owner/name)`, `owner/name`, or a known family in words.
std::string id_at(std::string_view text) {
  text = without_filler(text.substr(0, longest_name));
  if (text.starts_with('[')) {
    const std::size_t middle = text.find("](");
    const std::size_t end = text.find(')', std::min(middle, text.size()));
    if (end == std::string_view::npos) return "";
    const std::string id = hub_id(text.substr(middle + 2, end - middle - 2), "");
    if (is_hub_id(id) || is_ownerless_id(id)) return id;
    text = without_filler(text.substr(1, middle - 1));
  }
  if (const std::string id = hub_id(text.substr(0, text.find_first_of(" \n)>")), ""); is_hub_id(id))
    return id;
  std::size_t end = 0;
  while (end < text.size() &&
         (is_word_letter(text[end]) || text[end] == '-' || text[end] == '.' || text[end] == '/'))
    ++end;
  std::string_view name = text.substr(0, end);
  while (name.ends_with('.')) name.remove_suffix(1);
  if (is_hub_id(name) || is_ownerless_id(name)) return std::string(name);
  // "Llama 3.1 8B": a family of which the terms are known.
  std::string_view words = text.substr(0, text.find_first_of("\n,;()[]*`"));
  for (std::size_t at = words.find(' '); at != std::string_view::npos; at = words.find(' ', at + 1))
    if (at + 1 < words.size() && words[at + 1] == lower(words[at + 1]) && !is_digit(words[at + 1]))
      words = words.substr(0, at);
  while (words.ends_with('.')) words.remove_suffix(1);
  return restricted_family(words) ? std::string(words) : "";
}

}  // namespace

std::vector<CardBase> bases_in_prose(const Card& card, std::string_view model) {
  std::vector<CardBase> bases;
  const std::string_view text = card.text.text;
  const std::string known = lower(text);
  if (std::ranges::none_of(
        phrases, [&](std::string_view phrase) { return known.find(phrase) != known.npos; }))
    return bases;
  Cursor cursor(card.text);
  for (const Sentence& sentence : split_prose(text, card.prose)) {
    if (sentence.quoted || sentence.planned || sentence.linked ||
        is_section_of_others(sentence.section))
      continue;
    const std::string words = lower(sentence.text);
    for (const std::string_view phrase : phrases) {
      const std::size_t at = words.find(phrase);
      if (at == std::string::npos) continue;
      const std::size_t begin = sentence.offsets[at];
      const std::size_t end = sentence.offsets[at + phrase.size() - 1] + 1;
      const std::string_view before = text.substr(sentence.offsets.front(),
                                                  begin - sentence.offsets.front());
      if (before.find("](") != before.npos || !is_of_this_model(before, model)) continue;
      std::string id = id_at(text.substr(end));
      if (!id.empty() && bases.size() < most_bases_of_card)
        bases.push_back({ std::move(id), cursor.place(begin, static_cast<int>(phrase.size())) });
      break;
    }
  }
  return bases;
}

}  // namespace reallyopen
