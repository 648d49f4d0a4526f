#include "run_record/run_log.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "configuration/agreement.h"
#include "configuration/hyperparameter.h"
#include "configuration/read.h"
#include "environment/accelerators.h"
#include "manifest/core_schema.h"
#include "run_record/event_file.h"
#include "text/date.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_lines = 200'000;
constexpr std::size_t longest_line = 20'000;
constexpr std::size_t head_lines = 400;  // in which a run says what it was started with

bool is_epoch(std::string_view name) { return name == "epoch" || name == "train/epoch"; }
bool is_step(std::string_view name) {
  return is_one_of(name, { "step", "global_step", "iter", "iteration", "_step", "train/global_step",
                           "trainer/global_step" });
}
bool is_rate(std::string_view name) {
  return is_one_of(name, { "lr", "learning_rate", "train/lr", "train/learning_rate", "eta0" });
}

// By the name; "" of what is no log.
std::string_view kind_of_log(std::string_view path) {
  const auto ends_with_one_of = [&](std::initializer_list<std::string_view> endings) {
    return std::ranges::any_of(endings, [&](auto ending) { return path.ends_with(ending); });
  };
  // `mlruns/EXPERIMENT/RUN/metrics/NAME`, `mlruns/EXPERIMENT/RUN/meta.yaml`
  if (const std::size_t runs = path.find("mlruns/"); runs != path.npos) {
    if (path.find("/metrics/", runs) != path.npos) return "metric";
    if (path.ends_with("/meta.yaml")) return "run";
  }
  if (path.find("tfevents") != path.npos) return "events";
  if (path.ends_with(".csv")) return "csv";
  if (path.ends_with("trainer_state.json")) return "state";
  if (ends_with_one_of({ "wandb-summary.json", "wandb-metadata.json" })) return "wandb";
  if (ends_with_one_of({ ".jsonl", ".ndjson" })) return "json";
  return ends_with_one_of({ ".log", ".txt", ".out" }) ? "text" : "";
}

class LogReader {
 public:
  explicit LogReader(std::string_view path) {
    log_.path = path;
    log_.kind = kind_of_log(path);
  }

  RunLog read(std::string_view text) {
    if (log_.kind != "events" && text.find('\0') != text.npos) return {};
    if (log_.kind == "events")
      read_event_file(text);
    else if (log_.kind == "metric")
      read_metric(text);
    else if (log_.kind == "csv")
      read_table(text);
    else if (log_.kind == "state")
      read_trainer_state(text);
    else if (log_.kind == "wandb")
      read_wandb(text);
    else if (log_.kind == "run")
      read_mlflow_run(text);
    else
      read_lines(text);
    for (auto& [name, setting] : constants_)
      if (!setting.value.tagged) log_.settings.push_back({ name, setting.value, setting.line });
    return std::move(log_);
  }

 private:
  void note(std::string_view name, double value, int line) {
    if (is_epoch(name)) {
      log_.from_zero |= value == 0;
      if (!log_.epoch || value > log_.epoch->value) log_.epoch = Logged{ value, line };
    } else if (is_step(name)) {
      if (log_.step && value > log_.step->value) log_.step_interval = value - log_.step->value;
      if (!log_.step || value > log_.step->value) log_.step = Logged{ value, line };
    } else if (is_rate(name)) {
      ++log_.rates;
      if (!log_.rate || value > log_.rate->value) log_.rate = Logged{ value, line };
    }
  }

  void note_keys(const Node& mapping, std::initializer_list<std::string_view> keys) {
    for (const std::string_view key : keys)
      if (const Node* value = mapping.get(key); value && value->is_number())
        note(key, value->number, value->line);
  }

  // What stays the same from line to line was set.
  void note_setting(const std::string& name, const Node& value, int line) {
    if (!find_hyperparameter(name) || is_epoch(name) || is_step(name) || is_rate(name)) return;
    const auto [known, is_new] = constants_.try_emplace(name, LoggedSetting{ name, value, line });
    if (!is_new && known->second.value.text != value.text) known->second.value.tagged = true;
  }

