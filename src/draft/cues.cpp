#include "draft/cues.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_imports = 200;

// Letter case counts: these are names in code.
bool has(std::string_view content, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(
    words, [&](std::string_view word) { return content.find(word) != std::string_view::npos; });
}

std::string_view name_before(std::string_view content, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && (is_word_letter(content[begin - 1]) || content[begin - 1] == ')')) --begin;
  return content.substr(begin, at - begin);
}

// `.fit(` of a model, not of what prepares its data.
bool fits_model(std::string_view content) {
  for (std::size_t at = content.find(".fit("); at != std::string_view::npos;
       at = content.find(".fit(", at + 1)) {
    const std::string name = lower(name_before(content, at));
    const bool of_data = has(
      name, { "scaler", "encoder", "vectorizer", "tokenizer", "pca", "imputer", "binarizer",
              "selector", "normalizer", "le", "ohe", "transformer", ")" });
    if (!of_data) return true;
  }
  return false;
}

bool optimises_model(std::string_view content) {
  return fits_model(content) ||
         has(content, { ".backward(", "optimizer.step(", "trainer.train(", "Trainer(",
                        "GradientTape", ".minimize(", "xgb.train(", "lgb.train(", ".partial_fit(",
                        "model.learn(", "fit_generator(", "train_on_batch(", "apply_gradients(",
                        "trainer.fit(", "run_training(", "value_and_grad" });
}

bool loads_weights(std::string_view content) {
  return has(content, { "load_state_dict(", "torch.load(", "load_model(", "joblib.load(",
                        "pickle.load(", ".from_pretrained(", ".restore(", "load_weights(",
                        "load_from_checkpoint(", "InferenceSession(", "hub.load(",
                        "load_checkpoint", "read_model(", "PipelineModel.load(", "Saver(" });
}

bool predicts_something(std::string_view content) {
  return has(content, { ".predict(", ".generate(", ".predict_proba(", "no_grad(", ".eval()",
                        "inference_mode(", "sess.run(", "session.run(", "pipeline(", ".infer(",
                        ".synthesize(", "predict(" });
}

bool measures_model(std::string_view content) {
  return has(content, { "accuracy_score(",
                        "mean_squared_error(",
                        "f1_score(",
                        "r2_score(",
                        "classification_report(",
                        "confusion_matrix(",
                        ".evaluate(",
                        "compute_metrics",
                        "roc_auc_score(",
                        "mean_absolute_error(",
                        "bleu",
                        "rmse",
                        "RMSE",
                        "psnr",
                        "PSNR",
                        "mAP",
                        "wer(",
                        "perplexity",
                        "ppl",
                        "accuracy",
                        "metrics",
                        "success_rate" });
}

// A class that extends a network's, wherever a notebook or an indentation has it.
bool defines_network(std::string_view content) {
  constexpr std::array bases = std::to_array<std::string_view>(
    { "nn.Module)", "(Module)", "keras.Model)", "(Model)", "LightningModule)", "layers.Layer)",
      "(Layer)", "hk.Module)", "nnx.Module)", "eqx.Module)", "PreTrainedModel)", "RNNCell)",
      "nn.Module,", "MessagePassing)", "Module):" });
  for (std::size_t at = content.find("class "); at != std::string_view::npos;
       at = content.find("class ", at + 1)) {
    const std::string_view line = content.substr(at,
                                                 std::min<std::size_t>(200, content.size() - at));
    const std::string_view head = line.substr(0, line.find(':') + 1);
    if (std::ranges::any_of(
          bases, [&](std::string_view base) { return head.find(base) != std::string_view::npos; }))
      return true;
  }
  // Keras puts layers into a sequence.
  return has(content, { "Sequential(" }) &&
         has(content, { "Dense(", "Conv2D(", "LSTM(", "GRU(", "Conv1D(" });
}

bool writes_data_files(std::string_view content) {
  return has(content, { ".to_csv(", "np.save", ".to_parquet(", ".to_pickle(", "json.dump(",
                        ".to_json(", "save_to_disk(", "TFRecordWriter(", "h5py.File(",
                        "urlretrieve(", "requests.get(", "wget", "pickle.dump(", ".write(",
                        "shutil.copy", "imwrite(", ".retrieve(", "download" });
}

