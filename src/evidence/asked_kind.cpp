// Which kinds of file cannot be what a field of the manifest asks for.
#include <array>
#include <cstdint>

#include "evidence/file_kind.h"
#include "manifest/field_path.h"

namespace reallyopen {
namespace {

template <typename... Kinds>
constexpr std::uint32_t kinds(Kinds... each) {
  return ((1u << static_cast<unsigned>(each)) | ... | 0u);
}

using enum FileKind;

// What is evidence of nothing but itself.
constexpr std::uint32_t never = kinds(manifest, encrypted, program);
constexpr std::uint32_t readmes = kinds(readme, readme_of_training);
constexpr std::uint32_t texts = readmes | kinds(license, document);
constexpr std::uint32_t model_files = kinds(weights, tokenizer, training_state,
                                            model_configuration);

struct Row {
  std::string_view key;     // last of the field
  std::string_view within;  // the field begins so; "" everywhere
  std::string_view asks;
  std::uint32_t refuses;
};

constexpr std::uint32_t no_code = never | texts | model_files |
                                  kinds(prose, binary, package_list, json, picture, table,
                                        settings);
constexpr std::uint32_t no_settings = never | kinds(license, readme, prose, binary, weights,
                                                    tokenizer, package_list, picture);
constexpr std::uint32_t no_weights = never | texts |
                                     kinds(prose, text, source, notebook, package_list, tokenizer,
                                           training_state, model_configuration, picture);
constexpr std::uint32_t no_data = never | readmes |
                                  kinds(license, package_list, training_state, model_configuration);
constexpr std::uint32_t no_document = never | model_files | kinds(license, source, package_list);

// The first row that fits decides. What is not listed here may be of any kind.
constexpr std::array rows = std::to_array<Row>({
  { "scripts", "", "a script", no_code },
  { "code", "model.architecture", "an architecture", no_code & ~kinds(json, model_configuration) },
  { "code", "", "source code", no_code },
  { "config", "", "a configuration", no_settings },
  { "files", "hyperparameters", "a configuration", no_settings },
  { "files", "training.stages", "a configuration", no_settings },
  { "from", "", "a configuration", no_settings },
  { "files", "model.weights", "weights", no_weights & ~kinds(program) },
  { "checkpoints", "", "a checkpoint", no_weights & ~kinds(training_state) },
  { "optimizer_states", "", "a state of the optimizer", no_weights & ~kinds(training_state) },
  { "index", "", "an index of weights", no_weights },
  { "logs", "", "a log",
    never | (model_files & ~kinds(training_state)) | readmes |
      kinds(license, source, package_list, binary) },
  { "artifact", "data", "data", no_data },
  { "data", "evaluation", "data", no_data },
  { "source", "evaluation", "results", (no_data | kinds(tokenizer, weights)) & ~readmes },
  { "results_files", "", "results", (no_data | kinds(tokenizer, weights)) & ~readmes },
  { "lockfiles", "", "a lock file",
    never | texts | model_files | kinds(prose, source, notebook, picture, table) },
  { "manifests", "", "a list of packages",
    never | texts | model_files | kinds(prose, notebook, picture, table) },
  { "dependencies", "", "a list of packages",
    never | texts | model_files | kinds(prose, notebook, picture, table) },
  { "dockerfile", "", "a Dockerfile", never | texts | model_files | kinds(source, picture, table) },
  { "files", "preprocessing.tokenizer", "a tokenizer",
    never | texts | kinds(notebook, package_list, training_state, picture) },
  { "file", "", "a licence text",
    never | model_files | kinds(source, notebook, package_list, table) },
  { "files", "license", "a licence text",
    never | model_files | kinds(source, notebook, package_list, table) },
  { "model_card", "", "a model card", no_document },
  { "data_cards", "", "a data card", no_document },
  { "datasheet", "", "a data card", no_document },
  { "technical_report", "", "a document", no_document },
  { "paper", "", "a document", no_document },
  { "contributing", "", "a document", no_document },
  { "governance", "", "a document", no_document },
  { "code_of_conduct", "", "a document", no_document },
  { "security", "", "a document", no_document },
});

}  // namespace

std::string_view asked_instead(std::string_view field, FileKind kind) {
  const std::string_view key = last_key(field);
  for (const Row& row : rows) {
    const bool fits = row.key == key && field.starts_with(row.within);
    if (fits) return (row.refuses & kinds(kind)) != 0 ? row.asks : "";
  }
  return "";
}

}  // namespace reallyopen
