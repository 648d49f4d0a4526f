// Declared logs, and what else trainers write beside them, against what the manifest states of the
// run.
#pragma once

#include <string>
#include <vector>

#include "evidence/declarations.h"
#include "evidence/recipe/configurations.h"

namespace reallyopen {

struct RunLogDisagreement {
  std::string component;
  Contradiction contradiction;  // `found` is in the log
};

// Epochs, steps, peak rate, hours and accelerator of the logs under `training.logs`, and settings
// that Lightning's `hparams.yaml`, W&B, Hydra, MLflow and DVC kept of a run. One record that agrees
// is enough: others are of other runs. Fewer epochs are no contradiction where something stops a
// run early, and stages have runs of their own.
std::vector<RunLogDisagreement> compare_run_logs(const Snapshot& snapshot,
                                                 const Declarations& declarations);

}  // namespace reallyopen
