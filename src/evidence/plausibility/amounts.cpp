// Steps, batches, lengths, epochs, tokens and samples, among themselves.
#include <fmt/format.h>

#include <algorithm>

#include "configuration/hyperparameter.h"
#include "evidence/plausibility/examinations.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr double token_margin = 1.1;
constexpr double row_margin = 10;  // crops and repeated samples

struct Amount {
  double value = 0;
  bool in_tokens = false;
  const Node* node = nullptr;
};

// The value that a stage states, else the whole run.
std::optional<Amount> amount_of(const Declarations& declarations, const Node* stage,
                                std::string_view id) {
  const Node* sections[] = { stage ? stage->get("hyperparameters") : nullptr,
                             declarations.find({ "hyperparameters" }) };
  for (const Node* section : sections) {
    if (!section) continue;
    for (const Member& member : section->members) {
      const Hyperparameter* known = find_hyperparameter(canonical_name(member.key.text));
      if (!known || known->id != id) continue;
      const Node* value = member.value.is_mapping() ? member.value.get("value") : &member.value;
      const auto number = stated_number(value);
      if (!number) continue;
      const bool tokens = member.value.is_mapping() &&
                          lower(member.value.string_at("unit")).find("token") != std::string::npos;
      return Amount{ *number, tokens, value };
    }
  }
  return std::nullopt;
}

// Devices and passes may multiply what is called the batch.
double factor_of(const Declarations& declarations, const Node* stage) {
  const auto passes = amount_of(declarations, stage, "gradient_accumulation_steps");
  double devices = 1;
  for (const Node* setup : each_of(declarations.find({ "hardware" })))
    devices = std::max(devices, stated_number(setup->get("count")).value_or(1));
  return devices * std::max(1.0, passes ? passes->value : 1.0);
}

void add(Plausibility& found, const Declarations& declarations, const Node& node,
         std::string_view field, std::string message) {
  found.amounts.push_back(
    { declarations.place(node), std::string(field), std::move(message), "hyperparameters" });
}

struct Seen {
  double tokens = 0;  // at most
  std::string said;   // `500 steps of 1024 times 2048`
};

std::optional<Seen> tokens_of(const Declarations& declarations, const Node* stage) {
  const auto own = stated_number(stage ? stage->get("steps") : nullptr);
  const auto run = amount_of(declarations, stage, "steps");
  const auto batch = amount_of(declarations, stage, "batch_size");
  const auto length = amount_of(declarations, stage, "sequence_length");
  const double steps = own ? *own : run ? run->value : 0;
  if (steps <= 0 || !batch || (!batch->in_tokens && !length)) return std::nullopt;
  const double each = batch->value * (batch->in_tokens ? 1 : length->value);
  const bool whole = batch->in_tokens || amount_of(declarations, stage, "micro_batch_size");
  const std::string of = batch->in_tokens
                           ? shown_number(each) + " tokens"
                           : shown_number(batch->value) + " times " + shown_number(length->value);
  return Seen{ steps * each * (whole ? 1 : factor_of(declarations, stage)),
               fmt::format("{} steps of {}", shown_number(steps), of) };
}

void examine_tokens(const Declarations& declarations, const Node& stage, Plausibility& found) {
  const auto stated = stated_number(stage.get("tokens"));
  const auto seen = tokens_of(declarations, &stage);
  if (!stated || !seen || *stated <= seen->tokens * token_margin) return;
  add(found, declarations, *stage.get("tokens"), "training.stages.tokens",
      fmt::format("{} tokens are more than {} see: {}", shown_number(*stated), seen->said,
                  shown_number(seen->tokens)));
}

// All rows of the data, where every source states them.
std::optional<double> rows_of(const Declarations& declarations) {
  const auto rows_in = [](const Node* size) -> std::optional<double> {
    if (!size) return std::nullopt;
    for (const std::string_view unit : { "rows", "images", "documents" })
      if (const auto number = stated_number(size->get(unit))) return number;
    return std::nullopt;
  };
  if (const auto total = rows_in(declarations.find({ "data", "total" }))) return total;
  double sum = 0;
  for (const Node* source : each_of(declarations.find({ "data", "sources" }))) {
    const auto rows = rows_in(source->get("size"));
    if (!rows) return std::nullopt;
    sum += *rows;
  }
  return sum > 0 ? std::optional(sum) : std::nullopt;
}

void examine_epochs(const Declarations& declarations, const Node& stage, Plausibility& found) {
  const auto rows = rows_of(declarations);
  const auto own = stated_number(stage.get("epochs"));
  const auto run = amount_of(declarations, &stage, "epochs");
  if (!rows || (!own && !run)) return;
  const double epochs = own ? *own : run->value;
  const auto samples = stated_number(stage.get("samples"));
  if (samples && *samples > row_margin * epochs * *rows + row_margin)
    add(found, declarations, *stage.get("samples"), "training.stages.samples",
        fmt::format("{} samples are more than {} epochs of {} rows have", shown_number(*samples),
                    shown_number(epochs), shown_number(*rows)));
  const auto steps = stated_number(stage.get("steps"));
  const auto batch = amount_of(declarations, &stage, "batch_size");
  if (!steps || !batch || batch->in_tokens || batch->value < 1) return;
  const double most = epochs * *rows / batch->value * factor_of(declarations, &stage);
  if (*steps > row_margin * most + row_margin)
    add(found, declarations, *stage.get("steps"), "training.stages.steps",
        fmt::format("{} steps are more than {} epochs of {} rows have in batches of {}",
                    shown_number(*steps), shown_number(epochs), shown_number(*rows),
                    shown_number(batch->value)));
}

}  // namespace

std::optional<double> most_tokens_seen(const Declarations& declarations) {
  if (declarations.find({ "training", "stages" })) return std::nullopt;
  const auto seen = tokens_of(declarations, nullptr);
  return seen ? std::optional(seen->tokens) : std::nullopt;
}

void examine_amounts(const Declarations& declarations, Plausibility& found) {
  for (const Node* stage : each_of(declarations.find({ "training", "stages" }))) {
    examine_tokens(declarations, *stage, found);
    examine_epochs(declarations, *stage, found);
  }
}

}  // namespace reallyopen
