#include "evidence/recipe/run_logs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "configuration/hyperparameter.h"
#include "environment/accelerators.h"
#include "evidence/artifact_files.h"
#include "evidence/recipe/stated_values.h"
#include "repository/path.h"
#include "run_record/recorded_settings.h"
#include "run_record/run_log.h"
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

struct Record {
  std::string path;
  std::string text;
  RunLog log;
  std::vector<LoggedSetting> settings;  // of a tool's record
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
    stops_early_ = mentions_early_stop(declarations_.document()->text);
    compare_epochs();
    compare_steps();
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

  // Asks every record; what none agrees with is reported from the first that differs.
  void ask(const Node& node, const std::string& field, const std::string& component,
           const std::function<std::optional<Said>(const Record&)>& says) {
    std::vector<Contradiction::Found> differing;
    for (const Record& record : records_) {
      const auto said = says(record);
      if (!said) continue;
      if (said->agrees) return;
      Place place{ .path = record.path };
      if (said->line > 0) {
        place.line = said->line;
        place.column = 1;
        place.line_text = line_of(record.text, place.line);
      }
      differing.push_back({ std::move(place), said->name, said->value });
    }
    if (differing.empty()) return;
    if (differing.size() > 3) differing.resize(3);
    result_.push_back(
      { component, { field, declarations_.place(node), printable(node.text, 60), differing } });
  }

  // A note explains why a run ended elsewhere.
  static bool is_explained(const Node& section, const Node& value) {
    return std::ranges::any_of(section.members, [&](const Member& member) {
      return member.value.get("value") == &value && member.value.get("note");
    });
  }

  void compare_epochs() {
    const StatedValue* epochs = stated("epochs");
    const auto number = epochs ? number_of(epochs->value) : std::nullopt;
    if (!number || is_explained(*declarations_.find({ "hyperparameters" }), *epochs->node)) return;
    ask(*epochs->node, epochs->field, "training-logs",
        [&](const Record& record) -> std::optional<Said> {
          const auto& epoch = record.log.epoch;
          if (!epoch) return too_few_ticks(record, number->value);
          const double done = epoch->value + (record.log.from_zero ? 1 : 0);
          const bool fewer = done < number->value * 0.9 - 0.5 && !stops_early_;
          const bool more = epoch->value > number->value * 1.1 + 1;
          return Said{ !fewer && !more, epoch->line, "the last epoch",
                       fmt::format("{:g}", epoch->value) };
        });
  }

  // What may count steps counts at least the epochs.
  std::optional<Said> too_few_ticks(const Record& record, double epochs) const {
    const auto& tick = record.log.tick;
    if (!tick || stops_early_ || tick->value + 1 >= epochs * 0.9 - 0.5) return std::nullopt;
    return Said{ false, tick->line, "the last step", fmt::format("{:g}", tick->value) };
  }

  void compare_steps() {
    const StatedValue* steps = stated("steps");
    const Node* node = steps ? steps->node : nullptr;
    std::string field = steps ? steps->field : "";
    const Node* stages = declarations_.find({ "training", "stages" });
    if (stages && stages->items.size() == 1 && stages->items[0].get("steps")) {
      node = stages->items[0].get("steps");
      field = "training.stages[0].steps";
    }
    const auto number = node ? number_of(*node) : std::nullopt;
    if (!number || is_explained(*declarations_.find({ "hyperparameters" }), *node)) return;
    ask(*node, field, "training-logs", [&](const Record& record) -> std::optional<Said> {
      const auto& step = record.log.step;
      if (!step || step->value <= 0) return std::nullopt;
      const double most = step->value + 1.5 * record.log.step_interval;
      const bool fewer = most < number->value * (1 - allowance) && !stops_early_;
      // Passes may be counted, several of which make a step.
      const double ratio = step->value / number->value;
      const bool more = ratio > 1 + allowance && std::abs(ratio - std::round(ratio)) > allowance;
      return Said{ !fewer && !more, step->line, "the last step", fmt::format("{:g}", step->value) };
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

  static std::optional<Said> compare_logged(const StatedValue& stated, const Hyperparameter& known,
                                            const LoggedSetting& logged) {
    const Setting setting{ .name = logged.name,
                           .section = "",
                           .path = logged.name,
                           .about = Section::root,
                           .key = nullptr,
                           .value = &logged.value };
    if (!means_same(stated.name, &known, setting)) return std::nullopt;
    const Agreement agreement = compare_setting(stated.name, &known, stated.value, setting,
                                                std::span(&setting, 1));
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
