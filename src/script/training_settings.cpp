#include "script/training_settings.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "configuration/hyperparameter.h"
#include "configuration/read.h"
#include "manifest/readable.h"
#include "script/notebook.h"
#include "script/python_call.h"
#include "script/python_statements.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_settings_of_script = 2'000;
constexpr int longest_call = 80;  // lines in which the value of a call is looked for
constexpr std::size_t no_position = 99;

bool ends_with_one_of(std::string_view name, std::initializer_list<std::string_view> endings) {
  return std::ranges::any_of(endings,
                             [&](std::string_view ending) { return name.ends_with(ending); });
}

// Rows that say something of a run, and not of a layer or a model.
const Hyperparameter* of_run(std::string_view name) {
  const Hyperparameter* row = find_hyperparameter(canonical_name(name));
  if (!row || row->architecture) return nullptr;
  return is_one_of(row->id, { "betas", "beta1", "beta2", "epsilon", "min_learning_rate" }) ? nullptr
                                                                                           : row;
}

// Counters, and words that mean something else to other functions.
bool is_ambiguous(std::string_view name) {
  return is_one_of(name, { "epoch",        "steps",     "iterations",  "n_steps",  "bs",
                           "eta",          "dtype",     "wd",          "max_len",  "max_length",
                           "max_norm",     "scheduler", "optimizer",   "optim",    "schedule",
                           "lr_scheduler", "num_steps", "total_steps", "max_iter", "n_iter" });
}

// What looks at a model and does not make it.
bool is_of_evaluation(std::string_view callee) {
  const std::string name = lower(callee);
  return contains_one_of(name, { "eval", "predict", "test", "valid", "generate", "encode", "sample",
                                 "split", "subset", "plot" });
}

bool is_optimizer(std::string_view name) {
  return is_among(lower(name),
                  "adam adamw sgd rmsprop adagrad adadelta lion lamb lars adafactor nadam radam "
                  "adamax muon shampoo sophiag adabelief prodigy fusedadam adamw8bit "
                  "pagedadamw8bit deepspeedcpuadam lbfgs novograd adan fusedlamb sparseadam ftrl");
}

bool is_schedule(std::string_view callee) {
  const std::string name = lower(callee);
  const bool made = name.starts_with("get_") ||
                    ends_with_one_of(name, { "lr", "schedule", "decay", "scheduler", "restarts" });
  return made && compare_schedules(name, name) == Agreement::same;
}

bool sets_seed(std::string_view last) {
  return is_one_of(last, { "seed", "manual_seed", "manual_seed_all", "set_seed", "seed_everything",
                           "set_random_seed", "PRNGKey", "seed_all", "fix_seed", "setup_seed",
                           "set_global_seed", "random_seed", "seed_torch" });
}

// Of trainers' own settings, whose names are no counters there.
bool is_trainer(std::string_view last) {
  return ends_with_one_of(last, { "Arguments", "Config", "Trainer", "Accelerator", "fit", "compile",
                                  "TrainConfig", "Estimator" });
}

class ScriptSettings {
 public:
  explicit ScriptSettings(Document& document) : document_(document) {}

  void read(std::string_view text) {
    const std::vector<PythonStatement> statements = list_python_statements(text);
    for (const PythonStatement& statement : statements) note(statement);
    for (const PythonStatement& statement : statements) read_calls(statement);
    for (const Pending& each : open_)
      if (!stated_.contains(each.row)) add(*each.row, each.name, each.value, each.line);
  }

 private:
  struct Pending {
    const Hyperparameter* row;
    std::string name;
    Node value;
    int line;
  };

  // ---- what names stand for

  void note(const PythonStatement& statement) {
    if (statement.text.starts_with("import ") || statement.text.starts_with("from ")) return;
    const bool of_command = std::exchange(decorates_command_, is_command(statement.text));
    if (statement.text.starts_with("def ")) note_parameters(statement, of_command);
    for (const PythonCall& call : list_python_calls(statement.text)) note_option(call, statement);
    if (statement.text.starts_with("def ") || statement.text.starts_with("return ")) return;
    for (const PythonAssignment& each : list_python_assignments(statement.text))
      note_assignment(each, statement);
  }

  // `@app.command()` of typer
  static bool is_command(std::string_view statement) {
    return statement.starts_with('@') && statement.find(".command(") != statement.npos;
  }

  // `def train(epochs: int = typer.Option(5, "--epochs"), lr: float = 0.01)` below such a line.
  void note_parameters(const PythonStatement& statement, bool of_command) {
    const std::vector<PythonCall> calls = list_python_calls(statement.text);
    if (calls.empty()) return;
    for (const PythonArgument& parameter : calls.back().arguments)
      for (const PythonAssignment& each : list_python_assignments(parameter.value)) {
        const auto made = list_python_calls(each.value);
        const bool is_option = !made.empty() && made.back().name == "typer.Option";
        if (is_option)
          set(each.target, made.back().argument(0, { "default" }), statement, true);
        else if (of_command && made.empty() && !each.target.empty())
          set(each.target, each.value, statement, true);
      }
  }

