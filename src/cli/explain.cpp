#include "cli/explain.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <span>

#include "claims/claim.h"
#include "cli/command.h"
#include "cli/input.h"
#include "embedded/files.h"
#include "evidence/cards/card.h"
#include "evidence/cards/wording.h"
#include "evidence/components/component.h"
#include "manifest/prepared_schema.h"
#include "repository/repository_error.h"
#include "repository/snapshot.h"
#include "rules/catalogue.h"
#include "text/letters.h"
#include "text/nearest.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::string_view overview =
  "reallyopen explain ID\n"
  "\n"
  "  manifest             a complete small TRANSPARENCY.yaml\n"
  "  evidence             the scale from absent to present\n"
  "  RULE                 e.g. path-missing;      reallyopen list rules\n"
  "  CLAIM                e.g. open-source;       reallyopen list claims\n"
  "  COMPONENT            e.g. training-scripts;  reallyopen list components\n"
  "  FIELD                a manifest field, e.g. data.sources.access\n"
  "  FILE:LINE            how a line of a README was read, e.g. README.md:8\n";

constexpr std::string_view evidence_page =
  "Evidence says what the repository and its manifest show for a component, weakest first.\n"
  "\n"
  "  absent          nothing is said\n"
  "  withheld        said not to be there, with a reason: honest, and never counted\n"
  "  described       facts in the manifest\n"
  "  linked          a URL that can change\n"
  "  pinned          a URL with full commit, digest, DOI or SWHID; or a submodule\n"
  "  present         in this snapshot, with substance; digests agree\n"
  "\n"
  "Beside the scale:\n"
  "\n"
  "  broken          declared, and contradicted by the repository: an error, worth absent\n"
  "  unknown         could not be read: the claim becomes incomplete\n"
  "  not-applicable  said so, with a reason: satisfies only what accepts it\n"
  "\n"
  "Where several artifacts are declared, the weakest decides.\n";

std::string requirement_line(const Requirement& requirement, std::string_view indent) {
  std::string line;
  if (!requirement.component.empty()) {
    line = fmt::format("{}{:<20} {}", indent, requirement.component, name(requirement.at_least));
    if (!requirement.facts.empty()) line += fmt::format(": {}", fmt::join(requirement.facts, ", "));
    if (!requirement.license.empty())
      line += fmt::format(", a licence in `{}`", requirement.license);
    if (requirement.accepts_not_applicable) line += ", or not-applicable";
    if (requirement.when)
      line += fmt::format(", where {} is at least {}", requirement.when->component,
                          name(requirement.when->at_least));
    line += "\n";
  }
  const std::string deeper = std::string(indent) + "  ";
  if (!requirement.all_of.empty()) line += fmt::format("{}all of\n", indent);
  for (const Requirement& part : requirement.all_of) line += requirement_line(part, deeper);
  if (!requirement.any_of.empty()) line += fmt::format("{}any of\n", indent);
  for (const Requirement& part : requirement.any_of) line += requirement_line(part, deeper);
  line += fmt::format("{}    {}{}\n", indent, requirement.why,
                      requirement.reference.empty() ? "" : " (" + requirement.reference + ")");
  return line;
}

std::string claim_page(const Claim& claim) {
  std::string page = fmt::format("{} ({})\n\n{}\nSource: {}\n\nRequires\n\n", claim.title, claim.id,
                                 claim.summary, claim.source);
  if (!claim.builds_on.empty()) page += fmt::format("  all that {} requires\n\n", claim.builds_on);
  for (const Requirement& requirement : std::span(claim.requirements).subspan(claim.inherited))
    page += requirement_line(requirement, "  ");
  return page;
}

const Requirement* requirement_of(const Requirement& requirement, std::string_view component) {
  if (requirement.component == component) return &requirement;
  for (const auto& parts : { requirement.all_of, requirement.any_of })
    for (const Requirement& part : parts)
      if (requirement_of(part, component)) return &requirement;
  return nullptr;
}

std::string component_page(const Component& component) {
  std::string page = fmt::format("{} ({})\n\nField: {}\nContent: {}\nEvidence: {}\n",
                                 component.title, component.id, component.field,
                                 name(component.content), component.about);
  if (!component.facts.empty()) page += "\nFacts that a claim may ask for\n";
  for (const FactRow& fact : component.facts)
    page += fmt::format("  {:<20} {}\n", fact.id, fact.title);
  page += "\nAsked by\n";
  for (const Claim& claim : shipped_claims())
    for (const Requirement& requirement : claim.requirements)
      if (const Requirement* asked = requirement_of(requirement, component.id))
        page += fmt::format("  {:<20} {}\n", claim.id, name(asked->at_least));
  page += fmt::format("\nWhere it is missing: {}\n", component.step);
  return page;
}

