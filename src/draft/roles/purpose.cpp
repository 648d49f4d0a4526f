#include "draft/roles/purpose.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "repository/path.h"
#include "text/letters.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

std::string_view stem_of(std::string_view path) {
  const std::string_view name = name_of(path);
  return name.substr(0, name.rfind('.'));
}

bool is_script(std::string_view path) {
  const std::string ending = lower(path.substr(std::min(path.rfind('.'), path.size())));
  return ending == ".py" || ending == ".sh" || ending == ".ipynb" || ending == ".slurm" ||
         ending == ".sbatch";
}

// Functions of a package have the names of what they are called for: `R/predict.R`.
bool is_of_r_package(std::string_view path) {
  return name_of(folder_of(path)) == "R" && lower(path).ends_with(".r");
}

constexpr int longest_entry = 40;  // lines of code of a script that only calls the trainer

// Few lines that import something and call it.
bool is_thin_entry(std::string_view path, std::string_view content) {
  static const Pattern entry(R"(^((pre)?train|main|fine-?tune))", "train|main|tune");
  static const Pattern imports(R"((?m)^\s*(from|import)\s)", "from|import");
  static const Pattern calls(R"(\b(main|train|pretrain|run)\w*\()", "main|train|run");
  static const Pattern code_line(R"((?m)^\s*([^#\s].*)$)");
  if (!path.ends_with(".py") || !entry.found_in(name_of(path))) return false;
  std::string_view rest = content;
  int lines = 0;
  while (lines <= longest_entry && code_line.next_in(rest)) ++lines;
  return lines <= longest_entry && imports.found_in(content) && calls.found_in(content);
}

}  // namespace

bool is_aside(std::string_view path) {
  static const Pattern pattern(
    R"((?i)(^|/)(\.?tests?|\.ipynb_checkpoints|\.appledouble|__macosx|testing|test_(data|cases|files)|(\w+_)?fixtures?|third_?party|vendor(ed)?|node_modules|\.github|docs?|dependencies|)"
    R"(site-packages|retired_\w+|web_?demo|deploy(ment)?|benchmarks?)/)");
  return pattern.found_in(path);
}

bool is_deployed(std::string_view path) {
  static const Pattern pattern(R"((?i)(^|/)(web_?demo|deploy(ment)?)/)", "demo|deploy");
  return pattern.found_in(path);
}

bool is_trial(std::string_view path) {
  static const Pattern pattern(R"((?i)(^|/)(case[-_]stud\w+|examples?|experiments?|tutorials?)/)",
                               "stud|example|experiment|tutorial");
  return pattern.found_in(path);
}

bool may_train(std::string_view path) {
  static const Pattern token(
    R"((?i)(^|[/_.-])((pre|mid|re)?_?train(ing|ers?)?|fine_?-?tun(e|ing)|sft|dpo|grpo|ppo|rlhf|orpo|)"
    R"(q?lora|distill(ation)?|anneal(ing)?|long_?-?context|rl|speedrun|ptuning)([/_.0-9-]|$))");
  static const Pattern elsewhere(
    R"((?i)(^|/)(eval(uation)?s?|callbacks?|models?|data(sets?)?|tokenizers?|ocr|[a-z]+-convert|get_[a-z_]+)/)");
  static const Pattern other_purpose(
    R"((?i)(loss|infer|demo|api|server|predict|eval|test|utils?$|config|args|arguments|data|tokenizer|)"
    R"(requirements|setup|module|layers?|callback|submit|benchmark|prepare|preprocess|download|convert|)"
    R"(merge|export|serve|schedul|sync|backup))");
  static const Pattern plainly(R"((?i)^(pre)?train[._-]|^fine-?tun|^(sft|dpo|grpo)[._-])");
  if (!is_script(path) || is_aside(path) || elsewhere.found_in(path) || !token.found_in(path))
    return false;
  return plainly.found_in(name_of(path)) || !other_purpose.found_in(stem_of(path));
}

bool is_training_in_r(std::string_view path) {
  static const Pattern pattern(R"((?i)(^|/)(\d+[_-])?(train|fit)([_-]?(final_)?models?)?\.R$)",
                               ".r");
  return pattern.found_in(path) && !is_aside(path) && !is_of_r_package(path);
}

// `config/train_gpt2.py`: constants that a trainer reads, whatever its name and its comments say.
bool is_python_configuration(std::string_view path) {
  static const Pattern pattern(R"((?i)(^|/)(configs?|recipes)/[^/]*\.py$)");
  return pattern.found_in(path);
}

