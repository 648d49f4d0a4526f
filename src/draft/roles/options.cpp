#include "draft/roles/options.h"

#include <algorithm>
#include <set>
#include <span>
#include <string>

#include "text/letters.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_definition = 160;
constexpr int least_settings = 3;  // of any name

// `--eval` of argparse or click, DEFINE_bool("eval" of absl: a switch, not the path of a test set.
bool defines_switch(std::string_view content, std::string_view name) {
  for (std::size_t at = content.find(name); at != content.npos; at = content.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if (at < 3 || end >= content.size()) continue;
    const char quote = content[end];
    if (quote != '"' && quote != '\'') continue;
    const std::string_view before = content.substr(at < 20 ? 0 : at - 20, at < 20 ? at : 20);
    if (before.ends_with(std::string("DEFINE_bool(") + quote) ||
        before.ends_with(std::string("DEFINE_boolean(") + quote))
      return true;
    if (!before.ends_with(quote + std::string("--"))) continue;
    std::string_view definition = content.substr(end, longest_definition);
    definition = definition.substr(0, definition.find("add_argument"));
    if (has_one_of("store_true|type=bool|str2bool|is_flag=true", definition)) return true;
  }
  return false;
}

bool defines_switch(std::string_view content, std::span<const std::string_view> names) {
  return std::ranges::any_of(names,
                             [&](std::string_view name) { return defines_switch(content, name); });
}

// `--mode test`: one of several things that the program does.
bool has_mode(std::string_view content, std::string_view names) {
  static const Pattern mode(
    R"(["']--(?:mode|phase|action|task|stage|command)["'][^\n]{0,120}choices\s*=\s*[\[(]([^\])\n]{1,200}))",
    "--mode|--phase|--action|--task|--stage|--command");
  std::string_view rest = content;
  std::string_view choices;
  while (mode.next_in(rest, choices))
    if (has_one_of("train", choices) && has_one_of(names, choices)) return true;
  return false;
}

// An option that says where or how often, and nothing about the model.
bool is_of_the_run(std::string_view name) {
  static const std::set<std::string_view> words{
    "node",    "nodes",   "nnodes", "rank",   "nproc",   "proc",      "procs",    "ntasks",
    "tasks",   "gpu",     "gpus",   "ngpu",   "ngpus",   "port",      "worker",   "workers",
    "threads", "seed",    "save",   "saving", "log",     "logging",   "print",    "eval",
    "valid",   "val",     "test",   "device", "devices", "cuda",      "local",    "master",
    "host",    "mem",     "time",   "cpu",    "cpus",    "freq",      "interval", "every",
    "rdzv",    "verbose", "id",     "itr",    "version", "partition", "keep",     "total",
    "limit",   "resume"
  };
  while (!name.empty()) {
    const std::size_t end = std::min(name.find_first_of("_-."), name.size());
    if (words.contains(name.substr(0, end))) return true;
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return false;
}

// `--name 12`, `--name=0.1`, `name=12`: the name, "" where it is something else.
std::string_view setting_in(std::string_view rest) {
  const bool dashed = rest.starts_with("--");
  std::string_view name = rest.substr(dashed ? 2 : 0);
  std::size_t size = 0;
  while (size < name.size() &&
         (is_word_letter(name[size]) || name[size] == '-' || name[size] == '.'))
    ++size;
  const std::string_view after = name.substr(size);
  name = name.substr(0, size);
  const bool given = after.starts_with('=') || (dashed && after.starts_with(' '));
  if (!given || name.empty() || after.size() < 2) return "";
  const bool number = is_digit(after[1]) ||
                      (after[1] == '.' && after.size() > 2 && is_digit(after[2]));
  return number ? name : "";
}

// Lines that the batch system reads are no command of the program.
std::string_view without_comments(std::string_view line) {
  return line.substr(line.find_first_not_of(" \t") == line.find('#') ? line.size() : 0);
}

int numbers_given(std::string_view content) {
  int found = 0;
  while (!content.empty() && found < least_settings) {
    const std::size_t end = std::min(content.find('\n'), content.size());
    const std::string_view line = without_comments(content.substr(0, end));
    content.remove_prefix(std::min(end + 1, content.size()));
    // A word at the start of a line may be a variable of the shell: `MASTER_PORT=29500`.
    for (std::size_t at = line.find_first_of(" \t"); at != line.npos && found < least_settings;
         at = line.find_first_of(" \t", at + 1)) {
      const std::string_view name = setting_in(line.substr(at + 1));
      const bool variable = std::ranges::none_of(
        name, [](char letter) { return letter >= 'a' && letter <= 'z'; });
      if (!name.empty() && !variable && !is_of_the_run(name)) ++found;
    }
  }
  return found;
}

int known_options(std::string_view content) {
  int found = 0;
  for (const std::string_view name :
       { "lr",           "learning_rate", "learning-rate", "batch_size",       "batch-size",
         "epochs",       "train_epochs",  "num_epochs",    "max_step",         "max_steps",
         "warmup",       "dropout",       "n_layer",       "d_model",          "hidden",
         "weight_decay", "seq_len",       "optim",         "train_batch_size", "num_layers",
         "hidden_dim" }) {
    const std::string option = "--" + std::string(name);
    const std::size_t at = content.find(option);
    const char after = at + option.size() < content.size() ? content[at + option.size()] : '\0';
    const bool given = at != std::string_view::npos &&
                       (after == ' ' || after == '=' || after == '_');
    // Hydra's way: `python train.py epochs=250`.
    if (given || content.find(" " + std::string(name) + "=") != std::string_view::npos) ++found;
  }
  return found;
}

// `--do_train`, unless each says False.
bool trains_too(std::string_view content) {
  constexpr std::string_view option = "--do_train";
  for (std::size_t at = content.find(option); at != content.npos;
       at = content.find(option, at + 1)) {
    const std::string_view after = content.substr(at + option.size(), 6);
    if (lower(after.substr(1)) != "false") return true;
  }
  return false;
}

}  // namespace

