// The settings of a run that was, as tools keep them beside its logs.
#pragma once

#include <string_view>
#include <vector>

#include "run_record/run_log.h"

namespace reallyopen {

// Lightning's `hparams.yaml`, Hydra's `.hydra/config.yaml`, DVC's `dvc.lock`, the configuration of
// a run of W&B, a parameter of MLflow.
bool is_record_of_settings(std::string_view path);

// Of such a file; empty where it does not parse.
std::vector<LoggedSetting> read_recorded_settings(std::string_view path, std::string_view text);

}  // namespace reallyopen