bool trains(std::string_view path, std::string_view content) {
  static const Pattern cue(
    R"(\.backward\(|Trainer\(|trainer\.(train|fit)\(|\.fit\(|torchrun|\bsrun\b|deepspeed\s|)"
    R"(accelerate launch|torch\.distributed\.(launch|run)|optimizer\.step\(|#SBATCH|mpirun|)"
    R"(from \w+(\.\w+)*\.(main|train\w*) import (main|train)\b|value_and_grad|\.train\((True)?\)|train_one_epoch\(|\btrain\(|pretrain\(|train_step|kauldron|run_training|TrainerConfig|)"
    R"((?i:python3?[^\n]*train[^\n]*\.py))");
  if (is_python_configuration(path)) return optimises(content);
  return cue.found_in(content) || is_thin_entry(path, content);
}

bool is_plain_entry(std::string_view path) {
  static const Pattern pattern(R"(^(main|run|launch|start)\.(py|sh)$)",
                               "main.|run.|launch.|start.");
  return pattern.found_in(path);
}

bool optimises(std::string_view content) {
  static const Pattern pattern(
    R"(\.backward\(|optimizer\.step\(|trainer\.fit\(|train_one_epoch\(|Trainer\(|estimator\.train\()",
    ".backward(|optimizer.step(|trainer.fit(|train_one_epoch(|trainer(|estimator.train(");
  return pattern.found_in(content);
}

bool may_prepare_data(std::string_view path) {
  static const Pattern verb(
    R"((?i)(^|/)(\d+_)?(prepare|pre_?proc(ess(ing)?)?|de(dup|duplicate|contaminate)|tokeni[sz]e|filter|clean|)"
    R"(convert|merge|repackage|(un)?shard|download|build|create|generate|make|collect|crawl|curate|mix|split|sample))"
    R"(([_.-][^/]*)?\.(py|sh|slurm|ipynb|r)$|(^|[/_-])(data_?prep|dedup|filter(ing)?|preprocess(ing)?|)"
    R"(decontaminate|data_?mix(ing)?)(_\w+)?\.(py|sh|slurm)$)");
  static const Pattern noun(
    R"((?i)data|corp(us|ora)|memmap|pajama|starcoder|jsonl|dedup|decontam|filter|prep(are|roc)|mixture|instruction|tfrecord|webdataset|to_wds)");
  static const Pattern folder(
    R"((?i)(^|/)(data_?prep(aration|rocess\w*)?|data_(clean|process|pipeline)\w*|datasets?_processing\w*|)"
    R"(preprocess(ing)?|\w*clean_pipeline|dedup(lication)?|feat(ure)?s?_?extract(ion)?|extract_feat(ure)?s?)/.*\.(py|sh|slurm|ipynb|cpp|cc|rs|go|m|R|jl)$)");
  static const Pattern other_purpose(
    R"((?i)changelog|model|generation|infer|tokenizer|content_filter|callback|trainer|checkpoint|weights|image|ckpt|)"
    R"(onnx|gguf|docker|wheel|release|source\.py$|__init__|requirements)");
  static const Pattern elsewhere(R"((?i)(^|/)(eval(uation)?s?|models?|callbacks?)/)");
  if (is_aside(path) || elsewhere.found_in(path) || other_purpose.found_in(name_of(path)) ||
      is_of_r_package(path))
    return false;
  return (verb.found_in(path) && noun.found_in(path)) || folder.found_in(path);
}

bool may_write_data(std::string_view path) {
  static const Pattern pattern(R"((?i)^data/([^/]+/)?[^/]+\.py$)", "data/");
  static const Pattern other_purpose(R"((?i)__init__|loader|dataset\.py$|utils?\.py$|tokenizer)");
  return pattern.found_in(path) && !is_aside(path) && !other_purpose.found_in(name_of(path));
}

bool writes_tokens(std::string_view content) {
  static const Pattern encodes(
    R"(tiktoken|\btokenizer\.encode|\benc\.encode|encode_ordinary|AutoTokenizer|SentencePiece)",
    "tiktoken|encode|autotokenizer|sentencepiece");
  static const Pattern writes(R"(\.tofile\(|\.tobytes\(|np\.memmap|write_datafile|save_to_disk)",
                              ".tofile(|.tobytes(|np.memmap|write_datafile|save_to_disk");
  return encodes.found_in(content) && writes.found_in(content);
}

bool may_evaluate(std::string_view path) {
  static const Pattern pattern(
    R"((?i)(^|[/_-])(eval(uate|uation)?|benchmark(ing)?|lm_eval|run_eval)(_\w+)?\.(py|sh|ipynb|slurm|m|R|jl)$|)"
    R"((^|/)eval(uation)?s?/[^/]+\.(py|sh)$)");
  static const Pattern elsewhere(
    R"((?i)(^|/)(\.?tests?|\.ipynb_checkpoints|third_?party|vendor|node_modules|\.github|docs?|dependencies)/|__init__|submit)");
  return pattern.found_in(path) && !elsewhere.found_in(path);
}

