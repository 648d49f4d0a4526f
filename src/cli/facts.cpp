// `reallyopen facts`: what each file says about each quantity, and where two disagree.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>

#include "cli/command.h"
#include "configuration/agreement.h"
#include "inspection/usage_error.h"
#include "ledger/agreement.h"
#include "ledger/ledger.h"
#include "repository/snapshot.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_rows = 12;  // of a quantity, in the table
constexpr std::size_t longest_value = 60;

struct FactsArguments {
  std::string folder = ".";
  std::optional<std::string> revision;
  std::string format = "text";
  std::vector<std::string> quantities;
};

struct Gathered {
  std::vector<Fact> facts;
  std::vector<Disagreement> disagreements;
  bool complete = true;

  const Fact* contradicted_by(const Fact& fact) const {
    const auto found = std::ranges::find(disagreements, &fact, &Disagreement::fact);
    return found == disagreements.end() ? nullptr : found->with;
  }
};

std::string place_of(const Fact& fact) {
  const std::string path = printable(fact.place.path, 200);
  return fact.place.line > 0 ? fmt::format("{}:{}", path, fact.place.line) : path;
}

std::string row_of(const Fact& fact, const Gathered& gathered) {
  std::string row = fmt::format("  {:<34} {}", printable(fact.value.text, longest_value),
                                place_of(fact));
  // A file that speaks for itself alone is named already.
  if (!fact.scope.empty() && !fact.place.path.ends_with(fact.scope))
    row += fmt::format("  [{}]", printable(fact.scope, longest_value));
  if (fact.hint) row += "  (a hint)";
  if (const Fact* with = gathered.contradicted_by(fact))
    row += fmt::format("\n    ! {} says {}", place_of(*with),
                       printable(with->value.text, longest_value));
  return row;
}

std::string text(const Gathered& gathered) {
  std::string lines;
  for (const Quantity& quantity : all_quantities()) {
    std::size_t rows = 0;
    for (const Fact& fact : gathered.facts) {
      if (fact.quantity != &quantity) continue;
      if (rows++ == 0) lines += fmt::format("{}{}\n", lines.empty() ? "" : "\n", quantity.title);
      const bool disagrees = gathered.contradicted_by(fact) != nullptr;
      if (rows <= most_rows || disagrees) lines += row_of(fact, gathered) + "\n";
    }
    if (rows > most_rows)
      lines += fmt::format("  {} in all; `--format json` has every one\n", rows);
  }
  if (lines.empty()) lines = "no file says anything about a quantity that is known\n";
  if (!gathered.complete) lines += "\nnot every file was looked at\n";
  if (const std::size_t count = gathered.disagreements.size(); count > 0)
    lines += fmt::format("\n{} statement{} disagree{} with a more definitive one\n", count,
                         count == 1 ? "" : "s", count == 1 ? "s" : "");
  return lines;
}

Json to_json(const Place& place) {
  return { { "path", printable(place.path) }, { "line", place.line }, { "column", place.column } };
}

Json value_of(const Node& node) {
  if (node.kind == NodeKind::integer || node.kind == NodeKind::number) return node.number;
  if (node.kind == NodeKind::boolean) return node.boolean;
  return printable(node.text, 400);
}

std::string json(const Gathered& gathered) {
  Json rows = Json::array();
  for (const Fact& fact : gathered.facts) {
    Json row{ { "quantity", fact.quantity->id },
              { "value", value_of(fact.value) },
              { "written", printable(fact.value.text, 400) },
              { "scope", printable(fact.scope, 400) },
              { "source", name(fact.source) },
              { "hint", fact.hint },
              { "place", to_json(fact.place) } };
    const Fact* with = gathered.contradicted_by(fact);
    row["disagrees_with"] = with ? to_json(with->place) : Json(nullptr);
    rows.push_back(std::move(row));
  }
  return Json{
    { "facts_version", 1 }, { "complete", gathered.complete }, { "facts", std::move(rows) }
  }.dump(2, ' ', false, Json::error_handler_t::replace) +
         "\n";
}

std::vector<std::string> quantity_ids() {
  std::vector<std::string> ids;
  for (const Quantity& quantity : all_quantities()) ids.emplace_back(quantity.id);
  return ids;
}

Gathered gather(const FactsArguments& arguments) {
  demand_known("quantity", arguments.quantities, quantity_ids(),
               "`reallyopen list quantities` names them");
  const Snapshot snapshot = Snapshot::open(
    { .folder = arguments.folder, .revision = arguments.revision });
  Ledger ledger(snapshot, snapshot.folder());
  Gathered gathered;
  if (arguments.quantities.empty()) gathered.facts = ledger.everything();
  for (const std::string& id : arguments.quantities)
    std::ranges::move(ledger.about(id), std::back_inserter(gathered.facts));
  std::ranges::stable_sort(gathered.facts, {}, &Fact::quantity);
  gathered.disagreements = find_disagreements(gathered.facts);
  gathered.complete = ledger.complete();
  return gathered;
}

int run_facts(const FactsArguments& arguments, const Console& console) {
  const Gathered gathered = gather(arguments);
  console.out << (arguments.format == "json" ? json(gathered) : text(gathered));
  return 0;
}

}  // namespace

constinit const Command facts_command = {
  .id = "facts",
  .title = "What each file says about the model, and where two disagree",
  .define = [](CLI::App& parser) -> Run {
    auto arguments = std::make_shared<FactsArguments>();
    parser.add_option("DIR", arguments->folder, "The repository, or a folder in it")->type_name("");
    parser
      .add_option("--rev", arguments->revision,
                  "A commit, tag or tree; without it the index and working tree are read")
      ->type_name("REV");
    parser
      .add_option("--quantity", arguments->quantities,
                  "Only this one, as `list quantities` names it; may be repeated")
      ->type_name("ID")
      ->allow_extra_args(false);
    parser.add_option("--format", arguments->format, "`text` or `json`")
      ->type_name("F")
      ->check(CLI::IsMember({ "text", "json" }));
    parser.footer(
      "The most definitive source stands first. Exit codes: 0, also where two disagree; 2 could "
      "not look.");
    return [arguments](const Console& console) { return run_facts(*arguments, console); };
  },
};

}  // namespace reallyopen
