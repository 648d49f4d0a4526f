// `trainer_state.json`, as transformers' Trainer writes it: what a run was planned to be, and how
// far it came (seen: transformers 5.23).
#include <algorithm>
#include <array>

#include "ledger/readers.h"

namespace reallyopen {
namespace {

constexpr std::array trainer_state_quantities = std::to_array<std::string_view>(
  { "steps", "steps_done", "epochs", "micro_batch_size" });

void add_positive(std::string_view quantity, const Document& state, std::string_view key,
                  const std::string& scope, FactWriter& out, bool hint = false) {
  const Node* value = state.root.get(key);
  if (value && value->is_number() && value->number > 0)
    out.add(quantity, state, *value, scope, hint);
}

// A checkpoint at the planned end is the whole run, where nothing was saved beside the model.
bool is_last(const Document& state) {
  const Node* done = state.root.get("global_step");
  const Node* planned = state.root.get("max_steps");
  return done && planned && done->is_number() && planned->is_number() &&
         done->number == planned->number;
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
    const bool whole = !files.front().folder.empty() && is_last(*state);
    const std::string scope = whole ? "" : file.folder;
    add_positive("steps_done", *state, "global_step", scope, out);
    // Steps and epochs follow from each other, so one of them was nobody's choice.
    add_positive("steps", *state, "max_steps", scope, out, true);
    add_positive("epochs", *state, "num_train_epochs", scope, out, true);
    add_positive("micro_batch_size", *state, "train_batch_size", scope, out);
  }
  },
};

}  // namespace reallyopen
