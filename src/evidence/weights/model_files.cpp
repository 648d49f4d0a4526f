#include "evidence/weights/model_files.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "evidence/weights/stated_model.h"
#include "evidence/weights/weight_files.h"
#include "ledger/agreement.h"
#include "repository/path.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_folders = 16;  // of models in one release

constexpr std::array compared = std::to_array<std::string_view>(
  { "layers",          "hidden_size",     "intermediate_size",
    "experts",         "attention_heads", "key_value_heads",
    "attention_width", "context_length",  "vocabulary_size",
    "tokenizer_size",  "number_type",     "architecture",
    "tensor_family",   "stacks",          "towers",
    "output_head",     "purpose",         "tensor_size",
    "quantisation",    "bits_of_group",   "bits",
    "adapter_kind",    "adapter_rank",    "adapter_target",
    "adapter_layer",   "adapter_saved" });

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

std::vector<Fact> facts_of(Ledger& ledger, const Declared& declared) {
  std::vector<Fact> facts;
  for (const std::string_view quantity : compared)
    for (Fact& fact : ledger.about(quantity))
      if (is_declared(fact, declared)) facts.push_back(std::move(fact));
  return facts;
}

// Tokens that were added may count or not: 256 of Llama 3's 128,256, 100 of T5's 32,100.
constexpr double added_share = 0.05;
constexpr double few_tokens = 16;

// `preprocessing.tokenizer.vocab_size`: not fewer than a file of the tokenizer has, which may lack
// what a class adds (T5's sentinels), and not more than the embedding has rows.
void compare_stated_tokens(const Declarations& declarations, std::span<const Fact> facts,
                           std::vector<ModelFileDisagreement>& all) {
  const Node* stated = declarations.find({ "preprocessing", "tokenizer", "vocab_size" });
  if (!stated || !stated->is_number()) return;
  const Fact* least = nullptr;
  const Fact* most = nullptr;
  for (const Fact& fact : facts) {
    if (fact.quantity->id == "tokenizer_size" &&
        (!least || fact.value.number < least->value.number))
      least = &fact;
    if (fact.quantity->id == "vocabulary_size" && (!most || fact.value.number > most->value.number))
      most = &fact;
  }
  const auto allowed = [](const Fact& fact) {
    return std::max(few_tokens, added_share * fact.value.number);
  };
  const bool too_few = least && stated->number < least->value.number - allowed(*least);
  const bool too_many = most && stated->number > most->value.number + allowed(*most);
  if (!too_few && !too_many) return;
  const Fact& other = too_many ? *most : *least;
  all.push_back({ find_quantity("tokenizer_size"), other.quantity, declarations.place(*stated),
                  printable(stated->text, 40), other.place, printable(other.value.text, 40) });
}

// The label that the scope of the size of a tensor ends in; it may hold a division.
std::string about(const Fact& fact) {
  if (fact.quantity->id != "tensor_size") return "";
  const std::size_t middle = fact.scope.rfind(" of ");
  return printable(fact.scope.substr(fact.scope.rfind('/', middle) + 1), 120);
}

}  // namespace

std::vector<ModelFileDisagreement> compare_model_files(const Snapshot& snapshot, Ledgers& ledgers,
                                                       const Declarations& declarations) {
  std::vector<ModelFileDisagreement> all;
  const Declared declared = declared_files(snapshot, declarations);
  for (const std::string& folder : declared.folders) {
    const std::vector<Fact> facts = facts_of(ledgers.beside(folder), declared);
    for (const auto& [fact, with] : find_disagreements(facts))
      all.push_back({ fact->quantity, with->quantity, fact->place, printable(fact->value.text, 40),
                      with->place, printable(with->value.text, 40), about(*fact) });
    if (declared.folders.size() != 1) continue;
    compare_stated_tokens(declarations, facts, all);
    compare_stated_model(declarations, facts, all);
  }
  return all;
}

}  // namespace reallyopen
