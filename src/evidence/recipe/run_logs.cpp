#include "evidence/recipe/run_logs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <map>
#include <set>

#include "configuration/hyperparameter.h"
#include "environment/accelerators.h"
#include "evidence/artifact_files.h"
#include "evidence/recipe/stated_values.h"
#include "repository/path.h"
#include "run_record/recorded_settings.h"
#include "run_record/run_log.h"
#include "text/date.h"
#include "text/lines.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_log = 16u << 20;
constexpr std::size_t most_logs = 100;
constexpr double allowance = 0.05;  // of steps and rates
constexpr double seldom = 0.5;      // a peak that few lines show
constexpr std::size_t few_rates = 5;
constexpr double hours_factor = 5;  // beside data loading, evaluation and restarts
constexpr double shortest_hours = 0.1;
constexpr double time_margin = 2;  // days: of time zones, and of what was rounded

struct Record {
  std::string path;
  std::string text;
  RunLog log;
  std::vector<LoggedSetting> settings;  // of a tool's record

  std::string_view kind() const {
    return settings.empty() ? log.kind : std::string_view(path).substr(path.rfind('/') + 1);
  }
};

class RunLogComparison {
 public:
  RunLogComparison(const Snapshot& snapshot, const Declarations& declarations)
      : snapshot_(snapshot),
        declarations_(declarations),
        base_(folder_of(declarations.document()->path)) {}

  std::vector<RunLogDisagreement> run() {
    const Node* stages = declarations_.find({ "training", "stages" });
    if (stages && stages->items.size() > 1) return {};
    gather();
    if (records_.empty()) return {};
    stated_ = stated_values(declarations_.find({ "hyperparameters" }), "hyperparameters", true);
    factors_ = run_factors(declarations_);
    stops_early_ = mentions_early_stop(declarations_.document()->text);
    compare_epochs();
    compare_steps();
    compare_time();
    compare_rate();
    compare_settings();
    compare_hours();
    compare_accelerator();
    return std::move(result_);
  }

 private:
  // ---- files

  void gather() {
    for (const Artifact& artifact : declarations_.artifacts()) {
      const bool logs = artifact.field.starts_with("training.logs") ||
                        artifact.field.find(".logs") != std::string::npos;
      if (!logs || artifact.evidence != Evidence::present) continue;
      for (const Entry& entry : files_of(snapshot_, base_, artifact, most_logs)) {
        add(entry);
        add_beside(folder_of(entry.path));
      }
    }
    if (records_.empty()) return;
    for (const std::string_view name :
         { "dvc.lock", "lightning_logs", "wandb", "mlruns", ".hydra" })
      if (const Resolution at = snapshot_.resolve(base_, name); at.status == ResolveStatus::found)
        add_records(at.entry);
  }

  // What the same tool wrote beside a log.
  void add_beside(std::string_view folder) {
    if (folder == base_) return;
    for (const std::string_view name : { "hparams.yaml", ".hydra/config.yaml" })
      if (const Resolution at = snapshot_.resolve(folder, name); at.status == ResolveStatus::found)
        add(at.entry);
  }

  // Tools keep runs of their own accord: their settings count, and not how far each came.
  void add_records(const Entry& entry) {
    if (entry.kind == EntryKind::file) return add(entry);
    (void)snapshot_.walk(entry.path, [&](const Entry& file) {
      if (is_record_of_settings(file.path)) add(file);
      return records_.size() < most_logs;
    });
  }

  void add(const Entry& entry) {
    const bool settings = is_record_of_settings(entry.path);
    if (entry.kind != EntryKind::file || (!settings && !is_run_log(entry.path)) ||
        records_.size() >= most_logs || !seen_.insert(entry.path).second)
      return;
    ReadResult read = snapshot_.read(entry, std::min(longest_log, bytes_left_));
    bytes_left_ -= std::min(bytes_left_, read.bytes.size());
    if (read.status != ReadStatus::complete) return;
    Record record{ .path = entry.path, .text = std::move(read.bytes) };
    if (settings)
      record.settings = read_recorded_settings(record.path, record.text);
    else
      record.log = read_run_log(record.path, record.text);
    records_.push_back(std::move(record));
  }

  // ---- comparison

  const StatedValue* stated(std::string_view id) const {
    const auto found = std::ranges::find_if(stated_, [&](const StatedValue& each) {
      const Hyperparameter* known = find_hyperparameter(each.name);
      return known && known->id == id;
    });
    return found == stated_.end() ? nullptr : &*found;
  }

  struct Said {
    bool agrees = true;
    int line = 0;
    std::string name;
    std::string value;
  };

  // Asks every record; what none of a kind agrees with is reported from those that differ. A run
  // leaves one of each kind, of which others may be of other runs.
  void ask(const Node& node, const std::string& field, const std::string& component,
           const std::function<std::optional<Said>(const Record&)>& says) {
    std::map<std::string_view, std::vector<Contradiction::Found>> differing;
    std::set<std::string_view> agreeing;
    for (const Record& record : records_) {
      const auto said = says(record);
      if (!said) continue;
      if (said->agrees)
        agreeing.insert(record.kind());
      else
        differing[record.kind()].push_back(
          { place_of(record, said->line), said->name, said->value });
    }
    std::vector<Contradiction::Found> found;
    for (auto& [kind, each] : differing)
      if (!agreeing.contains(kind)) std::ranges::move(each, std::back_inserter(found));
    if (found.empty()) return;
    if (found.size() > 3) found.resize(3);
    result_.push_back(
      { component, { field, declarations_.place(node), printable(node.text, 60), found } });
  }