// A line that is in no function and does something with a model.
bool acts_at_top(std::string_view content) {
  while (!content.empty()) {
    const std::size_t end = std::min(content.find('\n'), content.size());
    const std::string_view line = content.substr(0, end);
    content.remove_prefix(std::min(end + 1, content.size()));
    if (line.empty() || !is_word_letter(line.front()) || line.starts_with("def ") ||
        line.starts_with("class ") || line.starts_with("import ") || line.starts_with("from "))
      continue;
    if (has(line, { ".fit(", ".predict(", ".train(", ".generate(", "load_model(", "main(",
                    "torch.load(", ".evaluate(", "train(" }))
      return true;
  }
  return false;
}

// How many names of hyperparameters stand in front of a value.
int values_set(std::string_view content) {
  constexpr std::array names = std::to_array<std::string_view>(
    { "learning_rate", "learning-rate", "lr", "batch_size", "batch-size", "epochs", "num_epochs",
      "n_estimators", "max_depth", "hidden_size", "hidden_dim", "dropout", "weight_decay",
      "LEARNING_RATE", "BATCH_SIZE", "EPOCHS", "LR" });
  int found = 0;
  for (const std::string_view name : names)
    for (std::size_t at = content.find(name); at != std::string_view::npos;
         at = content.find(name, at + 1)) {
      if (at > 0 && (is_word_letter(content[at - 1]) || content[at - 1] == '.')) continue;
      std::string_view rest = content.substr(at + name.size(), 80);
      // `batch_size=32`, `"lr": 1e-4`, `'--lr', type=float, default=0.1`
      const std::size_t option = rest.find("default=");
      if (at > 0 && content[at - 1] == '-' && option != std::string_view::npos)
        rest = rest.substr(option + 7);
      while (!rest.empty() &&
             std::string_view("\"'\\ :=").find(rest.front()) != std::string_view::npos)
        rest.remove_prefix(1);
      const bool value = !rest.empty() && (is_digit(rest.front()) || rest.front() == '.');
      if (value && rest.data() != content.data() + at + name.size()) {
        ++found;
        break;
      }
    }
  return found;
}

}  // namespace

Cues cues_of(std::string_view path, std::string_view content) {
  const bool notebook = path.ends_with(".ipynb");
  const auto begins = [&](std::string_view word) {
    return content.starts_with(word.substr(1)) || content.find(word) != std::string_view::npos;
  };
  const bool flat = !begins("\ndef ") && !begins("\nclass ");
  const bool starts = notebook || flat || has(content, { "__main__", "app.run(", "streamlit" }) ||
                      acts_at_top(content);
  return { .starts = starts,
           .optimises = optimises_model(content),
           .loads = loads_weights(content),
           .predicts = predicts_something(content),
           .serves = has(content, { "Flask(", "FastAPI(", "streamlit", "gradio", "gr.Interface(" }),
           .measures = measures_model(content),
           .defines = defines_network(content),
           .uses_layers = has(content, { "tf.layers.", "tf.nn.", "slim.", "keras.layers",
                                         "nn.Linear(", "nn.Conv2d(" }),
           .tests = has(content, { "import unittest", "import pytest", "from unittest" }),
           .writes_data = writes_data_files(content),
           .sets = values_set(content) };
}

bool sets_options(std::string_view content) {
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
  return found >= 2;
}

std::vector<std::string> modules_imported(std::string_view content) {
  std::vector<std::string> modules;
  const auto add = [&](std::string_view text) {
    text = text.substr(0, text.find_first_of(" \t\r#;\\(\""));
    if (!text.empty() && modules.size() < most_imports) modules.emplace_back(text);
  };
  const auto add_each = [&](std::string_view prefix, std::string_view list) {
    while (!list.empty()) {
      const std::size_t end = std::min(list.find(','), list.size());
      std::string_view item = list.substr(0, end);
      item.remove_prefix(std::min(item.find_first_not_of(" \t("), item.size()));
      if (!item.empty()) add(std::string(prefix) + std::string(item));
      list.remove_prefix(std::min(end + 1, list.size()));
    }
  };
  while (!content.empty()) {
    const std::size_t end = std::min(content.find('\n'), content.size());
    std::string_view line = content.substr(0, end);
    content.remove_prefix(std::min(end + 1, content.size()));
    line.remove_prefix(std::min(line.find_first_not_of(" \t\""), line.size()));
    if (line.starts_with("import ")) {
      add_each("", line.substr(7));
    } else if (line.starts_with("from ")) {
      const std::size_t import = line.find(" import ");
      if (import == std::string_view::npos) continue;
      const std::string module(line.substr(5, import - 5));
      add(module);
      add_each(module.ends_with('.') ? module : module + ".", line.substr(import + 8));
    }
  }
  return modules;
}

}  // namespace reallyopen