bool evaluates_on_request(std::string_view content) {
  constexpr std::string_view names[] = { "eval",      "evaluate",      "do_eval",   "eval_only",
                                         "eval-only", "evaluate-only", "test_only", "test-only",
                                         "do_test",   "do_eval_only",  "test",      "only_eval",
                                         "eval_mode", "evaluation" };
  return has_one_of(
           "--eval|--test|--do_eval|--do_test|--only_eval|DEFINE_bool|--mode|--phase|"
           "--action|--task|--stage|--command",
           content) &&
         (defines_switch(content, names) || has_mode(content, "\"test|\"eval|'test|'eval"));
}

bool predicts_on_request(std::string_view content) {
  constexpr std::string_view names[] = { "predict",  "do_predict", "do_inference", "infer",
                                         "generate", "sample",     "predict_only" };
  return has_one_of(
           "--predict|--do_|--infer|--generate|--sample|DEFINE_bool|--mode|--phase|"
           "--action|--task|--stage|--command",
           content) &&
         (defines_switch(content, names) ||
          has_mode(content, "\"predict|\"infer|\"generate|'predict|'infer|'generate"));
}

bool sets_options(std::string_view content) {
  return known_options(content) >= 2 || numbers_given(content) >= least_settings;
}

bool only_evaluates(std::string_view content) {
  static const Pattern alone(
    R"((?m)--(?:eval(?:uate)?|test|(?:do_)?(?:eval|test)[_-]only)(?:\s+[-\\]|\s*$|[= ][tT]rue))",
    "--eval|--test|--do_eval_only|--do_test_only");
  const bool switched_off = has_one_of("--do_train=false|--do_train false", content);
  // Whoever gives a learning rate trains.
  const bool trains = trains_too(content) ||
                      has_one_of("--learning_rate|--learning-rate|--lr", content);
  return (switched_off || alone.found_in(content)) && !trains;
}

bool only_predicts(std::string_view content) {
  return has_one_of("--do_predict|--do_visualize|--predict_only|--do_inference", content) &&
         !trains_too(content);
}

}  // namespace reallyopen
