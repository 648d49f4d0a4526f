#include "evidence/recipe/run_records.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "configuration/hyperparameter.h"
#include "configuration/settings.h"
#include "environment/package_list.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

// What trainers wrote of a quantity, as records and into cards.
std::vector<Fact> recorded(Ledger& ledger, std::string_view quantity) {
  std::vector<Fact> facts = ledger.about(quantity, SourceKind::run_record);
  std::ranges::move(ledger.about(quantity, SourceKind::card_list), std::back_inserter(facts));
  std::erase_if(facts, [](const Fact& fact) { return fact.hint; });
  return facts;
}

Contradiction::Found found_in(const Fact& fact, std::string_view name) {
  return { fact.place, std::string(name), printable(fact.value.text, 80) };
}

class RecordComparison {
 public:
  RecordComparison(Ledger& ledger, const Declarations& declarations)
      : ledger_(ledger), declarations_(declarations) {}

  std::vector<Contradiction> run() {
    const Node* stages = declarations_.find({ "training", "stages" });
    // Several have settings of their own.
    if (!stages || stages->items.size() < 2) compare_settings();
    compare_frameworks();
    compare_locks();
    return std::move(result_);
  }

 private:
  std::vector<Fact> records(std::string_view quantity, std::string_view scope = "") {
    std::vector<Fact> facts = recorded(ledger_, quantity);
    std::erase_if(facts, [&](const Fact& fact) { return fact.scope != scope; });
    return facts;
  }

  void compare_settings() {
    const Node* section = declarations_.find({ "hyperparameters" });
    if (!section || !section->is_mapping()) return;
    for (const Member& member : section->members) {
      const Hyperparameter* known = find_hyperparameter(canonical_name(member.key.text));
      if (!known || !is_setting_of_run(known->id)) continue;
      // With a unit it counts otherwise, and what points into a file was compared with that.
      const Node& value = member.value;
      if (value.is_mapping() || value.is_sequence() || value.text.empty()) continue;
      compare_setting(*known, member.key.text, value);
    }
  }

  void compare_setting(const Hyperparameter& known, std::string_view name, const Node& value) {
    std::vector<Fact> facts = records(known.id);
    // A manifest may mean that of a device; only a total can contradict it.
    if (known.id == "batch_size" && !facts.empty())
      for (Fact& fact : records("micro_batch_size")) facts.push_back(std::move(fact));
    // Steps and epochs follow from each other.
    if (known.id == "epochs" && !records("steps").empty()) return;
    const Quantity* quantity = find_quantity(known.id);
    add_if_none_agrees(fmt::format("hyperparameters.{}", name), *quantity, value, facts, known.id);
  }

  void compare_frameworks() {
    const Node* frameworks = declarations_.find({ "environment", "frameworks" });
    if (!frameworks || !frameworks->is_mapping()) return;
    for (const Member& member : frameworks->members) {
      const std::string package = package_name(member.key.text);
      add_if_none_agrees(fmt::format("environment.frameworks.{}", member.key.text),
                         *find_quantity("package"), member.value, records("package", package),
                         package);
    }
  }

  // What a trainer ran with, against what the lock files of the release install; another patch of
  // the same version may have been locked later.
  void compare_locks() {
    const std::vector<Fact> locked = ledger_.about("package", SourceKind::lock_file);
    std::set<std::string> told;
    for (const Fact& record : recorded(ledger_, "package")) {
      if (told.contains(record.scope)) continue;
      const Fact* other = nullptr;
      bool agrees = false;
      for (const Fact& lock : locked) {
        if (lock.scope != record.scope || lock.hint) continue;
        agrees |= release_of(lock.value.text) == release_of(record.value.text);
        other = &lock;
      }
      if (!other || agrees) continue;
      told.insert(record.scope);
      result_.push_back({ printable(record.scope, 60),
                          other->place,
                          printable(other->value.text, 40),
                          { found_in(record, record.scope) } });
    }
  }

  // `4.45` of `4.45.2`.
  static std::string_view release_of(std::string_view version) {
    const std::size_t first = version.find('.');
    return first == std::string_view::npos
             ? version
             : version.substr(0, version.find_first_of(".+-", first + 1));
  }

  void add_if_none_agrees(const std::string& field, const Quantity& quantity, const Node& value,
                          const std::vector<Fact>& facts, std::string_view name) {
    std::vector<Contradiction::Found> differing;
    for (const Fact& fact : facts) {
      if (compare(quantity, value, fact.value) != Agreement::different) return;
      differing.push_back(found_in(fact, name));
    }
    if (differing.empty()) return;
    result_.push_back({ printable(field, 120), declarations_.place(value),
                        printable(value.text, 80), std::move(differing) });
  }

  Ledger& ledger_;
  const Declarations& declarations_;
  std::vector<Contradiction> result_;
};

}  // namespace

std::vector<Contradiction> compare_run_records(Ledger& ledger, const Declarations& declarations) {
  return RecordComparison(ledger, declarations).run();
}

}  // namespace reallyopen
