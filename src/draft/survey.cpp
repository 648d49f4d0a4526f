#include "draft/survey.h"

#include <re2/re2.h>

#include <algorithm>
#include <memory>

#include "draft/purpose.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_files_looked_into = 4'000;
constexpr std::size_t longest_read = 256u << 10;
constexpr std::size_t most_entries = 1'000'000;

using List = std::vector<std::string> Survey::*;

// Files that their name alone makes what they are.
struct NameRow {
  List list;
  const char* pattern;  // of the path below the folder, whatever its letter case
};

constexpr NameRow name_rows[] = {
  { &Survey::licenses,
    R"((^|/)((model|use|code|data|weights?)[_-])?(licen[cs]e|copying)([_-][\w.-]+)?(\.(md|txt|rst))?$|(^|/)[^/]*licen[cs]e[ _-]agreement[^/]*(\.txt)?$)" },
  { &Survey::use_policies, R"((^|/)(use|usage|acceptable)[_-](use[_-])?policy(\.(md|txt))?$)" },
  { &Survey::lockfiles,
    R"((^|/)(uv|pixi|poetry|pdm|flake)\.lock$|(^|/)(Pipfile|requirements)\.lock$|(^|/)(conda-lock\.ya?ml|pylock(\.\w+)?\.toml|requirements[\w.-]*lock[\w.-]*\.txt)$)" },
  { &Survey::requirements,
    R"((^|/)(requirements[\w.-]*\.txt|pyproject\.toml|setup\.(py|cfg)|(conda|environment)[\w.-]*\.ya?ml|Pipfile|pixi\.toml)$)" },
  { &Survey::containers, R"((^|/)(Dockerfile([._-][\w.-]+)?|[\w.-]+\.Dockerfile|[\w.-]+\.def)$)" },
  { &Survey::weights,
    R"(\.(safetensors|gguf|ckpt|pth|pt|h5|onnx|msgpack|tflite)$|(^|/)(pytorch_model|model|adapter_model|diffusion_pytorch_model)[\w.-]*\.bin$)" },
  { &Survey::tokenizers,
    R"((^|/)(tokenizer(_config)?\.json|tokenizer\.model|vocab\.(json|txt)|merges\.txt|spiece\.model|[\w.-]*tokenizer[\w.-]*\.(json|model))$)" },
  { &Survey::architecture,
    R"((^|/)(config\.json|params\.json|(modeling|modelling)_\w+\.py|model(ing)?\.py)$)" },
  { &Survey::cards, R"((^|/)(README|readme)\.md$|(^|/)model[_ -]?card[\w.-]*\.md$)" },
  { &Survey::papers, R"(^[^/]*(paper|report|tech\w*|_\d+(\.\d+)?|[A-Z]\w+)\.pdf$)" },
  { &Survey::contributing, R"(^(\.github/|docs/)?CONTRIBUTING(\.(md|rst|txt))?$)" },
  { &Survey::conduct, R"(^(\.github/|docs/)?CODE_OF_CONDUCT(\.(md|rst|txt))?$)" },
  { &Survey::security, R"(^(\.github/|docs/)?SECURITY(\.(md|rst|txt))?$)" },
  { &Survey::changelogs, R"(^(CHANGELOG|CHANGES|RELEASES|HISTORY)(\.(md|rst|txt))?$)" },
  { &Survey::citations, R"(^CITATION\.cff$)" },
  { &Survey::logs,
    R"((^|/)(trainer_state\.json|train(ing)?[_-]?logs?(\.\w+)?)$|(^|/)events\.out\.tfevents[\w.-]+$)" },
  { &Survey::data,
    R"((^|/)data(sets?)?/.*\.(csv|tsv|jsonl|parquet|txt)(\.gz)?$|^(train|test|dataset)[\w.-]*\.(csv|jsonl|parquet)$)" },
};

