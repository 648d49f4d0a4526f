#include "evidence/licenses/file_licenses.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "evidence/artifact_files.h"
#include "evidence/licenses/applied_license.h"
#include "evidence/licenses/license_in_text.h"
#include "evidence/licenses/reuse.h"
#include "repository/path.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_license_header = 4096;
constexpr std::size_t most_files_with_headers = 5000;

bool is_code(std::string_view field) {
  return field.find("scripts") != std::string_view::npos ||
         field.find("code") != std::string_view::npos;
}

bool is_weights(std::string_view field) { return field.starts_with("model.weights"); }

// What the manifest states for this artifact alone, or its section.
const Node* own_license(const Declarations& declarations, const Artifact& artifact) {
  if (const Node* own = license_expression(artifact.node->get("license"))) return own;
  const std::string_view section = std::string_view(artifact.field)
                                     .substr(0, artifact.field.find('.'));
  return license_expression(declarations.find({ section, "license" }));
}

// Many files that say the same are one statement, and so is one annotation of many files.
void add(LicenseStatement statement, LicenseStatements& found) {
  const auto same = std::ranges::find_if(found.statements, [&](const LicenseStatement& each) {
    return each.by == statement.by && each.expression == statement.expression &&
           each.parts == statement.parts && each.expected == statement.expected;
  });
  if (same == found.statements.end())
    found.statements.push_back(std::move(statement));
  else if (same->place.path != statement.place.path)
    ++same->files;
}

std::optional<LicenseStatement> header_of(const Snapshot& snapshot, const Entry& entry) {
  return license_in_header(entry.path, snapshot.read(entry, longest_license_header).bytes);
}

// The nearest to the file decides, as reuse.software has it.
std::optional<LicenseStatement> license_of(const Snapshot& snapshot, const Entry& entry,
                                           ReuseAnnotations& annotations, bool has_header) {
  const ReuseAnnotation* annotation = annotations.of(entry.path);
  if (annotation && annotation->overrides) return annotation->statement;
  if (const std::optional<Entry> beside = snapshot.find(entry.path + ".license"))
    if (std::optional<LicenseStatement> statement = header_of(snapshot, *beside)) {
      statement->by = "an SPDX header";
      return statement;
    }
  if (has_header)
    if (std::optional<LicenseStatement> statement = header_of(snapshot, entry)) {
      statement->by = "an SPDX header";
      return statement;
    }
  if (annotation) return annotation->statement;
  return std::nullopt;
}

}  // namespace

void add_file_licenses(const Snapshot& snapshot, std::string_view manifest,
                       const Declarations& declarations, LicenseStatements& found) {
  ReuseAnnotations annotations(snapshot, found);
  const std::string_view base = folder_of(manifest);
  std::set<std::string> seen;
  for (const Artifact& artifact : declarations.artifacts()) {
    const bool code = is_code(artifact.field);
    if (artifact.evidence != Evidence::present || (!code && !is_weights(artifact.field))) continue;
    const Node* expected = own_license(declarations, artifact);
    for (const Entry& entry : files_of(snapshot, base, artifact, most_files_with_headers)) {
      if (entry.kind != EntryKind::file || entry.path.ends_with(".license") ||
          !seen.insert(entry.path).second)
        continue;
      if (seen.size() > most_files_with_headers) {
        found.unexamined.push_back(
          { entry.path, fmt::format("of the declared files only the first {} were read for what "
                                    "they say of it",
                                    most_files_with_headers) });
        return;
      }
      std::optional<LicenseStatement> statement = license_of(snapshot, entry, annotations, code);
      if (!statement) continue;
      statement->parts = { code ? LicensedContent::code : LicensedContent::weights };
      statement->expected = expected;
      add(std::move(*statement), found);
    }
  }
}

}  // namespace reallyopen