  static Place place_of(const Record& record, int line) {
    Place place{ .path = record.path };
    if (line > 0) {
      place.line = line;
      place.column = 1;
      place.line_text = line_of(record.text, line);
    }
    return place;
  }

  // A note explains why a run ended elsewhere.
  static bool is_explained(const Node& section, const Node& value) {
    return std::ranges::any_of(section.members, [&](const Member& member) {
      return member.value.get("value") == &value && member.value.get("note");
    });
  }

  // A number of the run, where the manifest states it: among the hyperparameters, and in the stage
  // where there is one.
  struct Planned {
    const Node* node = nullptr;
    std::string field;
    double number = 0;
  };
  std::vector<Planned> planned(std::string_view id) const {
    std::vector<Planned> all;
    if (const StatedValue* value = stated(id))
      if (const auto number = number_of(value->value);
          number && !is_explained(*declarations_.find({ "hyperparameters" }), *value->node))
        all.push_back({ value->node, value->field, number->value });
    if (const Node* stage = only_stage())
      if (const Node* node = stage->get(id); node && number_of(*node))
        all.push_back({ node, fmt::format("training.stages[0].{}", id), number_of(*node)->value });
    return all;
  }

  const Node* only_stage() const {
    const Node* stages = declarations_.find({ "training", "stages" });
    return stages && stages->items.size() == 1 ? &stages->items.front() : nullptr;
  }

  void compare_epochs() {
    for (const Planned& epochs : planned("epochs"))
      ask(*epochs.node, epochs.field, "training-logs",
          [&](const Record& record) { return said_of_epochs(record.log, epochs.number); });
  }

  std::optional<Said> said_of_epochs(const RunLog& log, double epochs) const {
    const auto& epoch = log.epoch;
    if (!epoch) return too_few_ticks(log, epochs);
    const double done = epoch->value + (log.from_zero ? 1 : 0);
    const bool fewer = done < epochs * 0.9 - 0.5 && !stops_early_;
    const bool more = epoch->value > epochs * 1.1 + 1;
    return Said{ !fewer && !more, epoch->line, "the last epoch",
                 fmt::format("{:g}", epoch->value) };
  }

  // What may count steps counts at least the epochs.
  std::optional<Said> too_few_ticks(const RunLog& log, double epochs) const {
    const auto& tick = log.tick;
    if (!tick || stops_early_ || tick->value + 1 >= epochs * 0.9 - 0.5) return std::nullopt;
    return Said{ false, tick->line, "the last step", fmt::format("{:g}", tick->value) };
  }

  void compare_steps() {
    for (const Planned& steps : planned("steps"))
      ask(*steps.node, steps.field, "training-logs",
          [&](const Record& record) { return said_of_steps(record.log, steps.number); });
  }

  std::optional<Said> said_of_steps(const RunLog& log, double steps) const {
    const auto step = log.step ? log.step : ticks_as_steps(log, steps);
    if (!step || step->value <= 0) return std::nullopt;
    const double most = step->value + 1.5 * log.step_interval;
    const bool fewer = most < steps * (1 - allowance) && !stops_early_;
    // Passes may be counted, several of which make a step.
    const double ratio = step->value / steps;
    const bool more = ratio > 1 + allowance && std::abs(ratio - std::round(ratio)) > allowance;
    return Said{ !fewer && !more, step->line, "the last step", fmt::format("{:g}", step->value) };
  }

  // A counter that came far beyond any number of epochs; that it stopped a little early may be the
  // interval at which it was logged.
  std::optional<Logged> ticks_as_steps(const RunLog& log, double steps) const {
    const bool is_step = log.tick && log.tick->value > steps / 20 &&
                         log.tick->value < steps * (1 - 2 * allowance);
    const auto epochs = planned("epochs");
    const bool is_epoch = std::ranges::any_of(epochs, [&](const Planned& each) {
      return log.tick && std::abs(log.tick->value + 1 - each.number) <= 1;
    });
    return is_step && !is_epoch ? log.tick : std::nullopt;
  }

  // ---- when

  void compare_time() {
    const Node* stage = only_stage();
    const Node* span = stage && stage->get("started") ? stage : only_setup();
    const Node* from = span ? span->get("started") : nullptr;
    const Node* to = span && span->get("finished") ? span->get("finished") : from;
    const auto first = from ? day_number(from->text) : std::nullopt;
    const auto last = to ? day_number(to->text) : std::nullopt;
    if (!first || !last) return;
    ask(*from, span == stage ? "training.stages[0].started" : "hardware.started", "training-logs",
        [&](const Record& record) -> std::optional<Said> {
          const auto& time = record.log.time;
          if (!time) return std::nullopt;
          const double began = time->began / 86'400;
          const bool apart = began > *last + 1 + time_margin ||
                             time->ended / 86'400 < *first - time_margin;
          return Said{ !apart, 0, "the day of the log", shown_day(static_cast<int>(began)) };
        });
  }