std::string field_page(const std::vector<Schema::Field>& fields, std::string_view path) {
  const auto field = std::ranges::find(fields, path, &Schema::Field::path);
  if (field == fields.end()) return "";
  std::string page = fmt::format("{}{}\n\n{}\n\nHolds: {}\n", field->path,
                                 field->required ? " (required)" : "", field->description,
                                 field->expected);
  const std::string prefix = field->path + ".";
  bool any = false;
  for (const Schema::Field& child : fields) {
    if (!child.path.starts_with(prefix)) continue;
    if (child.path.find('.', prefix.size()) != std::string::npos) continue;
    if (!any) page += "\nFields\n";
    any = true;
    page += fmt::format("  {:<22} {}\n", child.path.substr(prefix.size()), child.description);
  }
  return page;
}

constexpr std::size_t longest_readme = 4u << 20;

struct LineOfFile {
  std::string path;
  int line = 0;
};

// "README.md:8", as findings write their place; a column may follow.
std::optional<LineOfFile> line_of_file(std::string_view topic) {
  const std::size_t ending = lower(topic).find(".md:");
  if (ending == std::string_view::npos) return std::nullopt;
  int line = 0;
  const std::string_view number = topic.substr(ending + 4);
  const auto read = std::from_chars(number.data(), number.data() + number.size(), line);
  if (read.ec != std::errc() || line < 1) return std::nullopt;
  return LineOfFile{ std::string(topic.substr(0, ending + 3)), line };
}

// Where the file's repository was cloned from; empty where it is in none.
std::string origin_of(const std::string& path) {
  try {
    const std::size_t slash = path.rfind('/');
    return Snapshot::open({ .folder = slash == std::string::npos ? "." : path.substr(0, slash) })
      .origin();
  } catch (const RepositoryError&) {
    return "";
  }
}

// What its words of openness were taken for.
std::string wording_page(const LineOfFile& place) {
  const Card card = parse_card(place.path, read_input(place.path, longest_readme));
  std::string page;
  for (const std::string& mention : explain_wording(card, place.line, origin_of(place.path)))
    page += fmt::format("{}:{}: {}\n", printable(place.path, 200), place.line, mention);
  if (page.empty())
    page = fmt::format("{}:{}: nothing on this line speaks of openness\n",
                       printable(place.path, 200), place.line);
  return page + "\nWords and grammar: schemas/wording/\n";
}

Explanation not_found(std::string_view topic, const std::vector<Schema::Field>& fields) {
  std::vector<std::string> known{ "manifest", "evidence" };
  for (const Rule* rule : all_rules()) known.emplace_back(rule->id);
  for (const Claim& claim : shipped_claims()) known.push_back(claim.id);
  for (const Component* component : all_components()) known.emplace_back(component->id);
  for (const Schema::Field& field : fields) known.push_back(field.path);
  const auto near = nearest_word(topic, known);
  const std::string hint = near ? fmt::format("did you mean `{}`?", *near)
                                : "`reallyopen explain` shows what can be explained";
  return { false, fmt::format("nothing is called `{}`; {}", printable(topic, 80), hint) };
}

}  // namespace

Explanation explain(std::string_view topic) {
  if (topic.empty()) return { true, std::string(overview) };
  if (topic == "manifest") return { true, std::string(embedded_file("examples/minimal.yaml")) };
  if (topic == "evidence") return { true, std::string(evidence_page) };
  for (const Rule* rule : all_rules())
    if (rule->id == topic) return { true, rule_page(*rule) };
  for (const Claim& claim : shipped_claims())
    if (claim.id == topic) return { true, claim_page(claim) };
  for (const Component* component : all_components())
    if (component->id == topic) return { true, component_page(*component) };
  if (const auto place = line_of_file(topic)) return { true, wording_page(*place) };
  const auto fields = prepared_schema("transparency").fields();
  const std::string page = field_page(fields, topic);
  if (!page.empty()) return { true, page };
  return not_found(topic, fields);
}

constinit const Command explain_command = {
  .id = "explain",
  .title = "A rule, claim, component or manifest field, in prose",
  .define = [](CLI::App& parser) -> Run {
    auto topic = std::make_shared<std::string>();
    parser.add_option("ID", *topic, "What to explain; none: what can be explained")->type_name("");
    return [topic](const Console& console) {
      const Explanation explanation = explain(*topic);
      if (!explanation.found) throw UsageError(explanation.text);
      console.out << explanation.text;
      return 0;
    };
  },
};

}  // namespace reallyopen
