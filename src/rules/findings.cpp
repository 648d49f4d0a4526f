#include "rules/findings.h"

#include <fmt/format.h>

#include "digest/sha256.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t fingerprint_digits = 16;
// A manifest of 20,000 wrong paths is one mistake, and its report has to stay readable.
constexpr std::size_t most_findings_of_rule = 1000;

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  return first == std::string_view::npos ? "" : text.substr(first);
}

}  // namespace

std::string quoted_path(std::string_view path) { return in_backticks(path, 200); }

void Findings::run(const Rule& rule, const Inspection& inspection) {
  rule_ = &rule;
  listed_ = 0;
  unlisted_ = 0;
  unlisted_marks_.clear();
  rule.check(inspection, *this);
  if (unlisted_ > 0) append_unlisted();
  rule_ = nullptr;
}

void Findings::add(Statement statement) {
  if (listed_ == most_findings_of_rule) {
    unlisted_marks_ += fingerprint(statement);
    if (unlisted_++ == 0) first_unlisted_ = std::move(statement.place);
    return;
  }
  ++listed_;
  append(std::move(statement));
}

// Has the rule's level: what is not listed counts all the same. Its fingerprint is made from those
// of all that it stands for, so that a waiver or baseline does not cover others.
void Findings::append_unlisted() {
  append({ .place = std::move(first_unlisted_),
           .message = fmt::format("{} more of `{}` {} not listed", unlisted_, rule_->id,
                                  unlisted_ == 1 ? "is" : "are"),
           .subject = "not listed " + sha256(unlisted_marks_),
           .fix = "mend the ones that are listed, and check again" });
}

void Findings::append(Statement statement) {
  std::string mark = fingerprint(statement);
  findings_.push_back(
    { .rule = std::string(rule_->id),
      .level = rule_->level,
      .message = std::move(statement.message),
      .hint = std::move(statement.hint),
      .fix = statement.fix.empty() ? std::string(rule_->fix) : std::move(statement.fix),
      .component = std::move(statement.component),
      .place = std::move(statement.place),
      .related = std::move(statement.related),
      .incomplete = rule_->incomplete,
      .fingerprint = std::move(mark) });
}

void Findings::add_problem(const Problem& problem) {
  add({ .place = problem.place,
        .message = problem.message,
        .subject = problem.subject,
        .fix = problem.fix });
}

// Of the lines at all its places: what was accepted of two that differ is not any difference. The
// same statement about equal lines gets a number, so that every fingerprint of a run is its own.
std::string Findings::fingerprint(const Statement& statement) {
  std::string content = fmt::format("{}\n{}\n{}\n{}", rule_->id, manifest_, statement.subject,
                                    trim(statement.place.line_text));
  for (const Related& other : statement.related)
    content += fmt::format("\n{}", trim(other.place.line_text));
  const int repetition = repetitions_[content]++;
  return sha256(fmt::format("{}\n{}", content, repetition)).substr(0, fingerprint_digits);
}

}  // namespace reallyopen
