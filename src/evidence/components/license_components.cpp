// The licences of code, weights and data.
#include <fmt/format.h>

#include <algorithm>

#include "evidence/components/component.h"
#include "evidence/components/part.h"
#include "evidence/licenses/applied_license.h"

namespace reallyopen {
namespace {

// The committed texts, of this content or of all; absent where none is named.
Part texts_part(const Declarations& declarations, std::string_view content) {
  Part part = artifacts_part(declarations, declarations.find({ "license", "files" }));
  if (const Node* file = declarations.find({ "license", content, "file" }))
    part = stronger(std::move(part), artifacts_part(declarations, file));
  return part;
}

void gather_stated(const Declarations& declarations, std::string_view content,
                   ComponentEvidence& evidence) {
  const Node* stated = release_license(declarations, content);
  evidence.step = fmt::format("state the licence of the {} in `license.{}`", content, content);
  if (!stated) {
    evidence.licenses.push_back({ "", evidence.section, fmt::format("the {}", content) });
    return;
  }
  Part part{ .evidence = Evidence::described, .place = declarations.place(*stated) };
  Part texts = texts_part(declarations, content);
  if (texts.evidence == Evidence::broken || texts.evidence == Evidence::unknown)
    part = std::move(texts);
  else if (texts.evidence == Evidence::present)
    part.evidence = Evidence::present;
  apply(std::move(part), evidence);
  evidence.licenses.push_back(
    { stated->text, declarations.place(*stated), fmt::format("the {}", content) });
}

void gather_documentation(const Declarations& declarations, ComponentEvidence& evidence) {
  gather_stated(declarations, "documentation", evidence);
}

void gather_code(const Declarations& declarations, ComponentEvidence& evidence) {
  gather_stated(declarations, "code", evidence);
}

// A base model caps what is derived from it, unless the same developer licenses anew.
void gather_weights_license(const Declarations& declarations, ComponentEvidence& evidence) {
  gather_stated(declarations, "weights", evidence);
  std::ranges::move(base_licenses(declarations), std::back_inserter(evidence.licenses));
}

void gather_data(const Declarations& declarations, ComponentEvidence& evidence) {
  evidence.licenses = source_licenses(declarations);
  evidence.step = "state the `license` of every open or public data source";
  if (evidence.licenses.empty()) {
    // Nothing of the data is handed on, so there is nothing to license.
    const bool declared = declarations.find({ "data", "sources" }) ||
                          status_part(declarations, declarations.find({ "data" }));
    evidence.evidence = declared ? Evidence::not_applicable : Evidence::absent;
    return;
  }
  evidence.evidence = Evidence::described;
  for (const StatedLicense& license : evidence.licenses) {
    if (!license.expression.empty()) continue;
    evidence.evidence = Evidence::absent;
    evidence.reason = fmt::format("{} states no licence", license.of);
    evidence.places.assign(1, license.place);
    return;
  }
  evidence.places.push_back(evidence.licenses.front().place);
  Part text = artifacts_part(declarations, declarations.find({ "license", "data", "file" }));
  if (text.evidence != Evidence::broken && text.evidence != Evidence::unknown) return;
  evidence.places.clear();
  apply(std::move(text), evidence);
}

constexpr Component license_rows[] = {
  { .id = "code-license",
    .title = "licence of the code",
    .content = Content::code,
    .field = "license.code",
    .about = "`license.code`, or the one licence for everything; present where `license.files` "
             "holds "
             "its text.",
    .step = "state the licence of the code in `license.code`",
    .facts = {},
    .gather = gather_code },
  { .id = "weights-license",
    .title = "licence of the weights",
    .content = Content::weights,
    .field = "license.weights",
    .about = "`license.weights`, or the one licence for everything. A base model of another "
             "developer "
             "must be under such a licence too.",
    .step = "state the licence of the weights in `license.weights`",
    .facts = {},
    .gather = gather_weights_license },
  { .id = "data-license",
    .title = "licence of the data",
    .content = Content::data,
    .field = "license.data",
    .about = "The licence of every open or public data source, its own or `license.data`. Does not "
             "apply where no source can be shared.",
    .step = "state the `license` of every open or public data source",
    .facts = {},
    .gather = gather_data },
  { .id = "documentation-license",
    .title = "licence of the documentation",
    .content = Content::documentation,
    .field = "license.documentation",
    .about = "`license.documentation`, or the one licence for everything.",
    .step = "state the licence of the documentation in `license.documentation`",
    .facts = {},
    .gather = gather_documentation },
};

}  // namespace

constinit const ComponentFamily license_components = license_rows;

}  // namespace reallyopen
