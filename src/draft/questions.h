// What a draft leaves open, as questions that a person answers in one line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "draft/facts.h"

namespace reallyopen {

enum class AnswerKind { text, number, file, address, license, access };

struct Question {
  std::string_view component;  // that it helps to show; "" for the release itself
  std::string_view asks;
  std::string_view example;
  AnswerKind kind;
  bool (*open)(const Facts& facts);
  void (*set)(Facts& facts, const std::string& answer);
};

// Those that the facts leave open. First what the `unmet` components of a claim need, of which the
// ones that one answer settles before those that take several; then the rest. An answer can open
// another question.
std::vector<const Question*> open_questions(const Facts& facts,
                                            const std::vector<std::string>& unmet);

// Why an answer is none, or "".
std::string objection(const Snapshot& snapshot, const Facts& facts, const Question& question,
                      const std::string& answer);

}  // namespace reallyopen