  // `add_argument("--lr", default=1e-3)`, `@click.option("--lr", default=1e-3)`,
  // `flags.DEFINE_float("lr", 1e-3, "…")`
  void note_option(const PythonCall& call, const PythonStatement& statement) {
    const std::string_view last = last_of_name(call.name);
    if (last == "add_argument" || last == "option") {
      for (const PythonArgument& each : call.arguments)
        if (const std::string_view name = python_text(each.value);
            each.keyword.empty() && name.starts_with('-'))
          set(name, call.argument(no_position, { "default" }), statement, true);
    } else if (last.starts_with("DEFINE_")) {
      set(python_text(call.argument(0, { "name" })), call.argument(1, { "default" }), statement,
          true);
    }
  }

  // `LR = 1e-3`, `config.lr = 1e-3`, `config["lr"] = 1e-3`, `lr: float = field(default=1e-3)`
  void note_assignment(const PythonAssignment& each, const PythonStatement& statement) {
    const std::string_view key = key_of(each.target);
    if (key.empty()) return;
    std::string_view value = each.value;
    for (const PythonCall& call : list_python_calls(value))
      if (is_one_of(last_of_name(call.name), { "field", "Field", "Option" }) &&
          value.starts_with(call.name))
        value = call.argument(last_of_name(call.name) == "Option" ? 0 : no_position, { "default" });
    if (!python_value(value).tagged) set(key, value, statement, false);
    if (each.value.starts_with('{')) note_entries(each.value, statement);
  }

  // `{"lr": 1e-3, "epochs": 3}`
  void note_entries(std::string_view mapping, const PythonStatement& statement) {
    if (!mapping.ends_with('}')) return;
    for (const std::string_view entry : split_python_list(mapping.substr(1, mapping.size() - 2))) {
      const std::size_t colon = entry.find(':');
      if (colon == std::string_view::npos) continue;
      const std::string_view name = python_text(entry.substr(0, colon));
      if (!name.empty() && !python_value(trimmed(entry.substr(colon + 1))).tagged)
        set(name, trimmed(entry.substr(colon + 1)), statement, false);
    }
  }

  void set(std::string_view name, std::string_view value, const PythonStatement& statement,
           bool option) {
    if (name.empty()) return;
    Node node = python_value(value);
    if (value.empty()) node.tagged = true;
    values_.insert_or_assign(canonical_name(name), node);
    const Hyperparameter* row = of_run(name);
    if (!row || (!option && is_ambiguous(canonical_name(name)))) return;
    if (option && node.kind == NodeKind::null) node.tagged = true;
    state(*row, canonical_name(name), std::move(node), value, statement.line);
  }

  // The rate from which a schedule of keras or optax falls.
  void read_peak(const PythonCall& call, std::string_view last, const PythonStatement& statement) {
    if (is_one_of(last, { "ExponentialDecay", "CosineDecay", "PolynomialDecay", "InverseTimeDecay",
                          "CosineDecayRestarts" })) {
      const std::string_view warmed = call.argument(no_position, { "warmup_target" });
      give("learning_rate", warmed.empty() ? call.argument(0, { "initial_learning_rate" }) : warmed,
           statement);
    }
    if (is_one_of(last, { "warmup_cosine_decay_schedule", "warmup_exponential_decay_schedule" }))
      give("learning_rate", call.argument(1, { "peak_value" }), statement);
    if (is_one_of(last, { "cosine_decay_schedule", "exponential_decay" }))
      give("learning_rate", call.argument(0, { "init_value" }), statement);
  }

  // ---- what is handed to those who train

  void read_calls(const PythonStatement& statement) {
    if (statement.text.starts_with("def ") || statement.text.starts_with("class ")) return;
    for (const PythonCall& call : list_python_calls(statement.text)) {
      const std::string_view last = last_of_name(call.name);
      if (is_one_of(last, { "add_argument", "option", "field", "Field" }) ||
          last.starts_with("DEFINE_") || is_of_evaluation(last))
        continue;
      if (sets_seed(last)) give("seed", call.argument(0, { "seed" }), statement);
      if (is_optimizer(last)) read_optimizer(call, last, statement);
      if (is_schedule(last)) {
        state(*find_hyperparameter("schedule"), "schedule", text_node(last), last, statement.line);
        read_peak(call, last, statement);
      }
      if (last.starts_with("clip_grad_norm"))
        give("gradient_clipping", call.argument(1, { "max_norm" }), statement);
      if (last == "compile") give("optimizer", call.argument(0, { "optimizer" }), statement);
      read_keywords(call, last, statement);
    }
  }

  void read_optimizer(const PythonCall& call, std::string_view last,
                      const PythonStatement& statement) {
    state(*find_hyperparameter("optimizer"), "optimizer", text_node(last), last, statement.line);
    // torch's second, Keras' and optax' first.
    const std::size_t position = call.arguments.empty() || !call.arguments[0].keyword.empty() ||
                                     !python_value(call.arguments[0].value).is_number()
                                   ? 1
                                   : 0;
    if (const std::string_view rate = call.argument(position, {});
        !rate.empty() && call.argument(no_position, { "lr", "learning_rate" }).empty())
      give("learning_rate", rate, statement);
  }

