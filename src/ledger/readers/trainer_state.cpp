// `trainer_state.json`, as transformers' Trainer writes it: what a run was planned to be, and how
// far it came (seen: transformers 5.23).
#include <algorithm>
#include <array>

#include "ledger/readers.h"

namespace reallyopen {
namespace {

constexpr std::array trainer_state_quantities = std::to_array<std::string_view>(
  { "steps", "steps_done", "epochs", "micro_batch_size", "learning_rate" });

void add_positive(std::string_view quantity, const Document& state, std::string_view key,
                  const std::string& scope, FactWriter& out, bool hint = false) {
  const Node* value = state.root.get(key);
  if (value && value->is_number() && value->number > 0)
    out.add(quantity, state, *value, scope, hint);
}

// The highest one that was logged; between two logs it may have been higher.
void add_learning_rate(const Document& state, const std::string& scope, FactWriter& out) {
  const Node* history = state.root.get("log_history");
  const Node* highest = nullptr;
  if (history)
    for (const Node& entry : history->items) {
      const Node* rate = entry.get("learning_rate");
      if (rate && rate->is_number() && (!highest || rate->number > highest->number)) highest = rate;
    }
  if (highest && highest->number > 0) out.add("learning_rate", state, *highest, scope, true);
}

}  // namespace

constinit const Reader trainer_state_reader = {
  .id = "trainer-state",
  .source = SourceKind::run_record,
  .quantities = trainer_state_quantities,
  .takes = [](std::string_view name, std::string_view) { return name == "trainer_state.json"; },
  .read =
    [](std::span<const SourceFile> files, FactWriter& out) {
  for (const SourceFile& file : files) {
    const auto state = out.values(file);
    if (!state || !state->root.is_mapping()) continue;
    add_positive("steps_done", *state, "global_step", file.folder, out);
    // Steps and epochs follow from each other, so one of them was nobody's choice.
    add_positive("steps", *state, "max_steps", file.folder, out, true);
    add_positive("epochs", *state, "num_train_epochs", file.folder, out, true);
    add_positive("micro_batch_size", *state, "train_batch_size", file.folder, out);
    add_learning_rate(*state, file.folder, out);
  }
  },
};

}  // namespace reallyopen
