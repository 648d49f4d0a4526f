// What a trainer writes into the card: "The following hyperparameters were used during training",
// "Framework versions", each with a list of `- name: value` (seen: transformers 5.23, trl 1.16,
// sentence-transformers 6.2).
#include <algorithm>
#include <array>
#include <optional>

#include "configuration/hyperparameter.h"
#include "environment/package_list.h"
#include "ledger/readers.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::array card_lists_quantities = std::to_array<std::string_view>(
  { "learning_rate", "batch_size", "micro_batch_size", "gradient_accumulation_steps", "devices",
    "optimizer", "schedule", "warmup_steps", "warmup_ratio", "weight_decay", "epochs", "steps",
    "seed", "precision", "package" });

struct ListedRow {
  std::string_view name;
  std::string_view quantity;
};

// What trainers' cards call otherwise than their configurations. `train_batch_size`, and what
// diffusers calls the batch size, is that of a device, `total_train_batch_size` that of a step.
constexpr ListedRow listed_rows[] = {
  { "total_train_batch_size", "batch_size" },
  { "train_batch_size", "micro_batch_size" },
  { "batch_size", "micro_batch_size" },
  { "num_devices", "devices" },
  { "lr_scheduler_warmup_ratio", "warmup_ratio" },
  { "lr_scheduler_warmup_steps", "warmup_steps" },
  { "mixed_precision_training", "precision" },
};

// The quantity that a card means by a name, or "".
std::string_view quantity_of(std::string_view name) {
  const auto row = std::ranges::find(listed_rows, name, &ListedRow::name);
  if (row != std::end(listed_rows)) return row->quantity;
  const Hyperparameter* known = find_hyperparameter(name);
  const bool listed = known && std::ranges::find(card_lists_quantities, known->id) !=
                                 card_lists_quantities.end();
  return listed ? known->id : std::string_view();
}

// A line of the card, and where its first word stands.
struct Item {
  std::string_view name;
  std::string_view value;
  int column = 1;  // of the value
};

std::string_view unmarked(std::string_view text) { return trimmed(text, " \t\r*`_"); }

// `- learning_rate: 5e-05`, `- Transformers 5.23.0`, `- Transformers: 5.23.0`, `* `seed`: 42`
std::optional<Item> item_of(std::string_view line) {
  const std::size_t mark = line.find_first_not_of(" \t");
  if (mark == std::string_view::npos || (line[mark] != '-' && line[mark] != '*'))
    return std::nullopt;
  const std::string_view rest = line.substr(mark + 1);
  std::size_t end = rest.find(':');
  if (end == std::string_view::npos) end = rest.find_last_of(" \t");
  if (end == std::string_view::npos) return std::nullopt;
  Item item{ .name = unmarked(rest.substr(0, end)), .value = unmarked(rest.substr(end + 1)) };
  if (item.name.empty() || item.value.empty()) return std::nullopt;
  item.column = 1 + static_cast<int>(item.value.data() - line.data());
  return item;
}

// "Sentence Transformers" is `sentence-transformers`.
std::string package_of(std::string_view name) {
  std::string words(name);
  std::ranges::replace(words, ' ', '-');
  return package_name(words);
}

enum class List { none, hyperparameters, versions };

// Which list a line announces; a heading ends the list before it.
List announced(std::string_view line, List current) {
  const std::string text = lower(line.substr(0, 120));
  const bool heading = text.starts_with('#');
  if (text.find("hyperparameter") != std::string::npos &&
      (heading || text.find("used during ") != std::string::npos))
    return List::hyperparameters;
  if (text.find("framework version") != std::string::npos) return List::versions;
  return heading ? List::none : current;
}

class CardReader {
 public:
  CardReader(const SourceFile& file, FactWriter& out) : file_(file), out_(out) {}

  void read(std::string_view text) {
    List list = List::none;
    bool fenced = false;
    for (int number = 1; !text.empty(); ++number) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      const std::string_view line = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      if (line.starts_with("```")) fenced = !fenced;
      if (fenced) continue;
      list = announced(line, list);
      const auto item = list == List::none ? std::nullopt : item_of(line);
      if (item) take(list, *item, line, number);
    }
  }

 private:
  void take(List list, const Item& item, std::string_view line, int number) {
    const Place place{ .path = file_.entry.path,
                       .line = number,
                       .column = item.column,
                       .width = static_cast<int>(item.value.size()),
                       .line_text = std::string(line.substr(0, 400)) };
    if (list == List::versions && file_.folder.empty())
      out_.add("package", scalar(item.value), place, package_of(item.name));
    if (list == List::versions) return;
    // "Learning rate" of diffusers is `learning_rate`.
    std::string name = lower(item.name);
    std::ranges::replace(name, ' ', '_');
    if (const std::string_view quantity = quantity_of(name); !quantity.empty())
      add(quantity, scalar(item.value), place);
  }

  void add(std::string_view quantity, const Node& value, const Place& place) {
    // `None` and `-1` say that it is not set.
    if (is_one_of(value.text, { "None", "null" }) || (value.is_number() && value.number < 0))
      return;
    // Since transformers 5 a share may stand under the name of steps.
    if (quantity == "warmup_steps" && value.is_number() && value.number > 0 && value.number < 1)
      quantity = "warmup_ratio";
    out_.add(quantity, value, place, file_.folder);
  }

  const SourceFile& file_;
  FactWriter& out_;
};

}  // namespace

constinit const Reader card_lists_reader = {
  .id = "card-lists",
  .source = SourceKind::card_list,
  .quantities = card_lists_quantities,
  .takes = [](std::string_view name, std::string_view) { return name == "readme.md"; },
  .read =
    [](std::span<const SourceFile> files, FactWriter& out) {
  for (const SourceFile& file : files) CardReader(file, out).read(out.text(file));
  },
};

}  // namespace reallyopen
