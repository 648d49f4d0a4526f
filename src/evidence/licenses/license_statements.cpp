#include "evidence/licenses/license_statements.h"

#include <algorithm>

#include "evidence/cards/base_model.h"
#include "evidence/licenses/applied_license.h"
#include "evidence/licenses/file_licenses.h"
#include "evidence/licenses/license_texts.h"
#include "evidence/licenses/package_licenses.h"
#include "license/license_ids.h"

namespace reallyopen {
namespace {

// What the manifest states about what a statement is about.
struct StatedLicenses {
  LicenseIds ids;
  const Node* node = nullptr;      // the first of them; null: the manifest is silent
  std::vector<std::string> texts;  // each once
};

void add(const Node* expression, LicenseIds& ids) {
  if (expression) ids.merge(ids_in(expression->text));
}

// Licences that may stand in the repository beside those of its own parts.
void add_upstream(const Declarations& declarations, LicenseIds& ids) {
  for (const BaseModel& base : base_models(declarations)) add(base.license, ids);
  const Node* sources = declarations.find({ "data", "sources" });
  if (!sources) return;
  for (const Node& source : sources->items) {
    add(license_expression(source.get("license")), ids);
    if (const Node* subsets = source.get("subsets"))
      for (const Node& subset : subsets->items) add(license_expression(subset.get("license")), ids);
  }
}

// An artifact or section may be under a licence of its own.
void add_sections(const Declarations& declarations, LicensedContent part, LicenseIds& ids) {
  const bool weights = part == LicensedContent::weights;
  for (const Artifact& artifact : declarations.artifacts())
    if (artifact.field.starts_with("model.weights") == weights)
      add(license_expression(artifact.node->get("license")), ids);
  if (part != LicensedContent::code) return;
  for (const std::string_view section : { "preprocessing", "training", "evaluation" })
    add(license_expression(declarations.find({ section, "license" })), ids);
}

StatedLicenses stated_for(const LicenseStatement& statement, const Declarations& declarations) {
  StatedLicenses stated;
  if (statement.expected) {
    stated.node = statement.expected;
    stated.texts.push_back(stated.node->text);
    add(stated.node, stated.ids);
    return stated;
  }
  for (const LicensedContent part :
       { LicensedContent::code, LicensedContent::weights, LicensedContent::data,
         LicensedContent::documentation, LicensedContent::outputs }) {
    const bool about = statement.parts.empty() ||
                       std::ranges::find(statement.parts, part) != statement.parts.end();
    const Node* node = about ? release_license(declarations, name(part)) : nullptr;
    if (!node) continue;
    if (!stated.node) stated.node = node;
    if (std::ranges::find(stated.texts, node->text) == stated.texts.end())
      stated.texts.push_back(node->text);
    add(node, stated.ids);
    add_sections(declarations, part, stated.ids);
  }
  if (statement.parts.empty()) add_upstream(declarations, stated.ids);
  return stated;
}

bool is_named(const LicenseStatement& text, const LicenseIds& stated) {
  return !text.expression.empty() && share_any(ids_in(text.expression), stated);
}

// A file or folder of several licences gives others' beside its own.
bool another_is_named(const LicenseStatement& text, const LicenseStatements& found,
                      const LicenseIds& stated) {
  return std::ranges::any_of(found.statements, [&](const LicenseStatement& other) {
    // An unknown text beside the manifest's licence may be a translation or an account of it.
    const bool beside = text.expression.empty() && text.parts.empty() && other.parts.empty();
    return other.is_text && !other.modified && (other.group == text.group || beside) &&
           is_named(other, stated);
  });
}

bool text_agrees(const LicenseStatement& text, const LicenseStatements& found,
                 const LicenseIds& stated) {
  if (is_named(text, stated) && !text.modified) return true;
  // Nobody can tell what the text of an unlisted licence is.
  if ((text.expression.empty() || text.modified) && has_unindexed(stated)) return true;
  // A licence that SPDX does not list is called by each author as they like.
  if (text.is_whole && is_unlisted(ids_in(text.expression)) && has_own_name(stated)) return true;
  return !is_named(text, stated) && another_is_named(text, found, stated);
}

}  // namespace

LicenseStatements find_license_statements(const Snapshot& snapshot, std::string_view manifest,
                                          const Declarations& declarations, const Weights& weights,
                                          const std::vector<std::string>& policies) {
  LicenseStatements found;
  if (!declarations.document()) return found;
  add_use_policies(snapshot, policies, found);
  if (!declarations.find({ "license" })) return found;
  add_license_texts(snapshot, manifest, declarations, found);
  add_package_licenses(snapshot, manifest, found);
  add_file_licenses(snapshot, manifest, declarations, found);
  add_weight_headers(weights, found);
  add_dataset_licenses(snapshot, declarations, found);
  return found;
}

std::vector<LicenseDisagreement> compare_license_statements(const LicenseStatements& found,
                                                            const Declarations& declarations) {
  std::vector<LicenseDisagreement> disagreements;
  for (const LicenseStatement& statement : found.statements) {
    const StatedLicenses stated = stated_for(statement, declarations);
    // Silence has findings of its own.
    if (!stated.node || stated.ids.empty() || stated.ids.contains("noassertion")) continue;
    if (statement.is_text ? text_agrees(statement, found, stated.ids)
                          : is_covered(statement.expression, stated.ids))
      continue;
    disagreements.push_back({ statement, stated.texts, declarations.place(*stated.node) });
    // A text that was made from the manifest's licence is that licence, modified.
    LicenseStatement& differing = disagreements.back().statement;
    const bool made_from = !statement.made_from.empty() &&
                           share_any(ids_of(statement.made_from), stated.ids);
    differing.modified = made_from || (statement.modified && is_named(statement, stated.ids));
    if (!made_from) continue;
    differing.place = differing.departs;
    differing.says = differing.departs_by;
  }
  return disagreements;
}

}  // namespace reallyopen