  static Node number_node(std::string_view text) {
    Node node{ .text = std::string(text), .plain = true };
    type_plain_scalar(node);
    return node;
  }

  // ---- a table with a header

  void read_table(std::string_view text) {
    std::vector<std::string> header;
    int line = 0;
    for (std::string_view row; next_line(text, row, line);) {
      std::vector<std::string_view> cells;
      for (std::string_view rest = row;;) {
        const std::size_t end = std::min(rest.find(','), rest.size());
        cells.push_back(rest.substr(0, end));
        if (end == rest.size()) break;
        rest.remove_prefix(end + 1);
      }
      if (header.empty()) {
        for (const std::string_view cell : cells) header.push_back(canonical_name(cell));
        continue;
      }
      for (std::size_t i = 0; i < std::min(header.size(), cells.size()); ++i)
        if (const Node node = number_node(cells[i]); node.is_number()) {
          note(header[i], node.number, line);
          note_setting(header[i], node, line);
        }
    }
  }

  static bool next_line(std::string_view& text, std::string_view& line, int& number) {
    if (text.empty() || static_cast<std::size_t>(number) >= most_lines) return false;
    const std::size_t end = std::min(text.find('\n'), text.size());
    line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    return true;
  }

  // ---- transformers' Trainer

  void read_trainer_state(std::string_view text) {
    const ParseResult parsed = read_json(log_.path, text, configuration_limits);
    if (!parsed.document) return;
    const Node& root = parsed.document->root;
    const Node* history = root.get("log_history");
    note_keys(root, { "epoch", "global_step" });
    if (!history) return;
    for (const Node& entry : history->items) {
      note_keys(entry, { "epoch", "step", "learning_rate" });
      if (const Node* runtime = entry.get("train_runtime"); runtime && runtime->is_number())
        log_.seconds = runtime->number;
    }
    log_.from_zero = false;
  }

  // ---- W&B, beside its settings

  void read_wandb(std::string_view text) {
    const ParseResult parsed = read_json(log_.path, text, configuration_limits);
    if (!parsed.document) return;
    const Node& root = parsed.document->root;
    // `_step` counts what was logged.
    note_keys(
      root, { "epoch", "train/epoch", "global_step", "train/global_step", "trainer/global_step" });
    log_.from_zero = true;  // a summary does not show where it began
    if (const Node* runtime = root.get("_runtime"); runtime && runtime->is_number())
      log_.seconds = runtime->number;
    read_time(root.string_at("startedAt"));
    if (const Node* device = root.get("gpu")) {
      log_.accelerator = accelerator_in(device->text);
      log_.accelerator_line = device->line;
    }
  }

  // ---- TensorBoard

  void read_event_file(std::string_view bytes) {
    double first = 0;
    double last = 0;
    bool counts_steps = false;
    read_events(bytes, [&](const LoggedEvent& event) {
      if (first == 0) first = event.time;
      last = std::max(last, event.time);
      const std::string tag = canonical_name(event.tag);
      // Keras counts epochs where it writes of them; trainers that log the epoch count steps.
      if (tag.starts_with("epoch_")) return note("epoch", event.step, 0);
      counts_steps |= is_epoch(tag);
      if (is_epoch(tag) || is_rate(tag) || tag.starts_with("lr_"))
        note(is_epoch(tag) ? "epoch" : "lr", event.value, 0);
      if (!log_.tick || event.step > log_.tick->value) log_.tick = Logged{ event.step, 0 };
    });
    if (counts_steps) log_.step = std::exchange(log_.tick, std::nullopt);
    if (last > first) log_.seconds = last - first;
    if (first > 0) log_.time = LoggedTime{ first, last };
  }

  // ---- MLflow: `TIME VALUE STEP` a line

