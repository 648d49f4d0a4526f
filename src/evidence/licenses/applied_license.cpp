#include "evidence/licenses/applied_license.h"

#include <fmt/format.h>

#include <algorithm>

#include "evidence/cards/base_model.h"
#include "evidence/components/component.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

bool is_shareable(const Node& source) {
  const std::string_view access = source.string_at("access");
  return access == "open" || access == "public";
}

void add_source(const Declarations& declarations, const Node& source, const Node* general,
                std::vector<StatedLicense>& licenses) {
  if (!is_shareable(source)) return;
  const Node* own = license_expression(source.get("license"));
  const Node* license = own ? own : general;
  licenses.push_back({ license ? license->text : "",
                       declarations.place(license ? *license : source),
                       fmt::format("data source `{}`", printable(source.string_at("name"), 60)) });
}

const Node* section_license(const Declarations& declarations, std::string_view field) {
  return license_expression(declarations.find({ field.substr(0, field.find('.')), "license" }));
}

}  // namespace

const Node* license_expression(const Node* license) {
  if (license && license->is_mapping()) license = license->get("id");
  return license && license->is_string() ? license : nullptr;
}

const Node* release_license(const Declarations& declarations, std::string_view content) {
  const Node* license = declarations.find({ "license" });
  if (!license || license->is_string()) return license_expression(license);
  return license_expression(license->get(content));
}

std::vector<StatedLicense> base_licenses(const Declarations& declarations) {
  std::vector<StatedLicense> licenses;
  for (const BaseModel& base : base_models(declarations)) {
    if (base.same_developer) continue;
    licenses.push_back({ base.license ? base.license->text : "",
                         declarations.place(base.license ? *base.license : *base.node),
                         fmt::format("base model `{}`", printable(base.name, 60)) });
  }
  return licenses;
}

std::vector<StatedLicense> source_licenses(const Declarations& declarations) {
  std::vector<StatedLicense> licenses;
  const Node* general = release_license(declarations, "data");
  const Node* sources = declarations.find({ "data", "sources" });
  if (!sources) return licenses;
  for (const Node& source : sources->items) {
    add_source(declarations, source, general, licenses);
    const Node* own = license_expression(source.get("license"));
    if (const Node* subsets = source.get("subsets"))
      for (const Node& subset : subsets->items)
        add_source(declarations, subset, own ? own : general, licenses);
  }
  return licenses;
}

std::vector<StatedLicense> applied_licenses(const Declarations& declarations,
                                            const Component& component, const Place& section) {
  if (component.id == "data-sources") return source_licenses(declarations);
  const Node* general = section_license(declarations, component.field);
  if (!general) general = release_license(declarations, name(component.content));
  const std::string of = fmt::format("component `{}`", component.id);
  std::vector<StatedLicense> licenses;
  for (const Artifact* artifact : artifacts_of(declarations, component)) {
    const Node* own = license_expression(artifact->node->get("license"));
    const Node* license = own ? own : general;
    licenses.push_back({ license ? license->text : "",
                         license ? declarations.place(*license) : artifact->place, of });
  }
  if (licenses.empty())
    licenses.push_back(
      { general ? general->text : "", general ? declarations.place(*general) : section, of });
  if (component.id == "model-weights")
    std::ranges::move(base_licenses(declarations), std::back_inserter(licenses));
  return licenses;
}

}  // namespace reallyopen
