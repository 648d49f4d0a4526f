#include "evidence/weights/model_files.h"

#include <algorithm>
#include <array>
#include <set>

#include "evidence/weights/weight_files.h"
#include "ledger/agreement.h"
#include "ledger/ledger.h"
#include "repository/path.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_folders = 16;  // of models in one release

constexpr std::array compared = std::to_array<std::string_view>(
  { "layers", "hidden_size", "intermediate_size", "experts", "context_length", "vocabulary_size",
    "tokenizer_size" });

// The released files, and the declared configurations.
struct Declared {
  std::set<std::string> files;
  std::set<std::string> folders;  // of the weights, else of the configurations
};

void add_entries(const Snapshot& snapshot, const Declarations& declarations, std::string_view field,
                 Declared& declared) {
  for (const Artifact& artifact : declarations.artifacts()) {
    if (!artifact.field.starts_with(field)) continue;
    for (const Entry& entry : entries_of(snapshot, declarations, artifact)) {
      declared.files.insert(entry.path);
      if (declared.folders.size() < most_folders)
        declared.folders.insert(std::string(folder_of(entry.path)));
    }
  }
}

Declared declared_files(const Snapshot& snapshot, const Declarations& declarations) {
  Declared declared;
  add_entries(snapshot, declarations, "model.weights.files", declared);
  const std::set<std::string> folders = declared.folders;
  add_entries(snapshot, declarations, "model.architecture.config", declared);
  if (!folders.empty()) declared.folders = folders;
  return declared;
}

// What is not declared beside the weights may be of another model: a draft, an adapter.
bool is_declared(const Fact& fact, const Declared& declared) {
  return fact.source != SourceKind::weights || declared.files.contains(fact.place.path);
}

std::vector<Fact> facts_of(const Snapshot& snapshot, const std::string& folder,
                           const Declared& declared) {
  Ledger ledger(snapshot, folder, Ledger::Reach::beside);
  std::vector<Fact> facts;
  for (const std::string_view quantity : compared)
    for (Fact& fact : ledger.about(quantity))
      if (is_declared(fact, declared)) facts.push_back(std::move(fact));
  return facts;
}

}  // namespace

std::vector<ModelFileDisagreement> compare_model_files(const Snapshot& snapshot,
                                                       const Declarations& declarations) {
  std::vector<ModelFileDisagreement> all;
  const Declared declared = declared_files(snapshot, declarations);
  for (const std::string& folder : declared.folders) {
    const std::vector<Fact> facts = facts_of(snapshot, folder, declared);
    for (const auto& [fact, with] : find_disagreements(facts))
      all.push_back({ fact->quantity, with->quantity, fact->place, printable(fact->value.text, 40),
                      with->place, printable(with->value.text, 40) });
  }
  return all;
}

}  // namespace reallyopen
