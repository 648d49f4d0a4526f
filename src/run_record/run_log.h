// What a log of a run tells: how far it came, at which rate, and with which settings.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/node.h"
#include "verdict/place.h"

namespace reallyopen {

struct Logged {
  double value = 0;
  int line = 0;  // 0 in a file that has none
};

struct LoggedSetting {
  std::string name;  // canonical
  Node value;
  int line = 0;
};

// Seconds since 1970.
struct LoggedTime {
  double began = 0;
  double ended = 0;
};

struct RunLog {
  std::string path;
  std::string_view kind;        // of the file: `csv`, `events`, `json`, `metric`, `text`, …
  std::optional<Logged> epoch;  // the last, as the log counts: from 0 or from 1
  bool from_zero = false;
  std::optional<Logged> step;  // the last
  std::optional<Logged> tick;  // the last of a counter of steps or of epochs: nothing says which
  double step_interval = 0;
  std::optional<Logged> rate;  // the highest
  std::size_t rates = 0;
  std::optional<LoggedTime> time;
  std::optional<double> seconds;  // between the first and the last line with a time
  std::string accelerator;        // that a line about the device names
  int accelerator_line = 0;
  std::vector<LoggedSetting> settings;  // the same in every line, or in a line of arguments
};

// Whether a file of that name may be read as a log.
bool is_run_log(std::string_view path);

// By the name: `.jsonl`, `.csv`, `trainer_state.json`, TensorBoard's `…tfevents…`, a metric of
// MLflow, and text. Without numbers nothing is told.
RunLog read_run_log(std::string_view path, std::string_view text);

}  // namespace reallyopen
