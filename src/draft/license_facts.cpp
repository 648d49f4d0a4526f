// Licences, from the texts in the tree.
#include <fmt/format.h>

#include <algorithm>

#include "draft/gather.h"
#include "draft/read_file.h"
#include "license/license_table.h"
#include "license/recognise.h"
#include "text/lines.h"
#include "text/pattern.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

// `LICENSE-MODEL`, `MODEL_LICENSE`: of the weights, whatever else there is.
bool is_of_weights(std::string_view path) {
  static const Pattern pattern(R"((?i)model|weights|[^/]* LICENSE AGREEMENT)");
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return pattern.found_in(name);
}

// `DATA_LICENSE`: of the data.
bool is_of_data(std::string_view path) {
  static const Pattern pattern(R"((?i)\bdata|_data|data\b)");
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return pattern.found_in(name);
}

// The id of a text that is one licence, word for word or with slight changes; else "".
std::string license_in(const std::string& text, std::string& note) {
  const Recognition recognition = recognise(text);
  if (recognition.kind == Recognition::Kind::mentions && recognition.mentions.size() == 1)
    return recognition.mentions.front().id;
  if (recognition.matches.size() != 1) {
    note = recognition.matches.empty() ? "no licence that is known" : "several licences";
    return "";
  }
  const LicenseMatch& match = recognition.matches.front();
  if (match.likeness == Likeness::modified || match.ids.empty()) {
    const auto lines = describe(recognition);
    if (!lines.empty()) note = lines.front();
    return "";
  }
  return match.ids.front();
}

void gather_holder(const std::string& path, const std::string& text, Facts& facts) {
  static const Pattern holder(
    R"((?im)^\s*copyright\s+(?:\(c\)|©)?\s*(?:\d{4}(?:\s*[-,]\s*(?:\d{4}|present))*[, ]*)(?:by\s+)?([^\n]{2,80}?)\.?(?:\s+all rights reserved\.?)?\s*$)");
  std::string_view found;
  if (!holder.found_in(text, found)) return;
  if (found.find('[') != std::string_view::npos || found.find('<') != std::string_view::npos)
    return;
  const auto line = line_number(text, found);
  set_if_empty(facts.developer, found, fmt::format("{}:{}", path, line));
}

// A licence in a folder below is that of what stands there.
bool is_of_all(const std::string& path, const Facts& facts) {
  return path.find('/', facts.folder.empty() ? 0 : facts.folder.size() + 1) == std::string::npos;
}

void set_license(Sourced& fact, const std::string& id, const std::string& source) {
  if (!fact.value.empty()) return;
  if (!id.empty() || fact.source.empty()) fact = { id, printable(source, 200) };
}

void gather_text(const std::string& path, const std::string& text, Sourced& of_weights,
                 Facts& facts) {
  std::string note;
  const std::string id = license_in(text, note);
  const std::string source = note.empty() ? path : fmt::format("{}: {}", path, note);
  Sourced& license = is_of_data(path)      ? facts.data_license
                     : is_of_weights(path) ? of_weights
                                           : facts.code_license;
  if (!id.empty() && !license.value.empty() && id != license.value)
    license.source += fmt::format("; {} is {}", printable(path, 100), id);
  set_license(license, id, source);
  gather_holder(path, text, facts);
}

}  // namespace

const Sourced& license_of_weights(const Facts& facts) {
  const bool of_code = facts.weights_license.value.empty() && !facts.weights.empty();
  return of_code ? facts.code_license : facts.weights_license;
}

bool is_known_open(const Facts& facts) {
  const std::string& words = license_of_weights(facts).value;
  const License* known = find_license(words);
  if (!known) known = license_called(words);
  return known && !known->family && known->restrictions.empty() &&
         known->for_content(LicensedContent::weights) == Openness::open;
}

void gather_restrictions(Facts& facts) {
  const Sourced& license = license_of_weights(facts);
  facts.restrictions.clear();
  const License* known = find_license(license.value);
  if (!known) known = license_called(license.value);
  if (known)
    for (const std::string_view kind : known->restrictions)
      facts.restrictions.push_back({ std::string(kind), fmt::format("`{}`", known->id) });
  for (const std::string& path : facts.survey.use_policies)
    facts.restrictions.push_back({ "acceptable-use-policy", path });
}

void gather_licenses(const Snapshot& snapshot, Facts& facts) {
  Sourced of_weights;
  for (const std::string& path : facts.survey.licenses)
    if (is_of_all(path, facts)) gather_text(path, text_of(snapshot, path), of_weights, facts);
  // The text of the weights' own licence outweighs a word in the card.
  if (!of_weights.value.empty() || facts.weights_license.value.empty())
    facts.weights_license = of_weights;
}

}  // namespace reallyopen