  void read_keywords(const PythonCall& call, std::string_view last,
                     const PythonStatement& statement) {
    const bool trainer = is_trainer(last);
    const bool schedule = is_schedule(last) || lower(last).find("sched") != std::string::npos;
    for (const PythonArgument& each : call.arguments) {
      const Hyperparameter* row = each.keyword.empty() ? nullptr : of_run(each.keyword);
      if (!row || row->id == "optimizer" || row->id == "schedule") {
        if (row && trainer) give(each.keyword, each.value, statement);
        continue;
      }
      // A schedule has steps and rates of its own.
      if (schedule && row->id != "warmup_steps" && row->id != "warmup_ratio") continue;
      if (!trainer && is_ambiguous(canonical_name(each.keyword))) continue;
      if (row->id == "seed" && !trainer && each.keyword != "seed") continue;
      give(each.keyword, each.value, statement);
    }
  }

  // The value itself, or what the name stands for.
  void give(std::string_view name, std::string_view expression, const PythonStatement& statement) {
    const Hyperparameter* row = of_run(name);
    if (!row || expression.empty()) return;
    Node node = python_value(expression);
    if (node.tagged) {
      const std::string key = canonical_name(key_of(expression));
      const auto known = values_.find(key);
      if (known != values_.end() && !known->second.tagged) {
        // Most names say by themselves what they set, and were noted there.
        const Hyperparameter* own = of_run(key);
        if (own && !is_ambiguous(key)) return;
        node = known->second;
      }
    }
    state(*row, canonical_name(name), std::move(node), expression, statement.line);
  }

  // ---- places

  void state(const Hyperparameter& row, std::string name, Node value, std::string_view written,
             int line) {
    locate(value, written, line);
    if (value.tagged && !is_given_by_run(written))
      open_.push_back({ &row, std::move(name), std::move(value), line });
    else
      add(row, std::move(name), std::move(value), line);
  }

  // An option without a default, `cfg.lr` of a file: whatever else the script sets, this may be
  // anything. `0.1 * lr`, `self.lr` and a parameter go back to something that is set elsewhere.
  static bool is_given_by_run(std::string_view expression) {
    if (is_scaled(expression)) return true;
    const bool dotted = expression.find('.') != std::string_view::npos ||
                        expression.find('[') != std::string_view::npos;
    return expression.empty() ||
           (dotted && !key_of(expression).empty() && !expression.starts_with("self."));
  }

  // `args.lr * args.batch_size / 256`: whatever is given, another rate is used.
  static bool is_scaled(std::string_view expression) {
    const bool computed = expression.find_first_of("*/") != std::string_view::npos;
    return computed && contains_one_of(lower(expression), { "batch", "world", "num_processes" });
  }

  void add(const Hyperparameter& row, std::string name, Node value, int line) {
    if (document_.root.members.size() >= most_settings_of_script) return;
    if (!value.tagged) stated_.insert(&row);
    Node key{ .kind = NodeKind::string, .text = std::move(name), .line = value.line, .column = 1 };
    if (value.line == 0) value.line = line;
    document_.root.members.push_back({ std::move(key), std::move(value) });
  }

  // A statement may go over many lines.
  void locate(Node& value, std::string_view written, int line) const {
    value.line = line;
    value.column = 1;
    if (written.empty()) return;
    for (int at = line; at < line + longest_call; ++at) {
      const std::size_t found = document_.line(at).find(written);
      if (found == std::string_view::npos) continue;
      value.line = at;
      value.column = static_cast<int>(found) + 1;
      value.width = static_cast<int>(written.size());
      return;
    }
  }

  static Node text_node(std::string_view text) {
    return { .kind = NodeKind::string, .text = std::string(text) };
  }

  // `lr` of `lr`, `lr: float`, `args.lr` and `config["lr"]`; "" of anything else.
  static std::string_view key_of(std::string_view expression) {
    expression = trimmed(expression.substr(0, expression.find(':')));
    if (expression.ends_with(']')) {
      const std::size_t open = expression.rfind('[');
      if (open == std::string_view::npos) return {};
      return python_text(expression.substr(open + 1, expression.size() - open - 2));
    }
    const bool dotted = std::ranges::all_of(
      expression, [](char letter) { return is_word_letter(letter) || letter == '.'; });
    return dotted ? last_of_name(expression) : std::string_view();
  }

  Document& document_;
  bool decorates_command_ = false;  // the statement before
  std::map<std::string, Node, std::less<>> values_;
  std::set<const Hyperparameter*> stated_;
  std::vector<Pending> open_;  // what is computed counts only where nothing is stated
};

}  // namespace

ParseResult read_training_settings(std::string_view path, std::string_view text) {
  ParseResult result;
  auto document = open_document(path, text, configuration_limits, result);
  if (result.failure != ParseFailure::none) return result;
  document->root.kind = NodeKind::mapping;
  const bool notebook = path.ends_with(".ipynb");
  ScriptSettings(*document).read(notebook ? python_of_notebook(path, text) : document->text);
  result.document = std::move(document);
  return result;
}

}  // namespace reallyopen
