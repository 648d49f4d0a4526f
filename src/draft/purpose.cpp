#include "draft/purpose.h"

#include <re2/re2.h>

namespace reallyopen {
namespace {

bool found(std::string_view text, const RE2& pattern) {
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

std::string_view name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string_view stem_of(std::string_view path) {
  const std::string_view name = name_of(path);
  return name.substr(0, name.rfind('.'));
}

bool is_script(std::string_view path) {
  static const RE2 pattern(R"((?i)\.(py|sh|ipynb|slurm|sbatch)$)");
  return found(path, pattern);
}

constexpr int longest_entry = 40;  // lines of code of a script that only calls the trainer

// Few lines that import something and call it.
bool is_thin_entry(std::string_view path, std::string_view content) {
  static const RE2 entry(R"(^((pre)?train|main|fine-?tune))");
  static const RE2 imports(R"((?m)^\s*(from|import)\s)");
  static const RE2 calls(R"(\b(main|train|pretrain|run)\w*\()");
  static const RE2 code_line(R"((?m)^\s*([^#\s].*)$)");
  if (!path.ends_with(".py") || !found(name_of(path), entry)) return false;
  re2::StringPiece rest(content.data(), content.size());
  int lines = 0;
  while (lines <= longest_entry && RE2::FindAndConsume(&rest, code_line)) ++lines;
  return lines <= longest_entry && found(content, imports) && found(content, calls);
}

}  // namespace

bool is_aside(std::string_view path) {
  static const RE2 pattern(
    R"((?i)(^|/)(tests?|testing|test_(data|cases|files)|(\w+_)?fixtures?|third_?party|vendor(ed)?|node_modules|\.github|docs?|dependencies|)"
    R"(site-packages|retired_\w+|web_?demo|deploy(ment)?|benchmarks?)/)");
  return found(path, pattern);
}

bool is_trial(std::string_view path) {
  static const RE2 pattern(R"((?i)(^|/)(case[-_]stud\w+|examples?|experiments?|tutorials?)/)");
  return found(path, pattern);
}

bool may_train(std::string_view path) {
  static const RE2 token(
    R"((?i)(^|[/_.-])((pre|mid|re)?_?train(ing|ers?)?|fine_?-?tun(e|ing)|sft|dpo|grpo|ppo|rlhf|orpo|)"
    R"(q?lora|distill(ation)?|anneal(ing)?|long_?-?context|rl|speedrun|ptuning)([/_.0-9-]|$))");
  static const RE2 elsewhere(
    R"((?i)(^|/)(eval(uation)?s?|callbacks?|models?|data(sets?)?|tokenizers?|ocr|[a-z]+-convert|get_[a-z_]+)/)");
  static const RE2 other_purpose(
    R"((?i)(loss|infer|demo|api|server|predict|eval|test|utils?$|config|args|arguments|data|tokenizer|)"
    R"(requirements|setup|module|layers?|callback|submit|benchmark|prepare|preprocess|download|convert|)"
    R"(merge|export|serve|schedul|sync|backup))");
  static const RE2 plainly(R"((?i)^(pre)?train[._-]|^fine-?tun|^(sft|dpo|grpo)[._-])");
  if (!is_script(path) || is_aside(path) || found(path, elsewhere) || !found(path, token))
    return false;
  return found(name_of(path), plainly) || !found(stem_of(path), other_purpose);
}

// `config/train_gpt2.py`: constants that a trainer reads, whatever its name and its comments say.
bool is_python_configuration(std::string_view path) {
  static const RE2 pattern(R"((?i)(^|/)(configs?|recipes)/[^/]*\.py$)");
  return found(path, pattern);
}

bool trains(std::string_view path, std::string_view content) {
  static const RE2 cue(
    R"(\.backward\(|Trainer\(|trainer\.(train|fit)\(|\.fit\(|torchrun|\bsrun\b|deepspeed\s|)"
    R"(accelerate launch|torch\.distributed\.(launch|run)|optimizer\.step\(|#SBATCH|mpirun|)"
    R"(from \w+(\.\w+)*\.(main|train\w*) import (main|train)\b|value_and_grad|\.train\((True)?\)|train_one_epoch\(|\btrain\(|pretrain\(|train_step|kauldron|run_training|TrainerConfig|)"
    R"((?i:python3?[^\n]*train[^\n]*\.py))");
  if (is_python_configuration(path)) return optimises(content);
  return found(content, cue) || is_thin_entry(path, content);
}

bool is_plain_entry(std::string_view path) {
  static const RE2 pattern(R"(^(main|run|launch|start)\.(py|sh)$)");
  return found(path, pattern);
}

bool optimises(std::string_view content) {
  static const RE2 pattern(
    R"(\.backward\(|optimizer\.step\(|trainer\.fit\(|train_one_epoch\(|Trainer\(|estimator\.train\()");
  return found(content, pattern);
}

bool may_prepare_data(std::string_view path) {
  static const RE2 verb(
    R"((?i)(^|/)(\d+_)?(prepare|pre_?proc(ess(ing)?)?|de(dup|duplicate|contaminate)|tokeni[sz]e|filter|clean|)"
    R"(convert|merge|repackage|(un)?shard|download|build|create|generate|make|collect|crawl|curate|mix|split|sample))"
    R"(([_.-][^/]*)?\.(py|sh|slurm|ipynb)$|(^|[/_-])(data_?prep|dedup|filter(ing)?|preprocess(ing)?|)"
    R"(decontaminate|data_?mix(ing)?)(_\w+)?\.(py|sh|slurm)$)");
  static const RE2 noun(
    R"((?i)data|corp(us|ora)|memmap|pajama|starcoder|jsonl|dedup|decontam|filter|prep(are|roc)|mixture|instruction|tfrecord|webdataset|to_wds)");
  static const RE2 folder(
    R"((?i)(^|/)(data_?prep(aration|rocess\w*)?|data_(clean|process|pipeline)\w*|datasets?_processing\w*|)"
    R"(preprocess(ing)?|\w*clean_pipeline|dedup(lication)?)/.*\.(py|sh|slurm|ipynb|cpp|cc|rs|go)$)");
  static const RE2 other_purpose(
    R"((?i)changelog|model|generation|infer|tokenizer|content_filter|checkpoint|weights|image|ckpt|)"
    R"(onnx|gguf|docker|wheel|release|source\.py$|__init__|requirements)");
  static const RE2 elsewhere(R"((?i)(^|/)(eval(uation)?s?|models?|callbacks?)/)");
  if (is_aside(path) || found(path, elsewhere) || found(name_of(path), other_purpose)) return false;
  return (found(path, verb) && found(path, noun)) || found(path, folder);
}

bool may_write_data(std::string_view path) {
  static const RE2 pattern(R"((?i)^data/([^/]+/)?[^/]+\.py$)");
  static const RE2 other_purpose(R"((?i)__init__|loader|dataset\.py$|utils?\.py$|tokenizer)");
  return found(path, pattern) && !is_aside(path) && !found(name_of(path), other_purpose);
}

bool writes_tokens(std::string_view content) {
  static const RE2 encodes(
    R"(tiktoken|\btokenizer\.encode|\benc\.encode|encode_ordinary|AutoTokenizer|SentencePiece)");
  static const RE2 writes(R"(\.tofile\(|\.tobytes\(|np\.memmap|write_datafile|save_to_disk)");
  return found(content, encodes) && found(content, writes);
}

bool may_evaluate(std::string_view path) {
  static const RE2 pattern(
    R"((?i)(^|[/_-])(eval(uate|uation)?|benchmark(ing)?|lm_eval|run_eval)(_\w+)?\.(py|sh|ipynb|slurm)$|)"
    R"((^|/)eval(uation)?s?/[^/]+\.(py|sh)$)");
  static const RE2 elsewhere(
    R"((?i)(^|/)(tests?|third_?party|vendor|node_modules|\.github|docs?|dependencies)/|__init__|submit)");
  return found(path, pattern) && !found(path, elsewhere);
}

bool may_infer(std::string_view path) {
  static const RE2 pattern(
    R"((?i)(^|/)(run_)?(predict(ion)?|infer(ence)?|chat|demo|cli|txt2img|transcribe)(_\w+)?\.py$|)"
    R"((^|/)(run_)?(generate|sample)(_(text|images?|(un)?conditional|samples|sequences|chat|hf|vllm|lora|mp|base))?\.py$|)"
    R"((^|/)inference/[^/]+\.py$|(^|/)generate/base\.py$)");
  static const RE2 other_purpose(
    R"((?i)(^|/)(__init__|convert\w*|\w*kernels?|model(ing)?(_\w+)?|utils?|setup|fp8_\w+)\.py$)");
  return found(path, pattern) && !found(path, other_purpose) && !is_aside(path);
}

bool may_configure(std::string_view path) {
  static const RE2 kind(R"((?i)\.(ya?ml|json|toml)$)");
  static const RE2 python(R"((?i)(^|/)(configs?|recipes)/[^/]*\.py$|(^|/)[^/]*config[^/]*\.py$)");
  static const RE2 elsewhere(
    R"((?i)(^|/)(eval(uation)?s?|infer(ence)?|results?|[a-z]+-convert)[/_.-]|inference\.ya?ml$|(^|/)\.|package(-lock)?\.json$|)"
    R"(tokenizer|vocab|\.index\.json$|TRANSPARENCY)");
  return (found(path, kind) || found(path, python)) && !is_aside(path) && !found(path, elsewhere);
}

bool sets_learning_rate(std::string_view content) {
  static const RE2 pattern(
    R"((?i)["']?\b(--)?(\w*[_.-])?(learning[_-]?rate|lr)["']?\s*(["']?\s*[:=]|\s+)\s*(["']?[0-9.]+(e-?[0-9]+)?\b|\{|\$))");
  static const RE2 option(
    R"((?i)add_argument\(\s*["']--(\w+[_-])*(learning[_-]?rate|lr)["'][^\n]*\bdefault\s*=\s*[0-9.])");
  return found(content, pattern) || found(content, option);
}

bool sets_training_constants(std::string_view path, std::string_view content) {
  static const RE2 pattern(
    R"((?m)^(batch_size|max_iters|max_steps|num_epochs|epochs|weight_decay)\s*=\s*[0-9])");
  return is_python_configuration(path) && found(content, pattern);
}

int remoteness(std::string_view path) {
  static const RE2 sample(R"((?i)example|dummy|debug|tiny|sample|demo|toy|template|test|smoke)");
  static const RE2 later(R"((?i)fine-?_?tun|sft|dpo|grpo|ppo|lora|rlhf|chat|anneal|eval)");
  static const RE2 first(R"((?i)(^|[/_.-])(pre)?train([_.-]|$))");
  if (found(path, sample)) return 3;
  if (found(path, later)) return 2;
  return found(name_of(path), first) ? 0 : 1;
}

}  // namespace reallyopen
