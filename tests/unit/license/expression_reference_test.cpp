// Our verdict on generated expressions and names, against those recorded of npm's
// spdx-expression-parse and spdx-correct (tests/license/record_expressions.mjs).
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "license/expression.h"
#include "license/license_set.h"
#include "license/license_table.h"
#include "support/catch.h"
#include "support/golden.h"

using namespace reallyopen;

namespace {

struct Recorded {
  std::string verdict;
  std::string text;
  std::string id;
};

std::vector<Recorded> recorded() {
  std::istringstream lines(
    read_file(std::filesystem::path(SOURCE_ROOT) / "tests" / "license" / "expressions.tsv"));
  std::vector<Recorded> rows;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream cells(line);
    Recorded row;
    std::getline(cells, row.verdict, '\t');
    std::getline(cells, row.text, '\t');
    std::getline(cells, row.id, '\t');
    rows.push_back(row);
  }
  return rows;
}

// What the reference asks: the grammar, and every id written exactly as in its list.
bool is_strictly_valid(const std::string& text) {
  const LicenseExpression expression = parse_expression(text);
  if (!expression.error.empty()) return false;
  const auto remarks = examine_ids(expression);
  return std::ranges::all_of(remarks, [](const IdRemark& remark) {
    return remark.standing == IdStanding::deprecated &&
           find_license(remark.written)->id == remark.written;
  });
}

bool has_word(const std::string& text, const std::vector<std::string>& words) {
  std::string plain = text;
  for (char& letter : plain)
    if (letter == '(' || letter == ')' || letter == ':') letter = ' ';
  std::istringstream in(plain);
  for (std::string word; in >> word;)
    if (std::ranges::find(words, word) != words.end()) return true;
  return false;
}

// `MIT ORISC`, `Or`, `DocumentRef-a :LicenseRef-b`: the reference reads operators in any case and
// without spaces.
bool reads_loosely(const std::string& text) {
  if (has_word(text, { "And", "Or", "With" })) return true;
  std::string packed = text;
  std::erase(packed, ' ');
  const LicenseExpression expression = parse_expression(text);
  if (expression.error.empty()) {
    // An operator that stuck to an id made one unknown id of them.
    for (const IdRemark& remark : examine_ids(expression))
      if (remark.standing == IdStanding::unknown) return true;
    return false;
  }
  const std::string at = text.substr(std::min(expression.error_span.at, text.size()));
  for (const char* stuck : { "OR", "AND", "WITH", "or", "and", "with", ":" })
    if (at.starts_with(stuck) || text.find(std::string(")") + stuck) != std::string::npos ||
        text.find(std::string("+") + stuck) != std::string::npos ||
        text.find(std::string(" ") + stuck) != std::string::npos)
      return true;
  return false;
}

}  // namespace

TEST_CASE("expressions are valid where spdx-expression-parse says so") {
  std::map<std::string, int> counts;
  for (const Recorded& row : recorded()) {
    if (row.verdict == "name") continue;
    ++counts["all"];
    const bool ours = is_strictly_valid(row.text);
    if (ours == (row.verdict == "valid")) continue;
    CAPTURE(row.text, row.verdict, expression_error(row.text));
    // The annex knows these values; the reference does not.
    if (ours && has_word(row.text, { "NONE", "NOASSERTION" })) {
      ++counts["none"];
      continue;
    }
    CHECK(!ours);
    CHECK(reads_loosely(row.text));
    ++counts["loose"];
  }
  CHECK(counts["all"] >= 5000);
  CHECK(counts["none"] <= 10);
  CHECK(counts["loose"] <= 200);
}

TEST_CASE("names mean what spdx-correct makes of them") {
  int all = 0;
  std::vector<std::string> different;
  for (const Recorded& row : recorded()) {
    if (row.verdict != "name") continue;
    ++all;
    std::vector<std::string> expected{ row.id };
    if (const License* license = find_license(row.id); license && license->deprecated)
      expected.assign(license->successors.begin(), license->successors.end());
    const auto meant = meant_licenses(row.text);
    const bool agrees = std::ranges::any_of(meant, [&](const std::string& id) {
      return std::ranges::find(expected, id) != expected.end();
    });
    if (!agrees)
      different.push_back(row.text + " -> " + row.id + ", ours " +
                          (meant.empty() ? "-" : meant.front()));
  }
  CHECK(all >= 250);
  // It takes another version or another licence for what is named exactly, and a version where none
  // is named.
  CHECK(different ==
        std::vector<std::string>{ "MPL-1.1 License -> MPL-2.0, ours MPL-1.1",
                                  "The MPL-1.1 License -> MPL-2.0, ours MPL-1.1",
                                  "LGPL-2.1 License -> GPL-2.0-only, ours LGPL-2.1-only",
                                  "The LGPL-2.1 License -> GPL-2.0-only, ours LGPL-2.1-only",
                                  "EUPL-1.2 License -> UPL-1.0, ours EUPL-1.2",
                                  "The EUPL-1.2 License -> UPL-1.0, ours EUPL-1.2",
                                  "Eclipse Public License -> EPL-1.0, ours -" });
}
