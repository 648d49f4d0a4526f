// The parts that gather_facts() is put together from; each fills what it finds.
#pragma once

#include "draft/facts.h"
#include "ledger/ledger.h"

namespace reallyopen {

// CITATION.cff, pyproject.toml, submodules.
void gather_project(const Snapshot& snapshot, Ledger& ledger, Facts& facts);
// The address of the clone, tags, the package: what is left to say where no file says it.
void gather_clone(const Snapshot& snapshot, Ledger& ledger, Facts& facts);
// The model card's metadata and heading.
void gather_card(const Snapshot& snapshot, Ledger& ledger, Facts& facts);
// What trainers write beside a model: lists in cards, run records, adapters, results, GGUF headers.
void gather_trained(Ledger& ledger, Facts& facts);
// How the model was made from another, where nobody says: by what its files are.
std::string relation_by_files(const Facts& facts);
// A number as YAML 1.1 and 1.2 both read it, `3.0e-5` for `3e-5`; "" where the text is none.
std::string safe_number(const std::string& text);
// config.json, headers of weight files, Git LFS pointers.
void gather_model(const Snapshot& snapshot, Ledger& ledger, Facts& facts);
// Licence texts, and the package's metadata.
void gather_licenses(const Snapshot& snapshot, Facts& facts);
// What the licence of the weights and the use policies restrict.
void gather_restrictions(Facts& facts);
// Whether the licence of the weights is known to limit nothing.
bool is_known_open(const Facts& facts);
// Weights in the tree are under the repository's licence, unless they have their own.
const Sourced& license_of_weights(const Facts& facts);
// Datasets that scripts and configurations load.
void gather_datasets(const Snapshot& snapshot, Ledger& ledger, Facts& facts);
void gather_hyperparameters(const Snapshot& snapshot, Facts& facts);
// Launch scripts and the card's sentences.
void gather_hardware(Ledger& ledger, Facts& facts);

// What is certain, of the model itself, the most definitive first.
std::vector<Fact> of_model(Ledger& ledger, std::string_view quantity,
                           std::optional<SourceKind> source = {});
// `config.json:3`
std::string source_of(const Fact& fact);

// Sets what is empty so far: whoever is asked first decides.
void set_if_empty(Sourced& fact, std::string_view value, std::string_view source);

}  // namespace reallyopen
