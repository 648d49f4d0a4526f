// Logs of runs, and the settings that tools keep beside them. A repository keeps many runs, so all
// are hints; the scope is the file.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "configuration/hyperparameter.h"
#include "ledger/readers.h"
#include "repository/path.h"
#include "run_record/recorded_settings.h"
#include "run_record/run_log.h"
#include "text/letters.h"
#include "text/lines.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_log_file = 4u << 20;
constexpr std::size_t most_log_bytes = 64u << 20;  // of all

// What a log says of its own, and what it was set to.
constexpr auto run_log_quantities = [] {
  std::array<std::string_view, 5 + std::size(settings_of_run)> ids{ "last_epoch", "last_step",
                                                                    "highest_learning_rate",
                                                                    "run_hours", "run_device" };
  std::ranges::copy(settings_of_run, ids.begin() + 5);
  return ids;
}();

// Tables and texts are of runs where their names say so; the state of a trainer has its own reader.
bool is_named_like_log(std::string_view name, std::string_view path) {
  if (is_record_of_settings(path)) return true;
  if (!is_run_log(path) || name == "trainer_state.json") return false;
  const bool may_be_data = name.ends_with(".txt") || name.ends_with(".csv") ||
                           name.ends_with(".jsonl");
  return !may_be_data || contains_one_of(name, { "log", "history", "metrics", "train" });
}

class LogFacts {
 public:
  LogFacts(const SourceFile& file, std::string_view text, FactWriter& out)
      : file_(file),
        text_(text),
        scope_(path_in(file.folder, name_of(file.entry.path))),
        out_(out) {}

  void add(const RunLog& log) {
    if (log.epoch) add("last_epoch", log.epoch->value, log.epoch->line);
    if (log.step) add("last_step", log.step->value, log.step->line);
    if (log.rate) add("highest_learning_rate", log.rate->value, log.rate->line);
    if (log.seconds) add("run_hours", *log.seconds / 3600, 0);
    if (!log.accelerator.empty()) add("run_device", scalar(log.accelerator), log.accelerator_line);
    add(log.settings);
  }

  void add(const std::vector<LoggedSetting>& settings) {
    for (const LoggedSetting& setting : settings) {
      const Hyperparameter* row = find_hyperparameter(setting.name);
      if (row && is_setting_of_run(row->id)) add(row->id, setting.value, setting.line);
    }
  }

 private:
  void add(std::string_view quantity, double value, int line) {
    add(quantity, scalar(fmt::format("{:.4g}", value)), line);
  }

  void add(std::string_view quantity, const Node& value, int line) {
    Place place{ .path = file_.entry.path };
    if (line > 0) {
      place.line = line;
      place.column = 1;
      place.line_text = line_of(text_, line);
    }
    out_.add(quantity, value, std::move(place), scope_, true);
  }

  const SourceFile& file_;
  std::string_view text_;
  std::string scope_;
  FactWriter& out_;
};

}  // namespace

constinit const Reader run_logs_reader = {
  .id = "run-logs",
  .source = SourceKind::run_log,
  .quantities = run_log_quantities,
  .takes = is_named_like_log,
  .read =
    [](std::span<const SourceFile> files, FactWriter& out) {
  std::size_t left = most_log_bytes;
  for (const SourceFile& file : files) {
    const ReadResult read = out.snapshot().read(file.entry, std::min(longest_log_file, left));
    left -= std::min(left, read.bytes.size());
    if (read.status != ReadStatus::complete) continue;
    LogFacts facts(file, read.bytes, out);
    if (is_record_of_settings(file.entry.path))
      facts.add(read_recorded_settings(file.entry.path, read.bytes));
    else
      facts.add(read_run_log(file.entry.path, read.bytes));
  }
  },
  .most_files = 200,
};

}  // namespace reallyopen
