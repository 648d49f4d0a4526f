// Why a mention of openness was taken for a statement, or for none, in words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wording/openness.h"

namespace reallyopen {

struct MentionExplanation {
  OpennessPhrase words;
  std::string text;  // several lines, without a line end
};

// Every mention of a sentence, statements and others.
std::vector<MentionExplanation> explain_openness(std::string_view sentence,
                                                 const WordingContext& context);

}  // namespace reallyopen
