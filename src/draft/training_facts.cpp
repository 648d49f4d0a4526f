// Datasets, hyperparameters and hardware, from scripts, configurations and the card's sentences.
#include <fmt/format.h>

#include <algorithm>

#include "configuration/hyperparameter.h"
#include "configuration/read.h"
#include "configuration/settings.h"
#include "draft/gather.h"
#include "draft/read_file.h"
#include "draft/roles/purpose.h"
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

// Of the files that have a role in the training, in that order.
void gather_loads(Ledger& ledger, Facts& facts) {
  std::size_t read = 0;
  for (const auto* list :
       { &facts.survey.configurations, &facts.survey.training, &facts.survey.preprocessing })
    for (const std::string& path : *list) {
      if (++read > most_files_read) return;
      for (const Fact& fact : ledger.in_file(path, SourceKind::script))
        if (fact.quantity->id == "dataset")
          add_dataset({ .id = fact.value.text, .revision = "", .source = source_of(fact) }, facts);
    }
}

// Which of the linked datasets the model was trained on, only a person can say.
void gather_dataset_links(Ledger& ledger, Facts& facts) {
  const std::string card = below(facts.folder, "README.md");
  for (const Fact& fact : ledger.about("dataset", SourceKind::card_text))
    if (fact.place.path == card)
      add_dataset({ .id = fact.value.text, .revision = "", .source = source_of(fact) }, facts);
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
void take_launch(const std::vector<Fact>& said, bool in_comments, HardwareFacts& hardware) {
  const auto first = [&](std::string_view quantity) {
    for (const Fact& fact : said)
      if (fact.quantity->id == quantity && fact.hint == in_comments)
        return Sourced{ fact.value.text, source_of(fact) };
    return Sourced{};
  };
  const Sourced in_all = first("accelerators");
  const Sourced each = first("accelerators_per_node");
  const Sourced machines = first("nodes");
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
  if (!hardware.count.value.empty()) hardware.accelerator = first("accelerator");
}

// What is commented out is better than nothing.
void gather_launches(Ledger& ledger, Facts& facts) {
  HardwareFacts& hardware = facts.hardware;
  std::vector<std::vector<Fact>> launches;
  for (const std::string& path : facts.survey.training)
    if (launches.size() < most_files_read)
      launches.push_back(ledger.in_file(path, SourceKind::launch_script));
  for (const bool in_comments : { false, true })
    for (const std::vector<Fact>& said : launches)
      if (hardware.count.value.empty() && (!in_comments || hardware.per_node.value.empty()))
        take_launch(said, in_comments, hardware);
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

void gather_datasets(const Snapshot& snapshot, Ledger& ledger, Facts& facts) {
  gather_data_files(snapshot, facts);
  gather_loads(ledger, facts);
  gather_dataset_links(ledger, facts);
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
  for (const Fact& fact : ledger.about("hardware", SourceKind::card_text)) {
    const bool named = std::ranges::find(facts.survey.cards, fact.place.path) !=
                       facts.survey.cards.end();
    if (!named || hardware.mentions.size() == most_mentions) continue;
    Sourced mention;
    set_if_empty(mention, fact.value.text, source_of(fact));
    hardware.mentions.push_back(std::move(mention));
  }
}

}  // namespace reallyopen
