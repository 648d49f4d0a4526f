#include "cli/interview.h"

#include <fmt/format.h>

#include <algorithm>
#include <istream>
#include <ostream>
#include <string>

#include "draft/questions.h"
#include "report/cells.h"
#include "report/inert.h"

namespace reallyopen {
namespace {

std::string trimmed(const std::string& line) {
  const std::size_t begin = line.find_first_not_of(" \t\r");
  if (begin == std::string::npos) return "";
  return line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1);
}

void show(const std::string& words, const Console& console) {
  for (const std::string& line : wrapped(words, console.terminal.width))
    console.out << line << '\n';
}

// False at the end of the input.
bool ask(const Snapshot& snapshot, const Question& question, const Console& console, Facts& facts) {
  while (true) {
    console.out << fmt::format("   (e.g. {})\n   > ", question.example) << std::flush;
    std::string line;
    if (!std::getline(*console.terminal.input, line)) return false;
    const std::string answer = trimmed(line);
    if (answer.empty()) return true;
    const std::string wrong = objection(snapshot, facts, question, answer);
    if (wrong.empty()) {
      question.set(facts, answer);
      return true;
    }
    console.out << "   " << inert(wrong) << '\n';
  }
}

const Question* next_question(const Facts& facts, const std::vector<std::string>& unmet,
                              const std::vector<const Question*>& asked) {
  for (const Question* question : open_questions(facts, unmet))
    if (std::ranges::find(asked, question) == asked.end()) return question;
  return nullptr;
}

}  // namespace

void interview(const Snapshot& snapshot, const ClaimVerdict* claim, const Console& console,
               Facts& facts) {
  std::vector<std::string> unmet;
  if (claim)
    for (const Unmet& one : claim->unmet) unmet.push_back(one.component);
  const std::size_t open = open_questions(facts, unmet).size();
  show(fmt::format("{} question{} {} open. An empty line skips one, ctrl-d the rest; then the "
                   "draft is written, with what was answered.",
                   open, open == 1 ? "" : "s", open == 1 ? "is" : "are"),
       console);
  if (claim && !unmet.empty())
    show(fmt::format("What {} needs comes first, and is marked.", claim->id), console);
  console.out << '\n';
  std::vector<const Question*> asked;
  while (const Question* question = next_question(facts, unmet, asked)) {
    asked.push_back(question);
    const bool needed = std::ranges::find(unmet, question->component) != unmet.end();
    show(fmt::format("{}. {}{}", asked.size(), question->asks,
                     needed ? fmt::format(" [{}]", inert(claim->id)) : ""),
         console);
    if (!ask(snapshot, *question, console, facts)) {
      console.out << '\n';
      break;
    }
  }
  console.out << '\n';
}

}  // namespace reallyopen
