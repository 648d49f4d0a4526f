// Collects findings for the rule that is running, so that a rule never names itself.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"
#include "verdict/finding.h"
#include "verdict/problem.h"

namespace reallyopen {

// What a rule says; level, id and the usual fix come from its row.
struct Statement {
  Place place;
  std::string message;
  std::string
    subject;  // what it is about, free of line numbers: a field or path; part of the fingerprint
  std::string hint = {};
  std::string fix = {};  // where it can be said more exactly than in the row
  std::string component = {};
  std::vector<Related> related = {};
};

// As in_backticks(), with room for a path.
std::string quoted_path(std::string_view path);

class Findings {
 public:
  explicit Findings(std::string manifest) : manifest_(std::move(manifest)) {}

  // Lists up to 1000 findings of the rule; one more says how many there are beyond.
  void run(const Rule& rule, const Inspection& inspection);
  void add(Statement statement);
  void add_problem(const Problem& problem);

  // Until now.
  std::span<const Finding> found() const { return findings_; }
  std::vector<Finding> take() { return std::move(findings_); }

 private:
  void append(Statement statement);
  void append_unlisted();
  std::string fingerprint(const Statement& statement);

  std::string manifest_;
  const Rule* rule_ = nullptr;
  std::size_t listed_ = 0;  // of the running rule
  std::size_t unlisted_ = 0;
  Place first_unlisted_;
  std::string unlisted_marks_;  // their fingerprints
  std::vector<Finding> findings_;
  std::map<std::string, int> repetitions_;  // of what a fingerprint is made from
};

}  // namespace reallyopen
