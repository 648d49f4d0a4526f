// The readers, each in the file of its name under readers/.
#pragma once

#include "ledger/reader.h"

namespace reallyopen {

extern const Reader weights_reader;
extern const Reader model_configuration_reader;
extern const Reader spacy_pipeline_reader;
extern const Reader tokenizer_reader;
extern const Reader adapter_reader;
extern const Reader trainer_state_reader;
extern const Reader run_logs_reader;
extern const Reader results_reader;
extern const Reader result_entries_reader;
extern const Reader package_reader;
extern const Reader card_metadata_reader;
extern const Reader card_lists_reader;
extern const Reader card_text_reader;
extern const Reader license_files_reader;
extern const Reader citation_reader;
extern const Reader package_metadata_reader;
extern const Reader setup_metadata_reader;
extern const Reader launch_scripts_reader;
extern const Reader scripts_reader;
extern const Reader imports_reader;
extern const Reader training_settings_reader;
extern const Reader training_configurations_reader;
extern const Reader containers_reader;
extern const Reader python_version_reader;

}  // namespace reallyopen
