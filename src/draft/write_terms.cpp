#include <fmt/format.h>

#include <algorithm>

#include "draft/draft_writer.h"
#include "license/expression.h"
#include "license/license_table.h"

namespace reallyopen {
namespace {

// A word that people or the Hub use for a licence, as an SPDX expression; "" where it is none.
std::string expression_of(const std::string& words) {
  if (const License* license = find_license(words); license && !license->family)
    return std::string(license->id);
  if (const License* license = license_called(words); license && !license->family)
    return std::string(license->id);
  const auto meant = meant_licenses(words);
  return meant.size() == 1 ? meant.front() : "";
}

}  // namespace

void DraftWriter::license_line(std::string_view key, const Sourced& license) {
  const std::string expression = license.value.empty() ? "" : expression_of(license.value);
  if (!expression.empty())
    out_.text(1, key, expression, from(license.source));
  else if (!license.value.empty())
    out_.text(1, key, "NOASSERTION",
              fmt::format("{} says `{}`: which licence is it?", license.source, license.value));
  else if (!license.source.empty())
    out_.text(1, key, "NOASSERTION", fmt::format("{}: which licence is it?", license.source));
  else
    out_.text(1, key, "NOASSERTION", "no licence was found for it: say which");
}

void DraftWriter::license() {
  out_.blank();
  out_.open(0, "license");
  license_line("code",
               facts_.code_license.source.empty() ? facts_.package_license : facts_.code_license);
  license_line("weights", license_of_weights(facts_));
  if (!facts_.data_license.source.empty()) license_line("data", facts_.data_license);
  paths(1, "files", facts_.survey.licenses);
}

void DraftWriter::restrictions() {
  out_.blank();
  if (facts_.restrictions.empty() && is_known_open(facts_))
    return out_.raw(0, "restrictions", "[]",
                    fmt::format("`{}` sets none; this states that there are none",
                                license_of_weights(facts_).value));
  if (facts_.restrictions.empty())
    return out_.unknown(0, "restrictions",
                        license_of_weights(facts_).value.empty()
                          ? "No licence of the weights was recognised: read what applies to "
                            "them, and write `[]` where nothing limits the use."
                          : "The licence of the weights is not known to be free of them: read "
                            "it, and write `[]` where nothing limits the use.");
  out_.open(0, "restrictions");
  for (const Sourced& restriction : facts_.restrictions) {
    out_.text(1, "- kind", restriction.value, from(restriction.source));
    out_.text(2, "summary", fmt::format("See {}.", restriction.source));
  }
}

void DraftWriter::documentation() {
  const auto card = std::ranges::find_if(facts_.survey.cards, [&](const std::string& path) {
    return relative(path).find('/') == std::string::npos;
  });
  const bool has_card = card != facts_.survey.cards.end();
  if (!has_card && facts_.paper.value.empty()) return;
  out_.blank();
  out_.open(0, "documentation");
  if (has_card) out_.text(1, "model_card", relative(*card));
  fact(1, "paper", facts_.paper);
}

void DraftWriter::community() {
  const Survey& survey = facts_.survey;
  if (survey.contributing.empty() && facts_.issues.value.empty() && survey.conduct.empty() &&
      survey.security.empty() && survey.changelogs.empty() && survey.citations.empty())
    return;
  out_.blank();
  out_.open(0, "community");
  first(1, "contributing", survey.contributing);
  fact(1, "issues", facts_.issues);
  first(1, "code_of_conduct", survey.conduct);
  first(1, "security", survey.security);
  first(1, "changelog", survey.changelogs);
  first(1, "citation", survey.citations);
}

}  // namespace reallyopen
