#include "evidence/license_statements.h"

#include <algorithm>
#include <set>

#include "evidence/base_model.h"
#include "evidence/license_texts.h"
#include "evidence/package_licenses.h"
#include "license/expression.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

const Node* expression_node(const Node* license) {
  if (license && license->is_mapping()) license = license->get("id");
  return license && license->is_string() && !license->text.empty() ? license : nullptr;
}

using Ids = std::set<std::string>;

// Ids in lower case; of `GPL-2.0-only` and `-or-later` what both are, since texts and tools leave
// that open.
void add_ids(std::string_view expression, Ids& ids) {
  for (const LicenseStep& step : parse_expression(expression).steps) {
    if (step.is_operator) continue;
    std::string id = lower(step.term.id);
    for (const std::string_view ending : { "-only", "-or-later" })
      if (id.ends_with(ending)) id.resize(id.size() - ending.size());
    ids.insert(std::move(id));
  }
}

void add_node(const Node* node, Ids& ids) {
  if (const Node* expression = expression_node(node)) add_ids(expression->text, ids);
}

// Licences that may stand in the repository beside those of its own parts.
void add_upstream(const Declarations& declarations, Ids& ids) {
  for (const BaseModel& base : base_models(declarations)) add_node(base.license, ids);
  const Node* sources = declarations.find({ "data", "sources" });
  if (!sources) return;
  for (const Node& source : sources->items) {
    add_node(source.get("license"), ids);
    if (const Node* subsets = source.get("subsets"))
      for (const Node& subset : subsets->items) add_node(subset.get("license"), ids);
  }
}

bool shares(const Ids& found, const Ids& stated) {
  return std::ranges::any_of(found, [&](const std::string& id) { return stated.contains(id); });
}

bool covers(const Ids& found, const Ids& stated) {
  return std::ranges::all_of(found, [&](const std::string& id) { return stated.contains(id); });
}

bool is_text(const LicenseStatement& statement) {
  return statement.by == "the licence text" || statement.by == "the licence file";
}

// A file that holds several licences gives others' beside its own: it agrees if one of them does.
bool another_text_agrees(const LicenseStatement& statement, const LicenseStatements& found,
                         const Ids& stated) {
  return std::ranges::any_of(found.statements, [&](const LicenseStatement& other) {
    Ids ids;
    add_ids(other.expression, ids);
    return is_text(other) && other.place.path == statement.place.path && shares(ids, stated);
  });
}

}  // namespace

std::vector<StatedPart> stated_parts(const Declarations& declarations) {
  std::vector<StatedPart> parts;
  const Node* license = declarations.find({ "license" });
  for (const LicensedContent part :
       { LicensedContent::code, LicensedContent::weights, LicensedContent::data,
         LicensedContent::documentation, LicensedContent::outputs }) {
    const Node* own = license && license->is_mapping() ? license->get(name(part)) : license;
    if (const Node* node = expression_node(own)) parts.push_back({ part, node });
  }
  return parts;
}

LicenseStatements find_license_statements(const Snapshot& snapshot, std::string_view manifest,
                                          const Declarations& declarations,
                                          const Weights& weights) {
  LicenseStatements found;
  if (!declarations.document() || !declarations.find({ "license" })) return found;
  add_license_texts(snapshot, manifest, declarations, found);
  add_package_licenses(snapshot, manifest, found);
  add_script_headers(snapshot, declarations, found);
  for (const Weights::Text& text : weights.texts) {
    if (text.key != "general.license" || text.value.empty()) continue;
    const License* known = license_called(text.value);
    const std::string id = known ? std::string(known->id) : text.value;
    found.statements.push_back(
      { id, "`" + id + "`", "GGUF metadata", { .path = text.path }, LicensedContent::weights });
  }
  return found;
}

std::vector<LicenseDisagreement> compare_license_statements(const LicenseStatements& found,
                                                            const Declarations& declarations) {
  std::vector<LicenseDisagreement> disagreements;
  const std::vector<StatedPart> parts = stated_parts(declarations);
  if (parts.empty()) return disagreements;
  for (const LicenseStatement& statement : found.statements) {
    Ids said;
    Ids stated;
    const StatedPart* own = nullptr;
    for (const StatedPart& part : parts) {
      if (statement.part && part.part != *statement.part) continue;
      if (!own) own = &part;
      add_ids(part.node->text, stated);
    }
    if (!own) continue;  // the manifest is silent on that part, which is its own gap
    if (!statement.part) add_upstream(declarations, stated);
    add_ids(statement.expression, said);
    // One text may be that of several ids; package metadata has to name no more than the manifest
    // does.
    bool agrees = is_text(statement) ? shares(said, stated) : covers(said, stated);
    if (agrees && statement.modified)
      agrees = false;
    else if (!agrees && is_text(statement))
      agrees = another_text_agrees(statement, found, stated);
    if (!agrees)
      disagreements.push_back(
        { statement, own->node->text, declarations.place(*own->node), statement.part });
  }
  return disagreements;
}

}  // namespace reallyopen