  void read_metric(std::string_view text) {
    const std::string name = canonical_name(
      std::string_view(log_.path).substr(log_.path.rfind('/') + 1));
    int number = 0;
    for (std::string_view line; next_line(text, line, number);) {
      note_time(number_node(take_until(line, ' ')).number / 1000);
      const Node value = number_node(take_until(line, ' '));
      const Node step = number_node(line);
      if (!value.is_number() || !step.is_number()) continue;
      note(name, value.number, number);
      if (!log_.tick || step.number > log_.tick->value) log_.tick = Logged{ step.number, number };
    }
  }

  void read_mlflow_run(std::string_view text) {
    const ParseResult parsed = read_configuration(log_.path, text);
    if (!parsed.document) return;
    for (const std::string_view key : { "start_time", "end_time" })
      if (const Node* time = parsed.document->root.get(key); time && time->is_number())
        note_time(time->number / 1000);
    if (log_.time && log_.time->ended > log_.time->began)
      log_.seconds = log_.time->ended - log_.time->began;
  }

  // ---- text, JSON a line

  void read_lines(std::string_view text) {
    int number = 0;
    for (std::string_view line; next_line(text, line, number);) {
      if (line.size() > longest_line) continue;
      read_time(line);
      if (line.starts_with('{')) {
        read_json_line(line, number);
        continue;
      }
      read_words(line, number);
      if (static_cast<std::size_t>(number) <= head_lines) read_head(line, number);
    }
    // Of each line, or counted up from the start.
    if (!seconds_.empty())
      log_.seconds = std::ranges::is_sorted(seconds_)
                       ? seconds_.back()
                       : std::accumulate(seconds_.begin(), seconds_.end(), 0.0);
    if (log_.time && log_.time->ended > log_.time->began)
      log_.seconds = log_.time->ended - log_.time->began;
  }

  void read_json_line(std::string_view line, int number) {
    const ParseResult parsed = read_json(log_.path, line, configuration_limits);
    if (!parsed.document) return;
    for (const Member& member : parsed.document->root.members) {
      if (!member.value.is_number()) continue;
      const std::string name = canonical_name(member.key.text);
      note(name, member.value.number, number);
      note_setting(name, member.value, number);
      if (name == "seconds") seconds_.push_back(member.value.number);
    }
  }

  // `2024-09-14 10:02:11`, where a logger writes it: first, behind a level, in brackets, or under a
  // key. Anywhere else a day may be one of the data.
  void read_time(std::string_view line) {
    for (const std::string_view key : { "\"time\"", "\"timestamp\"", "\"asctime\"", "\"ts\"" })
      if (const std::size_t at = line.find(key); line.starts_with('{') && at != line.npos)
        return read_stamp(line.substr(at + key.size()), line.find("20", at) - at - key.size());
    const std::size_t begin = line.find("20");
    const std::string_view prefix = line.substr(0, std::min(begin, line.size()));
    const bool is_level = std::ranges::none_of(
      prefix, [](char letter) { return letter >= 'a' && letter <= 'z'; });
    if (is_level || prefix.starts_with('[')) read_stamp(line, begin);
  }

  void read_stamp(std::string_view line, std::size_t begin) {
    if (begin > 30 || line.size() < begin + 19) return;
    const std::string_view stamp = line.substr(begin, 19);
    const auto day = day_number(stamp.substr(0, 10));
    unsigned hour = 0;
    unsigned minute = 0;
    unsigned second = 0;
    if (!day || std::sscanf(std::string(stamp.substr(11)).c_str(), "%2u:%2u:%2u", &hour, &minute,
                            &second) != 3)
      return;
    note_time(*day * 86'400.0 + hour * 3'600.0 + minute * 60.0 + second);
  }

  void note_time(double time) {
    if (time <= 0) return;
    if (!log_.time) log_.time = LoggedTime{ time, time };
    log_.time->began = std::min(log_.time->began, time);
    log_.time->ended = std::max(log_.time->ended, time);
  }