bool may_infer(std::string_view path) {
  static const Pattern pattern(
    R"((?i)(^|/)(run_)?(predict(ion)?|infer(ence)?|chat|demo|cli|txt2img|transcribe)(_\w+)?\.py$|(^|/)(\d+[_-])?predict\.R$|)"
    R"((^|/)(run_)?(generate|sample)(_(text|images?|(un)?conditional|samples|sequences|chat|hf|vllm|lora|mp|base))?\.py$|)"
    R"((^|/)inference/[^/]+\.py$|(^|/)generate/base\.py$)");
  static const Pattern other_purpose(
    R"((?i)(^|/)(__init__|convert\w*|\w*kernels?|model(ing)?(_\w+)?|utils?|setup|fp8_\w+)\.py$)");
  return pattern.found_in(path) && !other_purpose.found_in(path) && !is_aside(path) &&
         !is_of_r_package(path);
}

bool may_configure(std::string_view path) {
  static const Pattern kind(R"((?i)\.(ya?ml|json|toml|cfg|ini|conf)$)");
  static const Pattern python(
    R"((?i)(^|/)(configs?|recipes)/[^/]*\.py$|(^|/)[^/]*(config|cfg|hparams|hyper_?param|params)[^/]*\.py$)");
  static const Pattern elsewhere(
    R"((?i)(^|/)(eval(uation)?s?|infer(ence)?|results?|[a-z]+-convert)[/_.-]|(^|/)(metrics|reports?|outputs?|logs|mlruns|wandb)/|inference\.ya?ml$|(^|/)\.|package(-lock)?\.json$|)"
    R"(tokenizer|vocab|\.index\.json$|TRANSPARENCY)");
  return (kind.found_in(path) || python.found_in(path)) && !is_aside(path) &&
         !elsewhere.found_in(path);
}

bool names_settings(std::string_view written) {
  return !has_one_of(
    "data|label|vocab|token|deepspeed|accelerate|zero|result|metric|log|output|environment|env.|"
    "conda|docker|fsdp|schema|classes|class_|feature|index|requirements|package|split|fold|default_"
    "config|"
    "eval|test|infer|"
    "predict|"
    "demo",
    written);
}

bool sets_learning_rate(std::string_view content) {
  static const Pattern pattern(
    R"((?i)["']?\b(--)?(\w*[_.-])?(learning[_-]?rate|learn_rate|lr)(_\w+)?["']?\s*(["']?\s*[:=]|\s+)\s*(?:!!float\s+)?(["'\[]?[0-9.]+(e-?[0-9]+)?\b|\{|\$))");
  static const Pattern option(
    R"((?i)add_argument\(\s*["']--(\w+[_-])*(learning[_-]?rate|lr)["'][^\n]*\bdefault\s*=\s*[0-9.])");
  return pattern.found_in(content) || option.found_in(content);
}

bool sets_estimator(std::string_view content) {
  static const Pattern pattern(
    R"((?m)^[ \t"'{,-]*(?:\w+__)?(C|alpha|batch_size|colsample_bytree|degree|dropout|epochs|gamma|max_epochs|gradient_clip_val|accumulate_grad_batches|num_train_epochs|hidden_layer_sizes|l1_ratio|max_depth|max_iter|min_child_weight|min_samples_leaf|min_samples_split|n_epochs|n_estimators|n_neighbors|num_epochs|num_leaves|nTrees|ntree|n_trees|num_trees|mtry|min_data_in_leaf|reg_alpha|reg_lambda|subsample|weight_decay|EPOCHS|NUM_EPOCHS|BATCH_SIZE|DROPOUT|test_size|n_est|min_split|max_features|patience|train_batch_size|per_device_train_batch_size|gradient_accumulation_steps|warmup_steps|max_steps|max_seq_length|lora_alpha|lora_dropout|num_boost_round|early_stopping_rounds)["']?\s*[:=]\s*[\[({]?\s*["']?[0-9.])");
  std::set<std::string_view> keys;
  std::string_view key;
  while (keys.size() < 2 && pattern.next_in(content, key)) keys.insert(key);
  return keys.size() == 2;
}

bool sets_training_constants(std::string_view path, std::string_view content) {
  static const Pattern pattern(
    R"((?m)^(batch_size|max_iters|max_steps|num_epochs|epochs|weight_decay)\s*=\s*[0-9])",
    "batch_size|max_iters|max_steps|epochs|weight_decay");
  return is_python_configuration(path) && pattern.found_in(content);
}

int remoteness(std::string_view path) {
  static const Pattern sample(
    R"((?i)example|dummy|debug|tiny|sample|demo|toy|template|test|smoke)");
  static const Pattern later(R"((?i)fine-?_?tun|sft|dpo|grpo|ppo|lora|rlhf|chat|anneal|eval)");
  static const Pattern first(R"((?i)(^|[/_.-])(pre)?train([_.-]|$))");
  if (sample.found_in(path)) return 3;
  if (later.found_in(path)) return 2;
  return first.found_in(name_of(path)) ? 0 : 1;
}

}  // namespace reallyopen