// Tests and other people's code show nothing about the model; licences and policies count anywhere
// but there.
void sort_by_name(std::string_view path, const std::string& full, Survey& survey) {
  static const std::vector<std::unique_ptr<RE2>> patterns = [] {
    RE2::Options options;
    options.set_case_sensitive(false);
    std::vector<std::unique_ptr<RE2>> all;
    for (const NameRow& row : name_rows) all.push_back(std::make_unique<RE2>(row.pattern, options));
    return all;
  }();
  if (is_aside(path) && !path.starts_with(".github/") && !path.starts_with("docs/")) return;
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    if (!RE2::PartialMatch(re2::StringPiece(path.data(), path.size()), *patterns[i])) continue;
    if (name_rows[i].list == &Survey::architecture && is_trial(path)) return;
    (survey.*name_rows[i].list).push_back(full);
    return;
  }
}

struct BoundedReader {
  const Snapshot& snapshot;
  std::size_t left = most_files_looked_into;

  // Nothing where the content is elsewhere or the budget is spent.
  std::string operator()(const Entry& entry, Survey& survey) {
    if (left == 0) {
      survey.complete = false;
      return "";
    }
    --left;
    ReadResult read = snapshot.read(entry, longest_read);
    if (read.status == ReadStatus::missing) survey.complete = false;
    return std::move(read.bytes);
  }
};

void sort_by_content(std::string_view path, const Entry& entry, BoundedReader& read,
                     Survey& survey) {
  if (may_train(path) || is_plain_entry(path)) {
    const std::string content = read(entry, survey);
    if (may_train(path) ? trains(path, content) : optimises(content)) {
      survey.training.push_back(entry.path);
      if (sets_learning_rate(content)) survey.setting_scripts.push_back(entry.path);
      return;
    }
  }
  if (may_prepare_data(path)) return survey.preprocessing.push_back(entry.path);
  if (may_write_data(path) && writes_tokens(read(entry, survey)))
    return survey.preprocessing.push_back(entry.path);
  if (may_evaluate(path)) return survey.evaluation.push_back(entry.path);
  if (may_infer(path)) return survey.inference.push_back(entry.path);
  if (!may_configure(path)) return;
  const std::string content = read(entry, survey);
  if (sets_learning_rate(content) || sets_training_constants(path, content))
    survey.configurations.push_back(entry.path);
}

// A file without a byte is for nothing. Told by its object id, in either of git's formats.
bool is_empty(const Entry& entry) {
  return entry.id == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391" ||
         entry.id == "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813";
}

// Nearer to the root first, then by name.
void order(std::vector<std::string>& paths) {
  std::ranges::stable_sort(paths, {}, [](const std::string& path) {
    return std::pair(std::ranges::count(path, '/'), path);
  });
}

}  // namespace

Survey survey_files(const Snapshot& snapshot, std::string_view folder) {
  Survey survey;
  BoundedReader read{ snapshot };
  std::size_t entries = 0;
  const std::size_t skipped = folder.empty() ? 0 : folder.size() + 1;
  const auto unread = snapshot.walk(folder, [&](const Entry& entry) {
    const std::string_view path = std::string_view(entry.path).substr(skipped);
    if (entry.kind == EntryKind::submodule) {
      survey.submodules.push_back(entry);
    } else if (entry.kind == EntryKind::file && !is_empty(entry)) {
      sort_by_name(path, entry.path, survey);
      sort_by_content(path, entry, read, survey);
    }
    return ++entries < most_entries;
  });
  survey.complete = survey.complete && unread.empty() && entries < most_entries;
  for (const NameRow& row : name_rows) order(survey.*row.list);
  for (const List list : { &Survey::training, &Survey::preprocessing, &Survey::evaluation,
                           &Survey::inference, &Survey::configurations, &Survey::setting_scripts })
    order(survey.*list);
  for (const List list : { &Survey::configurations, &Survey::setting_scripts })
    std::ranges::stable_sort(survey.*list, {}, remoteness);
  return survey;
}

}  // namespace reallyopen
