// What has to stand before and behind the word "open" for a sentence to speak of the model at hand.
#pragma once

#include <re2/re2.h>

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "wording/openness.h"

namespace reallyopen {

enum class Words {
  any,
  source,   // open source, open-sourced; 开源
  weights,  // open weights
  full,     // fully open; 完全开放
  open,     // open, alone
};

// One mention of openness in a sentence, with what stands on both sides.
struct Occurrence {
  Words words = Words::source;
  bool chinese = false;
  std::size_t begin = 0;
  std::size_t length = 0;
  std::string_view left;
  std::string_view right;
};

// Found without an expression: most sentences have none.
std::vector<Occurrence> find_occurrences(std::string_view sentence);

// Both sides have to match; the first frame that does decides. Without `openness` it says that this
// is no statement.
struct Frame {
  std::optional<Wording> openness;
  Words words = Words::any;
  bool heading_only = false;
  const RE2* left = nullptr;
  const RE2* right = nullptr;
};

std::span<const Frame> english_frames();
std::span<const Frame> chinese_frames();

}  // namespace reallyopen