  // `epoch 3/50 … lr 2.0e-05`, `[step: 400]`, `Epoch 3:`
  void read_words(std::string_view line, int number) {
    const std::string low = lower(line);
    for (const std::string_view word : { "epoch", "step", "iter", "lr", "learning_rate" })
      for (std::size_t at = low.find(word); at != std::string::npos; at = low.find(word, at + 1)) {
        if (at > 0 && (is_word_letter(low[at - 1]) || low[at - 1] == '/')) continue;
        std::size_t from = at + word.size();
        while (from < low.size() &&
               std::string_view(" :=[(#'\"").find(low[from]) != std::string::npos)
          ++from;
        if (from == at + word.size() || from >= low.size() || !is_digit(low[from])) continue;
        const std::size_t end = std::min(low.find_first_not_of("0123456789.e-+", from), low.size());
        const Node node = number_node(std::string_view(low).substr(from, end - from));
        if (node.is_number()) note(word, node.number, number);
        break;
      }
  }

  // `global_batch_size ............... 256`, as Megatron lists its arguments; `seed 99, 480 rows`
  void read_argument(std::string_view line, std::string_view low, int number) {
    if (line.find(" ...") != line.npos) {
      const std::string_view words = trimmed(line);
      const std::string name = canonical_name(words.substr(0, words.find(' ')));
      const Node value = number_node(words.substr(words.rfind(' ') + 1));
      if (value.is_number() && find_hyperparameter(name))
        log_.settings.push_back({ name, value, number });
    }
    const std::size_t seed = low.find("seed");
    if (seed == low.npos || (seed > 0 && is_word_letter(low[seed - 1]))) return;
    const std::string_view rest = low.substr(seed + 4);
    const std::size_t begin = rest.find_first_not_of(" :=");
    if (begin == 0 || begin == rest.npos || !is_digit(rest[begin])) return;
    const std::string_view digits = rest.substr(begin);
    const Node value = number_node(digits.substr(0, digits.find_first_not_of("0123456789")));
    log_.settings.push_back({ "seed", value, number });
  }

  // `arguments {'epochs': 50, 'lr': 0.02}`, `GPU: NVIDIA A100-SXM4-80GB`
  void read_head(std::string_view line, int number) {
    const std::string low = lower(line);
    if (log_.accelerator.empty() &&
        contains_one_of(low, { "gpu", "device", "cuda", "accelerator", "tpu" }) &&
        !accelerator_in(line).empty()) {
      log_.accelerator = accelerator_in(line);
      log_.accelerator_line = number;
    }
    read_argument(line, low, number);
    if (!contains_one_of(low, { "argument", "args", "config", "hparams", "namespace", "settings" }))
      return;
    for (std::size_t at = line.find_first_of(":="); at != std::string_view::npos;
         at = line.find_first_of(":=", at + 1)) {
      std::size_t end = at;
      while (end > 0 && std::string_view("'\" ").find(line[end - 1]) != std::string_view::npos)
        --end;
      std::size_t begin = end;
      while (begin > 0 && is_word_letter(line[begin - 1])) --begin;
      std::string_view value = line.substr(at + 1);
      value = value.substr(std::min(value.find_first_not_of(" '\""), value.size()));
      value = value.substr(0, value.find_first_of(",}) '\""));
      const Node node = number_node(value);
      const std::string name = canonical_name(line.substr(begin, end - begin));
      if (node.is_number() && find_hyperparameter(name))
        log_.settings.push_back({ name, node, number });
    }
  }

  RunLog log_;
  std::map<std::string, LoggedSetting> constants_;
  std::vector<double> seconds_;
};

}  // namespace

bool is_run_log(std::string_view path) { return !kind_of_log(path).empty(); }

RunLog read_run_log(std::string_view path, std::string_view text) {
  return LogReader(path).read(text);
}

}  // namespace reallyopen
