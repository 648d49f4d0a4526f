// Datasets, hyperparameters and hardware, from scripts, configurations and the card's sentences.
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "configuration/hyperparameter.h"
#include "configuration/read.h"
#include "configuration/settings.h"
#include "draft/gather.h"
#include "draft/read_file.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_files_read = 200;
constexpr std::size_t most_datasets = 20;

long line_of(const std::string& text, const char* at) {
  return 1 + std::count(text.data(), at, '\n');
}

void add_dataset(DatasetFact fact, Facts& facts) {
  const bool known = std::ranges::any_of(
    facts.datasets, [&](const DatasetFact& other) { return other.id == fact.id; });
  if (!known && facts.datasets.size() < most_datasets) facts.datasets.push_back(std::move(fact));
}

void gather_loads(const std::string& path, const std::string& text, Facts& facts) {
  static const RE2 load(
    R"((?:load_dataset\(|dataset(?:_name|_path|_id|s)?["']?\s*[:=]\s*\[?\s*|hf://datasets/|huggingface\.co/datasets/)\s*["']?([A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*[A-Za-z0-9])\b["'\s/?)\],#])");
  static const RE2 no_id(
    R"((?i)^(\.|path|your|data|datasets?|src|configs?|scripts?|tmp|mnt|home|s3|gs)/|/(path|to|train|test|dataset)$|\.(json|jsonl|csv|txt|py|bin|yaml|parquet|zst|gz)$)");
  re2::StringPiece rest(text);
  re2::StringPiece found;
  while (RE2::FindAndConsume(&rest, load, &found))
    if (!RE2::PartialMatch(found, no_id))
      add_dataset({ .id = std::string(found.data(), found.size()),
                    .revision = "",
                    .source = fmt::format("{}:{}", path, line_of(text, found.data())) },
                  facts);
}

// What the manifest's `from` can point into.
bool has_pointers(std::string_view path) {
  const ConfigurationFormat format = format_of(path);
  return format == ConfigurationFormat::json || format == ConfigurationFormat::yaml ||
         format == ConfigurationFormat::toml;
}

std::string pointer_to(const Setting& setting) {
  std::string pointer;
  std::string_view rest = setting.path;
  while (!rest.empty()) {
    const std::size_t dot = std::min(rest.find('.'), rest.size());
    pointer += "/" + std::string(rest.substr(0, dot));
    rest.remove_prefix(std::min(dot + 1, rest.size()));
  }
  return pointer;
}

void gather_settings(const Document& document, Facts& facts) {
  for (const Setting& setting : list_settings(document)) {
    const Hyperparameter* known = find_hyperparameter(setting.name);
    if (!known || known->architecture || setting.about == Section::data || setting.merged) continue;
    const Node& value = *setting.value;
    if (value.text.empty() || value.text.size() > 60 || is_filled_in_later(value.text)) continue;
    const bool there = std::ranges::any_of(
      facts.hyperparameters,
      [&](const HyperparameterFact& fact) { return fact.name == known->id; });
    if (there) continue;
    HyperparameterFact fact{ .name = std::string(known->id),
                             .value = value.text,
                             .from = "",
                             .source = place_of(document, value) };
    if (has_pointers(document.path)) fact.from = document.path + "#" + pointer_to(setting);
    facts.hyperparameters.push_back(std::move(fact));
  }
}

void gather_directives(const std::string& path, const std::string& text, HardwareFacts& hardware) {
  static const RE2 nodes(R"((?m)^#SBATCH\s+(?:--nodes|-N)[= ]+(\d+))");
  static const RE2 devices(
    R"((?m)^#SBATCH\s+--(?:gres=gpu|gpus-per-node|gpus)(?:[:=]\s*[a-z]\w*)?[:= ]+(\d+))");
  static const RE2 processes(R"(--nproc[_-]per[_-]node[= ]+(\d+))");
  const auto take = [&](const RE2& pattern, Sourced& fact) {
    re2::StringPiece found;
    if (RE2::PartialMatch(text, pattern, &found))
      set_if_empty(fact, std::string_view(found.data(), found.size()),
                   fmt::format("{}:{}", path, line_of(text, found.data())));
  };
  take(nodes, hardware.nodes);
  take(devices, hardware.count);
  take(processes, hardware.count);
}

// Sentences that name an accelerator and speak of training.
void gather_mentions(const std::string& path, const std::string& text, HardwareFacts& hardware) {
  static const RE2 sentence(
    R"(((?i)[^.\n|]*\b(?:(?:pre-?)?train\w*|GPU[- ]hours)\b[^.\n|]*\b(?:A100|H100|H200|H800|A800|V100|TPU|MI250X?|MI300X?|GH200|RTX ?\d{4}|L40S?|T4|P100|GPUs?)\b[^.\n|]*|[^.\n|]*\b(?:A100|H100|H200|H800|A800|V100|TPU|MI250X?|MI300X?|GH200|RTX ?\d{4})\b[^.\n|]*\b(?:(?:pre-?)?train\w*|GPU[- ]hours)\b[^.\n|]*))");
  re2::StringPiece rest(text);
  re2::StringPiece found;
  while (hardware.mentions.size() < 3 && RE2::FindAndConsume(&rest, sentence, &found)) {
    Sourced mention;
    set_if_empty(mention, std::string_view(found.data(), std::min<std::size_t>(found.size(), 200)),
                 fmt::format("{}:{}", path, line_of(text, found.data())));
    hardware.mentions.push_back(std::move(mention));
  }
}

}  // namespace

void gather_datasets(const Snapshot& snapshot, Facts& facts) {
  std::size_t read = 0;
  for (const auto* list :
       { &facts.survey.configurations, &facts.survey.training, &facts.survey.preprocessing })
    for (const std::string& path : *list)
      if (++read <= most_files_read) gather_loads(path, text_of(snapshot, path), facts);
}

void gather_hyperparameters(const Snapshot& snapshot, Facts& facts) {
  // Of several files the values of one: those of different runs do not mix.
  for (const auto* list : { &facts.survey.configurations, &facts.survey.setting_scripts })
    for (const std::string& path : *list) {
      if (const auto document = values_of(snapshot, path)) gather_settings(*document, facts);
      if (!facts.hyperparameters.empty()) return;
    }
}

void gather_hardware(const Snapshot& snapshot, Facts& facts) {
  std::size_t read = 0;
  for (const std::string& path : facts.survey.training)
    if (++read <= most_files_read && !path.ends_with(".py"))
      gather_directives(path, text_of(snapshot, path), facts.hardware);
  for (const std::string& path : facts.survey.cards)
    if (++read <= most_files_read) gather_mentions(path, text_of(snapshot, path), facts.hardware);
}

}  // namespace reallyopen
