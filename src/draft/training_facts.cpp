// Datasets, hyperparameters and hardware, from scripts, configurations and the card's sentences.
#include <fmt/format.h>

#include <algorithm>

#include "configuration/hyperparameter.h"
#include "configuration/read.h"
#include "configuration/settings.h"
#include "draft/gather.h"
#include "draft/purpose.h"
#include "draft/read_file.h"
#include "text/lines.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_files_read = 200;
constexpr std::size_t most_datasets = 20;
constexpr std::size_t most_settings_read = 12;
// Values from further down the list are those of some run, and nobody's.
constexpr std::size_t most_settings_taken = 3;

void add_dataset(DatasetFact fact, Facts& facts) {
  const bool known = std::ranges::any_of(
    facts.datasets, [&](const DatasetFact& other) { return other.id == fact.id; });
  if (!known && facts.datasets.size() < most_datasets) facts.datasets.push_back(std::move(fact));
}

void gather_loads(const std::string& path, const std::string& text, Facts& facts) {
  static const Pattern load(
    R"((?:load_dataset\(|dataset(?:_name|_path|_id|s)?["']?\s*[:=]\s*\[?\s*|hf://datasets/|huggingface\.co/datasets/)\s*["']?([A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*[A-Za-z0-9])\b["'\s/?)\],#])");
  static const Pattern no_id(
    R"((?i)^(\.|path|your|data|datasets?|src|configs?|scripts?|tmp|mnt|home|s3|gs)/|/(path|to|train|test|dataset)$|\.(json|jsonl|csv|txt|py|bin|yaml|parquet|zst|gz)$)");
  std::string_view rest = text;
  std::string_view found;
  static const Pattern plain_name(
    R"(\bload_dataset\(\s*["']([A-Za-z][\w.-]{2,})["']|(?m:^\s*dataset\s*=\s*["']([A-Za-z][\w.-]{2,})["']))");
  std::string_view other;
  std::string_view names = text;
  static const Pattern kind_of_file(
    "(?i)json|csv|text|parquet|imagefolder|audiofolder|pandas|arrow");
  while (plain_name.next_in(names, found, other)) {
    const std::string_view name = found.data() ? found : other;
    if (!kind_of_file.matches(name) && !no_id.found_in(name))
      add_dataset({ .id = std::string(name),
                    .revision = "",
                    .source = fmt::format("{}:{}", path, line_number(text, name)) },
                  facts);
  }
  while (load.next_in(rest, found))
    if (!no_id.found_in(found))
      add_dataset({ .id = std::string(found),
                    .revision = "",
                    .source = fmt::format("{}:{}", path, line_number(text, found)) },
                  facts);
}

// Which of the linked datasets the model was trained on, only a person can say.
void gather_dataset_links(const std::string& path, const std::string& text, Facts& facts) {
  static const Pattern link(
    R"(https://huggingface\.co/datasets/([A-Za-z0-9][\w.-]*/[\w.-]*[A-Za-z0-9])(/resolve|/blob)?)");
  std::string_view rest = text;
  std::string_view found;
  std::string_view file;
  while (link.next_in(rest, found, file))
    if (file.empty())
      add_dataset({ .id = std::string(found),
                    .revision = "",
                    .source = fmt::format("{}:{}", path, line_number(text, found)) },
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
    std::string_view name = rest.substr(0, dot);
    rest.remove_prefix(std::min(dot + 1, rest.size()));
    // `betas[0]` is the first of a list.
    const std::size_t bracket = name.ends_with(']') ? name.rfind('[') : name.npos;
    pointer += "/" + std::string(name.substr(0, bracket));
    if (bracket != name.npos)
      pointer += "/" + std::string(name.substr(bracket + 1, name.size() - bracket - 2));
  }
  return pointer;
}

void gather_settings(const Document& document, Facts& facts) {
  for (const Setting& setting : list_settings(document)) {
    const Hyperparameter* known = find_hyperparameter(setting.name);
    if (!known || known->architecture || setting.about == Section::data || setting.merged) continue;
    const Node& value = *setting.value;
    if (value.tagged || value.text.empty() || value.text.size() > 60 ||
        is_filled_in_later(value.text))
      continue;
    const bool there = std::ranges::any_of(
      facts.hyperparameters,
      [&](const HyperparameterFact& fact) { return fact.name == known->id; });
    if (there) continue;
    HyperparameterFact fact{ .name = std::string(known->id),
                             .value = value.text,
                             .number = safe_number(value.text),
                             .from = "",
                             .source = place_of(document, value) };
    if (has_pointers(document.path)) fact.from = document.path + "#" + pointer_to(setting);
    facts.hyperparameters.push_back(std::move(fact));
  }
}

// Only what one launcher says together: machines of one and accelerators of another are nobody's.
struct Launches {
  std::vector<Fact> nodes, accelerators, of_each, models;

  explicit Launches(Ledger& ledger)
      : nodes(said_by(ledger, SourceKind::launch_script, "nodes")),
        accelerators(said_by(ledger, SourceKind::launch_script, "accelerators")),
        of_each(said_by(ledger, SourceKind::launch_script, "accelerators_per_node")),
        models(said_by(ledger, SourceKind::launch_script, "accelerator")) {}

  // What the script says first, in its commands or in its comments.
  static Sourced of(const std::string& path, bool in_comments, const std::vector<Fact>& facts) {
    for (const Fact& fact : facts)
      if (fact.place.path == path && fact.hint == in_comments)
        return { fact.value.text, source_of(fact) };
    return {};
  }
};

void take_launch(const std::string& path, bool in_comments, const Launches& launches,
                 HardwareFacts& hardware) {
  const Sourced in_all = Launches::of(path, in_comments, launches.accelerators);
  const Sourced each = Launches::of(path, in_comments, launches.of_each);
  const Sourced machines = Launches::of(path, in_comments, launches.nodes);
  const bool product = in_all.value.empty() && !each.value.empty() && !machines.value.empty();
  if (!in_all.value.empty()) {
    hardware.count = in_all;
    hardware.nodes = machines;
  } else if (product) {
    hardware.count = { fmt::format("{}", std::stoull(each.value) * std::stoull(machines.value)),
                       fmt::format("{}, {} for each of {} machine{}", each.source, each.value,
                                   machines.value, machines.value == "1" ? "" : "s") };
    hardware.nodes = machines;
  } else if (hardware.per_node.value.empty()) {
    hardware.per_node = each;
  }
  if (!hardware.count.value.empty())
    hardware.accelerator = Launches::of(path, in_comments, launches.models);
}

// What is commented out is better than nothing.
void gather_launches(Ledger& ledger, Facts& facts) {
  const Launches launches(ledger);
  HardwareFacts& hardware = facts.hardware;
  for (const bool in_comments : { false, true })
    for (const std::string& path : facts.survey.training)
      if (hardware.count.value.empty() && (!in_comments || hardware.per_node.value.empty()))
        take_launch(path, in_comments, launches, hardware);
}

// Committed tables and texts are training data where a script or configuration names them.
void gather_data_files(const Snapshot& snapshot, Facts& facts) {
  std::string texts;
  std::size_t read = 0;
  for (const auto* list : { &facts.survey.training, &facts.survey.setting_scripts,
                            &facts.survey.configurations, &facts.survey.preprocessing })
    for (const std::string& path : *list)
      if (++read <= most_files_read) texts += text_of(snapshot, path, 256u << 10);
  for (const std::string& path : facts.survey.data) {
    const std::string name = path.substr(path.rfind('/') + 1);
    (texts.find(name) == std::string::npos ? facts.data_candidates : facts.data_files)
      .push_back(path);
  }
}

}  // namespace

std::string safe_number(const std::string& text) {
  static const Pattern pattern(R"(([+-]?)(0|[1-9]\d*|)(?:\.(\d*))?(?:[eE]([+-]?)(\d+))?)");
  std::string sign;
  std::string whole;
  std::string fraction;
  std::string exponent_sign;
  std::string exponent;
  if (!pattern.matches(text, sign, whole, fraction, exponent_sign, exponent) ||
      (whole.empty() && fraction.empty()))
    return "";
  std::string result = (sign == "-" ? "-" : "") + (whole.empty() ? "0" : whole);
  if (text.find('.') != std::string::npos || !exponent.empty())
    result += "." + (fraction.empty() ? "0" : fraction);
  if (!exponent.empty()) result += "e" + (exponent_sign.empty() ? "+" : exponent_sign) + exponent;
  return result;
}

void gather_datasets(const Snapshot& snapshot, Facts& facts) {
  gather_data_files(snapshot, facts);
  std::size_t read = 0;
  for (const auto* list :
       { &facts.survey.configurations, &facts.survey.training, &facts.survey.preprocessing })
    for (const std::string& path : *list)
      if (++read <= most_files_read) gather_loads(path, text_of(snapshot, path), facts);
  const std::string card = below(facts.folder, "README.md");
  gather_dataset_links(card, text_of(snapshot, card), facts);
}

void gather_hyperparameters(const Snapshot& snapshot, Facts& facts) {
  // Of several files the values of one: those of different runs do not mix.
  std::size_t read = 0;
  for (auto* list : { &facts.survey.configurations, &facts.survey.setting_scripts }) {
    std::erase_if(*list, [&](const std::string& path) {
      if (format_of(path) == ConfigurationFormat::unknown || ++read > most_settings_read)
        return false;
      const auto document = values_of(snapshot, path);
      if (!document) facts.unreadable_settings.push_back(path);
      // A sample's values are nobody's; the list may name it all the same.
      const bool near = remoteness(path) < 3 && read <= most_settings_taken;
      if (document && facts.hyperparameters.empty() && near) gather_settings(*document, facts);
      return !document;
    });
  }
}

void gather_hardware(Ledger& ledger, Facts& facts) {
  constexpr std::size_t most_mentions = 3;
  HardwareFacts& hardware = facts.hardware;
  gather_launches(ledger, facts);
  for (const Fact& fact : said_by(ledger, SourceKind::card_text, "hardware")) {
    const bool named = std::ranges::find(facts.survey.cards, fact.place.path) !=
                       facts.survey.cards.end();
    if (!named || hardware.mentions.size() == most_mentions) continue;
    Sourced mention;
    set_if_empty(mention, fact.value.text, source_of(fact));
    hardware.mentions.push_back(std::move(mention));
  }
}

}  // namespace reallyopen
