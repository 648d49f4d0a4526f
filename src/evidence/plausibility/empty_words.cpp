#include "evidence/plausibility/empty_words.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr auto no_values = std::to_array<std::string_view>({ "tbd",
                                                             "tba",
                                                             "todo",
                                                             "fixme",
                                                             "to be determined",
                                                             "to be announced",
                                                             "to be decided",
                                                             "to be defined",
                                                             "coming soon",
                                                             "later",
                                                             "tuned",
                                                             "hand tuned",
                                                             "standard",
                                                             "usual",
                                                             "as usual",
                                                             "the usual",
                                                             "typical",
                                                             "various",
                                                             "several",
                                                             "multiple",
                                                             "some",
                                                             "various gpus",
                                                             "several gpus",
                                                             "multiple gpus",
                                                             "many gpus",
                                                             "some gpus",
                                                             "gpu",
                                                             "gpus",
                                                             "a gpu",
                                                             "our cluster",
                                                             "a cluster",
                                                             "internal cluster",
                                                             "cloud",
                                                             "see paper",
                                                             "see the paper",
                                                             "see our paper",
                                                             "see the report",
                                                             "see the technical report",
                                                             "see technical report",
                                                             "as in the paper",
                                                             "see above",
                                                             "see below",
                                                             "see code",
                                                             "see the code",
                                                             "refer to the paper",
                                                             "proprietary",
                                                             "confidential",
                                                             "secret",
                                                             "internal",
                                                             "undisclosed",
                                                             "not disclosed",
                                                             "n a",
                                                             "na",
                                                             "xxx",
                                                             "xx",
                                                             "placeholder",
                                                             "unspecified" });

// What a description can be made of and still say nothing.
constexpr auto hollow = std::to_array<std::string_view>(
  { "a",       "an",       "the",      "our",          "own",      "of",        "from",
    "and",     "in",       "on",       "proprietary",  "internal", "web",       "internet",
    "online",  "public",   "publicly", "available",    "various",  "mixed",     "mixture",
    "mix",     "data",     "dataset",  "datasets",     "source",   "sources",   "text",
    "texts",   "corpus",   "house",    "private",      "licensed", "curated",   "high",
    "quality", "large",    "scale",    "collection",   "custom",   "some",      "diverse",
    "content", "training", "company",  "confidential", "other",    "different", "several" });

constexpr auto way_words = std::to_array<std::string_view>(
  { "contact", "us",    "the", "authors", "author", "on",     "upon",      "request",
    "ask",     "email", "e",   "mail",    "by",     "please", "available", "directly",
    "reach",   "out",   "to",  "for",     "access", "team",   "our",       "write" });

constexpr auto secrets = std::to_array<std::string_view>(
  { "proprietary", "trade secret", "confidential", "cannot be disclosed", "can not be disclosed",
    "not disclosed", "undisclosed", "not be shared", "cannot share", "competitive", "secret",
    "intellectual property", "not public", "internal only", "under nda" });

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char letter : std::string(text) + " ") {
    if (is_word_letter(letter) || static_cast<unsigned char>(letter) >= 0x80) {
      word += lower(letter);
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

template <std::size_t n>
bool are_all(const std::vector<std::string>& words, const std::array<std::string_view, n>& known) {
  return !words.empty() && std::ranges::all_of(words, [&](const std::string& word) {
    return std::ranges::find(known, word) != known.end();
  });
}

}  // namespace

bool states_no_value(std::string_view text) {
  return std::ranges::find(no_values, joined(words_of(text))) != no_values.end();
}

bool describes_no_data(std::string_view text) {
  return states_no_value(text) || are_all(words_of(text), hollow);
}

bool names_no_way(std::string_view text) {
  return states_no_value(text) || are_all(words_of(text), way_words);
}

bool keeps_secret(std::string_view reason) {
  const std::string text = joined(words_of(reason));
  for (const std::string_view secret : secrets) {
    const std::size_t at = text.find(secret);
    if (at == std::string::npos) continue;
    // `nothing proprietary`, `no part is secret`
    const std::string before = " " + text.substr(0, at);
    const bool denied = before.find(" no ") != std::string::npos ||
                        before.find(" nothing ") != std::string::npos ||
                        before.ends_with(" not ") || before.find(" none ") != std::string::npos ||
                        before.find(" without ") != std::string::npos;
    if (!denied) return true;
  }
  return false;
}

}  // namespace reallyopen
