// `license`, `license_name` and `license_link` of a card against the manifest.
#include <algorithm>

#include "evidence/cards/card_comparison.h"
#include "evidence/pin.h"
#include "license/expression.h"
#include "license/license_table.h"
#include "repository/path.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

// What the card says: ids as the Hub has them, and the name that goes with `other`.
struct CardLicense {
  std::vector<std::string> ids;
  std::string name;  // squeezed; empty where none is given
};

bool is_family(std::string_view id) {
  return id == "bsd" || id == "cc" || id == "gpl" || id == "lgpl" || id == "gfdl" || id == "agpl" ||
         id == "openrail";
}

bool is_reference(std::string_view term) { return term.starts_with("licenseref-"); }

bool says_same(const std::string& id, const std::string& name, const std::string& term) {
  const License* called = license_called(id);
  if (id == term || (called && called == find_license(term))) return true;
  // The Hub's GNU ids leave open whether later versions are meant.
  if (term == id + "-only" || term == id + "-or-later") return true;
  if (is_family(id) && squeezed(term).find(id) != std::string::npos) return true;
  const std::string squeezed_term = is_reference(term) ? squeezed(term.substr(
                                                           std::string_view("licenseref-").size()))
                                                       : squeezed(term);
  const auto contains = [&](const std::string& part) {
    return part.size() >= 3 &&
           (squeezed_term.find(part) != std::string::npos ||
            (squeezed_term.size() >= 3 && part.find(squeezed_term) != std::string::npos));
  };
  if (id == "other") return name.empty() ? is_reference(term) : contains(name);
  return is_reference(term) && contains(squeezed(id));
}

// An `OR` agrees if one branch does, an `AND` needs all: the card must not hide a part.
bool agrees(const CardLicense& card, std::string_view expression) {
  const LicenseExpression parsed = parse_expression(expression);
  if (parsed.steps.empty()) return true;  // `license-expression-invalid` speaks of it
  std::vector<bool> stack;
  for (const LicenseStep& step : parsed.steps) {
    if (!step.is_operator) {
      const std::string term = lower(step.term.id);
      stack.push_back(std::ranges::any_of(
        card.ids, [&](const std::string& id) { return says_same(id, card.name, term); }));
      continue;
    }
    const bool last = stack.back();
    stack.pop_back();
    stack.back() = step.joins == LicenseOperator::any ? stack.back() || last : stack.back() && last;
  }
  return stack.back();
}

// The expression that the card's licence is about: of the weights, or of everything.
const Node* weights_expression(const Declarations& declarations) {
  const Node* license = declarations.find({ "license" });
  if (license && license->is_mapping()) license = license->get("weights");
  if (license && license->is_mapping()) license = license->get("id");
  return license && license->is_string() ? license : nullptr;
}

void compare_link(const Card& card, const Snapshot& snapshot, const Declarations& declarations,
                  CardComparison& comparison) {
  const Node* link = card.find("license_link");
  if (!link || !link->is_string() || link->text.empty() || is_url(link->text)) return;
  const Resolution linked = snapshot.resolve(folder_of(card.text.path), link->text);
  CardDisagreement disagreement{ .subject = "license_link",
                                 .place = card.front_matter->place(*link),
                                 .says = link->text,
                                 .other = std::nullopt,
                                 .other_says = {} };
  if (linked.status == ResolveStatus::missing || linked.status == ResolveStatus::outside) {
    comparison.license_links.push_back(std::move(disagreement));
    return;
  }
  const Node* file = declarations.find({ "license", "weights", "file" });
  const Artifact* artifact = file ? declarations.artifact(*file) : nullptr;
  if (!artifact || artifact->written.empty() || is_url(artifact->written)) return;
  const Resolution stated = snapshot.resolve(folder_of(declarations.document()->path),
                                             artifact->written);
  if (stated.path == linked.path) return;
  disagreement.other = artifact->place;
  disagreement.other_says = artifact->written;
  comparison.license_links.push_back(std::move(disagreement));
}

}  // namespace

void compare_licenses(const Card& card, const Snapshot& snapshot, const Declarations& declarations,
                      CardComparison& comparison) {
  compare_link(card, snapshot, declarations, comparison);
  const Node* expression = weights_expression(declarations);
  const Node* field = card.find("license");
  CardLicense said;
  for (const Node* id : strings_of(field)) said.ids.push_back(lower(id->text));
  if (said.ids.empty() || !expression) return;
  const Node* named = card.find("license_name");
  if (named && named->is_string()) said.name = squeezed(named->text);
  if (agrees(said, expression->text)) return;
  const bool is_other = said.ids.size() == 1 && said.ids.front() == "other" && !said.name.empty();
  const Node& shown = is_other ? *named : *strings_of(field).front();
  comparison.licenses.push_back({ .subject = "license",
                                  .place = card.front_matter->place(shown),
                                  .says = shown.text,
                                  .other = declarations.place(*expression),
                                  .other_says = expression->text });
}

}  // namespace reallyopen
