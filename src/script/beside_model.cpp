#include "script/beside_model.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "text/letters.h"

namespace reallyopen {
namespace {

// Of a name in any of Python's spellings: `VGGLoss`, `ref_model`.
std::vector<std::string> words_of_name(std::string_view name) {
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool is_upper = name[i] != lower(name[i]);
    const bool before_lower = i + 1 < name.size() && lower(name[i + 1]) == name[i + 1] &&
                              is_ascii_letter(name[i + 1]);
    const bool behind_lower = i > 0 && name[i - 1] == lower(name[i - 1]);
    if (!is_ascii_letter(name[i]) || (is_upper && (before_lower || behind_lower))) finish();
    if (is_ascii_letter(name[i])) word += lower(name[i]);
  }
  finish();
  return words;
}

}  // namespace

bool is_beside(std::string_view name) {
  constexpr std::array words = std::to_array<std::string_view>(
    { "teacher",   "teachers",   "reward",    "rewards",   "judge",     "critic",     "ref",
      "reference", "perceptual", "lpips",     "metric",    "metrics",   "scorer",     "score",
      "scores",    "verifier",   "fid",       "eval",      "evaluate",  "evaluation", "evaluator",
      "validate",  "validation", "test",      "benchmark", "baseline",  "compare",    "comparison",
      "loss",      "losses",     "criterion", "filter",    "annotator", "labeler",    "demo",
      "predict",   "inference",  "sample",    "rm",        "draft",     "assistant",  "safety",
      "dists" });
  return std::ranges::any_of(words_of_name(name), [&](const std::string& word) {
    return std::ranges::find(words, word) != words.end();
  });
}

bool is_path_beside(std::string_view path) {
  return std::ranges::any_of(words_of_name(path), [](const std::string& word) {
    return is_one_of(word, { "eval", "evals", "evaluate", "evaluation", "benchmark", "benchmarks",
                             "test", "tests", "demo" });
  });
}

}  // namespace reallyopen
