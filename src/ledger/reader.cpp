#include "ledger/reader.h"

#include <array>

#include "configuration/read.h"
#include "ledger/readers.h"

namespace reallyopen {

std::span<const Reader* const> all_readers() {
  static constexpr std::array readers = {
    &weights_reader,           &model_configuration_reader,
    &spacy_pipeline_reader,    &tokenizer_reader,
    &adapter_reader,           &trainer_state_reader,
    &run_logs_reader,          &results_reader,
    &result_entries_reader,    &package_reader,
    &card_metadata_reader,     &card_lists_reader,
    &card_text_reader,         &license_files_reader,
    &citation_reader,          &package_metadata_reader,
    &setup_metadata_reader,    &launch_scripts_reader,
    &scripts_reader,           &imports_reader,
    &training_settings_reader, &training_configurations_reader,
    &containers_reader,        &python_version_reader
  };
  return readers;
}

std::unique_ptr<Document> FactWriter::values(const SourceFile& file) const {
  const std::string read = text(file);
  return read.empty() ? nullptr : read_configuration(file.entry.path, read).document;
}

}  // namespace reallyopen
