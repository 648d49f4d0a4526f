// What the stated hardware can do in the stated hours, against what the training needs.
#include <fmt/format.h>

#include <algorithm>

#include "environment/accelerators.h"
#include "evidence/plausibility/examinations.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr double seconds = 3600;         // of an hour
constexpr double operations = 6;         // of a token and parameter: forward and backward pass
constexpr double frozen_operations = 2;  // where most parameters are not trained
constexpr double large = 3e9;            // parameters, of which few are an embedding
constexpr double of_layers = 0.5;        // of a smaller model: an embedding costs nothing
constexpr double hours_margin = 1.25;    // of what was rounded
constexpr double use_margin = 5;         // of utilisation: peaks are counted in several types
constexpr double counted_margin = 10;    // attention and recomputation

std::string accelerator_of(const Node& setup) {
  const Node* accelerator = setup.get("accelerator");
  if (!accelerator) return "";
  if (!accelerator->is_mapping()) return accelerator->text;
  return std::string(accelerator->string_at("vendor")) + " " +
         std::string(accelerator->string_at("model"));
}

struct Capacity {
  double half = 0;
  double fastest = 0;  // operations in all hours
};

// Nothing where model, count or hours are not known.
std::optional<Capacity> capacity_of(const Node& setup) {
  const auto peak = peak_of(accelerator_of(setup));
  const auto count = stated_number(setup.get("count"));
  const auto wall = stated_number(setup.get("wall_clock_hours"));
  auto hours = stated_number(setup.get("accelerator_hours"));
  if (count && wall) hours = std::max(hours.value_or(0), *count * *wall);
  if (!peak || !hours) return std::nullopt;
  return Capacity{ peak->half * *hours * seconds, peak->fastest * *hours * seconds };
}

void add(std::vector<ImplausibleStatement>& list, const Declarations& declarations,
         const Node& node, std::string subject, std::string message,
         std::initializer_list<std::pair<const Node*, const char*>> with) {
  ImplausibleStatement statement{ declarations.place(node), std::move(subject), std::move(message),
                                  "hardware" };
  for (const auto& [other, what] : with)
    if (other) statement.related.push_back({ declarations.place(*other), what });
  list.push_back(std::move(statement));
}

void examine_operations(const Declarations& declarations, const Node& setup, Plausibility& found) {
  const auto stated = stated_number(setup.get("compute_flop"));
  const auto capacity = capacity_of(setup);
  if (!stated || !capacity) return;
  const Node& node = *setup.get("compute_flop");
  if (*stated > capacity->fastest)
    return add(
      found.compute, declarations, node, "hardware.compute_flop",
      fmt::format("{} operations are more than this hardware does in its hours: {} at its "
                  "peak",
                  shown_number(*stated), shown_number(capacity->fastest)),
      { { setup.get("wall_clock_hours"), "the hours" }, { setup.get("count"), "the count" } });
  const auto use = stated_number(setup.get("utilization"));
  if (!use || *use <= 0) return;
  const double low = *stated / capacity->fastest;
  const double high = *stated / capacity->half;
  if (low > *use * use_margin || high < *use / use_margin)
    add(found.compute, declarations, *setup.get("utilization"), "hardware.utilization",
        fmt::format("{} operations in these hours use {:.2g} of the peak, not {:.2g}",
                    shown_number(*stated), high, *use),
        { { &node, "the operations" } });
}

void examine_hours(const Declarations& declarations, const Node& setup, Plausibility& found) {
  const auto count = stated_number(setup.get("count"));
  const auto wall = stated_number(setup.get("wall_clock_hours"));
  const auto hours = stated_number(setup.get("accelerator_hours"));
  if (count && wall && hours && *hours > hours_margin * *count * *wall + 1)
    add(found.hours, declarations, *setup.get("accelerator_hours"), "hardware.accelerator_hours",
        fmt::format("{} accelerator hours are more than {} accelerators have in {} hours",
                    shown_number(*hours), shown_number(*count), shown_number(*wall)),
        { { setup.get("count"), "the count" }, { setup.get("wall_clock_hours"), "the hours" } });
}