  void compare_rate() {
    const StatedValue* rate = stated("learning_rate");
    const auto number = rate ? number_of(rate->value) : std::nullopt;
    if (!number || number->value <= 0) return;
    ask(*rate->node, rate->field, "training-logs",
        [&](const Record& record) -> std::optional<Said> {
          const auto& peak = record.log.rate;
          if (!peak || peak->value <= 0) return std::nullopt;
          const bool higher = peak->value > number->value * (1 + allowance);
          const bool lower = peak->value < number->value * seldom && record.log.rates >= few_rates;
          return Said{ !higher && !lower, peak->line, "the highest rate",
                       fmt::format("{:.4g}", peak->value) };
        });
  }

  void compare_settings() {
    for (const StatedValue& each : stated_) {
      const Hyperparameter* known = find_hyperparameter(each.name);
      const bool told = std::ranges::any_of(result_, [&](const RunLogDisagreement& one) {
        return one.contradiction.field == each.field;
      });
      if (!known || known->architecture || told) continue;
      ask(*each.node, each.field, "training-logs",
          [&](const Record& record) -> std::optional<Said> {
            std::optional<Said> first;
            for (const std::vector<LoggedSetting>* settings :
                 { &record.settings, &record.log.settings })
              for (const LoggedSetting& logged : *settings) {
                // A script may scale the rate that it is given; the one that it used is logged.
                if (known->id == "learning_rate" && record.log.rate) continue;
                const auto said = compare_logged(each, *known, logged);
                if (said && said->agrees) return said;
                if (said && !first) first = said;
              }
            return first;
          });
    }
  }

  std::optional<Said> compare_logged(const StatedValue& stated, const Hyperparameter& known,
                                     const LoggedSetting& logged) const {
    const Setting setting{ .name = logged.name,
                           .section = "",
                           .path = logged.name,
                           .about = Section::root,
                           .key = nullptr,
                           .value = &logged.value };
    if (!means_same(stated.name, &known, setting)) return std::nullopt;
    const Agreement agreement = compare_setting(stated.name, &known, stated.value, setting,
                                                std::span(&setting, 1), factors_);
    if (agreement == Agreement::unknown) return std::nullopt;
    return Said{ agreement == Agreement::same, logged.line, logged.name,
                 printable(logged.value.text, 60) };
  }

  const Node* only_setup() const {
    const Node* hardware = declarations_.find({ "hardware" });
    if (hardware && hardware->is_sequence())
      hardware = hardware->items.size() == 1 ? &hardware->items.front() : nullptr;
    return hardware;
  }

  // Logs of parts of a run add up.
  void compare_hours() {
    const Node* setup = only_setup();
    const Node* node = setup ? setup->get("wall_clock_hours") : nullptr;
    const auto hours = node ? number_of(*node) : std::nullopt;
    if (!hours || hours->value < shortest_hours) return;
    double seconds = 0;
    const Record* last = nullptr;
    for (const Record& record : records_) {
      if (!record.log.seconds) continue;
      seconds += *record.log.seconds;
      last = &record;
    }
    const double logged = seconds / 3600;
    if (!last || (logged * hours_factor >= hours->value && logged <= hours->value * hours_factor))
      return;
    Place place{ .path = last->path, .line = 1, .column = 1 };
    place.line_text = line_of(last->text, 1);
    result_.push_back(
      { "hardware",
        { "hardware.wall_clock_hours",
          declarations_.place(*node),
          printable(node->text, 40),
          { { std::move(place), "the time in the log", fmt::format("{:.3g} hours", logged) } } } });
  }

  void compare_accelerator() {
    const Node* setup = only_setup();
    const Node* node = setup ? setup->get("accelerator") : nullptr;
    if (node && node->is_mapping()) node = node->get("model");
    if (!node || accelerator_in(node->text).empty()) return;
    const std::string_view stated = accelerator_in(node->text);
    ask(*node, "hardware.accelerator", "hardware",
        [&](const Record& record) -> std::optional<Said> {
          if (record.log.accelerator.empty()) return std::nullopt;
          return Said{ record.log.accelerator == stated, record.log.accelerator_line, "the device",
                       record.log.accelerator };
        });
  }

  const Snapshot& snapshot_;
  const Declarations& declarations_;
  std::string base_;  // the manifest's folder
  std::set<std::string> seen_;
  std::size_t bytes_left_ = 128u << 20;
  std::vector<Record> records_;
  std::vector<StatedValue> stated_;
  RunFactors factors_;
  bool stops_early_ = false;
  std::vector<RunLogDisagreement> result_;
};

}  // namespace

std::vector<RunLogDisagreement> compare_run_logs(const Snapshot& snapshot,
                                                 const Declarations& declarations) {
  if (!declarations.document() || !declarations.document()->root.is_mapping()) return {};
  return RunLogComparison(snapshot, declarations).run();
}

}  // namespace reallyopen
