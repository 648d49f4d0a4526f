#include "script/published_name.h"

#include <algorithm>
#include <array>
#include <string>

#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_id = 120;
constexpr std::size_t longest_address = 300;

std::string option_key(std::string_view name) {
  std::string key = lower(name);
  std::ranges::replace(key, '-', '_');
  return key;
}

bool is_id_letter(char letter) { return is_word_letter(letter) || letter == '-' || letter == '.'; }

}  // namespace

bool is_hub_id(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (text.size() > longest_id || slash == std::string_view::npos || slash == 0) return false;
  const std::string owner = lower(text.substr(0, slash));
  const std::string_view name = text.substr(slash + 1);
  constexpr std::array folders = std::to_array<std::string_view>(
    { "out",         "output",    "outputs",       "checkpoint", "checkpoints",   "ckpt",
      "ckpts",       "model",     "models",        "data",       "results",       "result",
      "runs",        "run",       "save",          "saved",      "weights",       "logs",
      "experiments", "tmp",       "cache",         "pretrained", "local",         "path",
      "assets",      "artifacts", "your_username", "username",   "your-username", "org",
      "owner" });
  if (std::ranges::find(folders, owner) != folders.end()) return false;
  const bool begins = is_ascii_letter(owner[0]) || is_digit(owner[0]);
  return begins && !name.empty() && std::ranges::all_of(owner, is_id_letter) &&
         std::ranges::all_of(name, is_id_letter) && owner.find('.') == std::string::npos;
}

bool is_ownerless_id(std::string_view text) {
  // From the list that the Hub calls canonical; what follows is of the same series.
  constexpr std::array whole = std::to_array<std::string_view>({ "gpt2",
                                                                 "gpt2-medium",
                                                                 "gpt2-large",
                                                                 "gpt2-xl",
                                                                 "distilgpt2",
                                                                 "openai-gpt",
                                                                 "ctrl",
                                                                 "camembert-base",
                                                                 "t5-small",
                                                                 "t5-base",
                                                                 "t5-large",
                                                                 "t5-3b",
                                                                 "t5-11b",
                                                                 "roberta-base",
                                                                 "roberta-large",
                                                                 "roberta-large-mnli",
                                                                 "roberta-base-openai-detector",
                                                                 "transfo-xl-wt103",
                                                                 "bert-base-cased",
                                                                 "bert-base-uncased",
                                                                 "bert-base-chinese",
                                                                 "bert-large-cased",
                                                                 "bert-large-uncased",
                                                                 "distilroberta-base" });
  constexpr std::array series = std::to_array<std::string_view>(
    { "bert-base-multilingual-", "bert-base-german-", "bert-base-cased-finetuned-",
      "bert-large-cased-whole-word-", "bert-large-uncased-whole-word-", "distilbert-base-",
      "albert-base-v", "albert-large-v", "albert-xlarge-v", "albert-xxlarge-v", "xlm-mlm-",
      "xlm-clm-", "xlm-roberta-base", "xlm-roberta-large", "xlnet-base-", "xlnet-large-" });
  return std::ranges::find(whole, text) != whole.end() ||
         (std::ranges::all_of(text, is_id_letter) &&
          std::ranges::any_of(series,
                              [&](std::string_view each) { return text.starts_with(each); }));
}

bool is_model_address(std::string_view text) {
  // A bucket (`gs://`, `s3://`) is mostly the developer's own.
  const bool is_web = text.starts_with("https://") || text.starts_with("http://") ||
                      text.starts_with("hf://") || text.starts_with("torchvision://");
  return is_web && text.size() <= longest_address && text.find("localhost") == text.npos &&
         text.find("127.0.0.1") == text.npos && text.find_first_of("{}$ <>") == text.npos;
}

bool is_name_of_base(std::string_view name) {
  return is_one_of(option_key(name), { "model_name_or_path", "pretrained_model_name_or_path",
                                       "base_model", "base_model_name", "base_model_name_or_path",
                                       "pretrained_model", "init_from" });
}

bool is_name_of_start(std::string_view name) {
  return is_one_of(option_key(name),
                   { "ckpt_path",          "resume_from",        "resume_from_checkpoint",
                     "resume_checkpoint",  "init_from",          "init_checkpoint",
                     "init_weights",       "initial_checkpoint", "initial_model",
                     "init_model",         "load_from",          "load_path",
                     "restore_path",       "restore_from",       "pretrained_path",
                     "pretrained_weights", "pretrained_ckpt",    "pretrained_checkpoint",
                     "pretrained",         "finetune_from",      "warm_start",
                     "checkpoint_url",     "pretrained_url",     "base_checkpoint",
                     "xgb_model",          "pretrainedvectors",  "resume" });
}

bool names_start(std::string_view key, std::string_view value) {
  if (is_name_of_base(key) && (is_hub_id(value) || is_ownerless_id(value))) return true;
  return (is_name_of_start(key) || is_name_of_base(key)) && is_model_address(value);
}

}  // namespace reallyopen
