#include "license/license_ids.h"

#include <algorithm>
#include <vector>

#include "license/expression.h"
#include "license/license_table.h"
#include "license/text_index.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_meant = 500;
constexpr std::string_view reference = "licenseref-";  // in the forms of LicenseIds

std::string plain_form(std::string_view id) {
  std::string form = lower(id);
  for (const std::string_view ending : { "-only", "-or-later" })
    if (form.ends_with(ending)) form.resize(form.size() - ending.size());
  return form;
}

// Nobody has registered its letters: what two authors of one repository write may differ in them.
std::string reference_form(std::string_view id) {
  const std::string form = lower(id);
  const std::size_t at = form.find(reference);
  return at == std::string::npos ? form
                                 : std::string(reference) +
                                     squeezed(std::string_view(form).substr(at + reference.size()));
}

// Ids first: the table of names takes longer to make than that of ids.
const License* known_license(std::string_view words) {
  const License* license = find_license(words);
  return license && !license->exception ? license : license_called(words);
}

bool is_known(const LicenseTerm& term) { return is_license_ref(term.id) || known_license(term.id); }

std::string_view without_address(std::string_view text) {
  for (const std::string_view scheme : { "https://", "http://" })
    if (text.starts_with(scheme)) text.remove_prefix(scheme.size());
  constexpr std::string_view address = "spdx.org/licenses/";
  if (!text.starts_with(address)) return text;
  text.remove_prefix(address.size());
  if (text.ends_with(".html")) text.remove_suffix(5);
  return text;
}

// Cargo's old way to write a choice.
std::string with_or(std::string_view text) {
  std::string result;
  for (const char letter : text) {
    if (letter == '/')
      result += " OR ";
    else
      result += letter;
  }
  return result;
}

}  // namespace

LicenseIds ids_of(std::string_view id) {
  const License* license = known_license(id);
  if (!license) return { is_license_ref(id) ? reference_form(id) : plain_form(id) };
  LicenseIds ids;
  if (!license->family) ids.insert(plain_form(license->id));
  for (const std::string_view successor : license->successors)
    for (const LicenseStep& step : parse_expression(successor).steps)
      if (!step.is_operator) ids.insert(plain_form(step.term.id));
  return ids;
}

LicenseIds ids_in(std::string_view expression) {
  LicenseIds ids;
  for (const LicenseStep& step : parse_expression(expression).steps)
    if (!step.is_operator) ids.merge(ids_of(step.term.id));
  return ids;
}

bool is_covered(std::string_view expression, const LicenseIds& ids) {
  std::vector<bool> stack;
  for (const LicenseStep& step : parse_expression(expression).steps) {
    if (!step.is_operator) {
      stack.push_back(share_any(ids_of(step.term.id), ids));
      continue;
    }
    const bool last = stack.back();
    stack.pop_back();
    stack.back() = step.joins == LicenseOperator::any ? stack.back() || last : stack.back() && last;
  }
  return stack.empty() || stack.back();
}

bool share_any(const LicenseIds& a, const LicenseIds& b) {
  return std::ranges::any_of(a, [&](const std::string& id) { return b.contains(id); });
}

bool has_unindexed(const LicenseIds& ids) {
  LicenseIds indexed;
  for (const IndexedText& text : license_texts().texts())
    for (const std::string_view id : text.ids()) indexed.insert(plain_form(id));
  return std::ranges::any_of(ids, [&](const std::string& id) { return !indexed.contains(id); });
}

bool is_unlisted(const LicenseIds& ids) {
  return std::ranges::all_of(ids, [](const std::string& id) { return id.starts_with(reference); });
}

bool has_own_name(const LicenseIds& ids) {
  return std::ranges::any_of(ids, [](const std::string& id) {
    return id.find(reference) != std::string::npos && !find_license(id);
  });
}

std::string expression_meant(std::string_view written) {
  const std::string_view text = without_address(written);
  if (text.size() > longest_meant) return "";
  if (const License* license = known_license(text)) return std::string(license->id);
  const std::string spelled = with_or(text);
  const LicenseExpression expression = parse_expression(spelled);
  const bool known = std::ranges::all_of(expression.steps, [](const LicenseStep& step) {
    return step.is_operator || is_known(step.term);
  });
  return known && !expression.steps.empty() ? spelled : "";
}

}  // namespace reallyopen