struct Work {
  double operations = 0;
  const Node* tokens = nullptr;
  double stated_tokens = 0;
};

// The operations that the stated tokens need at least; nothing where they are not known.
std::optional<Work> work_of(const Declarations& declarations) {
  const Node* parameters = declarations.find({ "model", "parameters" });
  if (!parameters) return std::nullopt;
  const bool parts = parameters->is_mapping();
  const auto total = stated_number(parts ? parameters->get("total") : parameters);
  const auto active = parts ? stated_number(parameters->get("active")) : std::nullopt;
  const auto trainable = parts ? stated_number(parameters->get("trainable")) : std::nullopt;
  if (!total) return std::nullopt;
  Work work;
  bool adapts = trainable && *trainable < *total / 2;
  for (const Node* stage : each_of(declarations.find({ "training", "stages" }))) {
    const auto tokens = stated_number(stage->get("tokens"));
    if (!tokens) continue;
    adapts |= stage->string_at("kind") == "adapter" || stage->string_at("kind") == "sft";
    work.tokens = stage->get("tokens");
    work.stated_tokens += *tokens;
  }
  const Node* total_tokens = declarations.find({ "data", "total", "tokens" });
  if (!work.tokens && stated_number(total_tokens)) {
    // A model that was made from another did not see what that one saw.
    const Node* bases = declarations.find({ "model", "base_models" });
    if (bases && !bases->items.empty()) return std::nullopt;
    work.tokens = total_tokens;
    work.stated_tokens = *stated_number(total_tokens);
  }
  if (!work.tokens) return std::nullopt;
  const double used = active.value_or(*total) * (*total < large ? of_layers : 1);
  work.operations = (adapts ? frozen_operations : operations) * used * work.stated_tokens;
  return work;
}

// Of a model whose layers are most of it: attention alone can be more of a small one.
void examine_count(const Declarations& declarations, const Node* counted, double tokens,
                   Plausibility& found) {
  constexpr double of_some_size = 1e8;
  const auto stated = stated_number(counted);
  const Node* parameters = declarations.find({ "model", "parameters" });
  const auto number = stated_number(parameters);
  if (!stated || !number || *number < of_some_size) return;
  if (*stated <= operations * *number * tokens * counted_margin) return;
  add(found.compute, declarations, *counted, "hardware.compute_flop",
      fmt::format("{} operations are more than ten times what {} tokens need",
                  shown_number(*stated), shown_number(tokens)),
      { { parameters, "the parameters" } });
}

void examine_work(const Declarations& declarations, Plausibility& found) {
  const auto work = work_of(declarations);
  const Node* hardware = declarations.find({ "hardware" });
  if (!work || !hardware) return;
  double capacity = 0;
  const Node* last = nullptr;
  const Node* counted = nullptr;
  for (const Node* setup : each_of(hardware)) {
    const auto one = capacity_of(*setup);
    // Machines of one stage say nothing of the others'.
    if (!one || setup->get("used_for")) return;
    capacity += one->fastest;
    last = setup;
    if (setup->get("compute_flop")) counted = setup->get("compute_flop");
  }
  if (!last) return;
  if (work->operations > capacity)
    return add(found.compute, declarations, *last, "hardware",
               fmt::format("this hardware does {} operations in its hours at its peak; {} tokens "
                           "need {}",
                           shown_number(capacity), shown_number(work->stated_tokens),
                           shown_number(work->operations)),
               { { work->tokens, "the tokens" },
                 { declarations.find({ "model", "parameters" }), "the parameters" } });
  examine_count(
    declarations, counted,
    std::min(work->stated_tokens, most_tokens_seen(declarations).value_or(work->stated_tokens)),
    found);
}

}  // namespace

void examine_compute(const Declarations& declarations, Plausibility& found) {
  for (const Node* setup : each_of(declarations.find({ "hardware" }))) {
    examine_operations(declarations, *setup, found);
    examine_hours(declarations, *setup, found);
  }
  if (found.compute.empty()) examine_work(declarations, found);
}

}  // namespace reallyopen
