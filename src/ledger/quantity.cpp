#include "ledger/quantity.h"

#include <algorithm>
#include <cmath>

#include "environment/package_list.h"
#include "text/letters.h"
#include "text/number_words.h"

namespace reallyopen {
namespace {

constexpr double padding = 0.02;  // of a vocabulary
constexpr double few = 4;         // tokens
constexpr double mixed_bits = 2;  // files of 2 bits hold layers of 4

constexpr Quantity rows[] = {
  { "name", "what the model is called", ValueKind::set },
  { "developer", "who made it", ValueKind::set },
  { "version", "version", ValueKind::set },
  { "repository", "where its source is", ValueKind::set },
  { "license", "the licence that is named", ValueKind::set },
  { "base_model", "the model it was made from", ValueKind::set },
  { "base_model_relation", "how it was made from that", ValueKind::set },
  { "language", "languages", ValueKind::set },
  { "task", "tasks", ValueKind::set },
  { "architecture", "architecture", ValueKind::set },
  { "parameters", "parameters", ValueKind::number },
  { "adapter_parameters", "parameters of the adapter", ValueKind::number },
  { "number_type", "number type of most weights", ValueKind::number_type },
  { "tensor_family", "family by the names of its tensors", ValueKind::text },
  { "stacks", "encoder and decoder", ValueKind::text },
  { "towers", "towers beside the text model", ValueKind::text },
  { "output_head", "output head", ValueKind::text },
  { "purpose", "what the model is for", ValueKind::text },
  { "layers", "layers", ValueKind::number },
  { "hidden_size", "hidden size", ValueKind::number },
  { "intermediate_size", "size of the feed-forward layers", ValueKind::number },
  { "attention_heads", "attention heads", ValueKind::number },
  { "key_value_heads", "key-value heads", ValueKind::number },
  { "experts", "experts", ValueKind::number },
  { "attention_width", "queries, keys and values together", ValueKind::number },
  { "tensor_size", "size of a tensor", ValueKind::number },
  { "quantisation", "how it was quantised", ValueKind::quantisation },
  { "bits_of_group", "bits of a group of packed numbers", ValueKind::number },
  { "bits", "bits of most weights", ValueKind::bits },
  { "adapter_kind", "kind of the adapter", ValueKind::text },
  { "adapter_rank", "rank of the adapter", ValueKind::number },
  { "adapter_target", "modules that are adapted", ValueKind::closed_set },
  { "adapter_layer", "layers that are adapted", ValueKind::closed_set },
  { "adapter_saved", "modules that are stored whole", ValueKind::closed_set },
  { "vocabulary_size", "vocabulary", ValueKind::vocabulary },
  { "tokenizer_size", "tokens of the tokenizer", ValueKind::set, "vocabulary_size" },
  { "context_length", "context length in tokens", ValueKind::number },
  { "dataset", "data sets", ValueKind::set },
  { "learning_rate", "learning rate", ValueKind::number },
  { "batch_size", "batch size of a step, over all devices", ValueKind::number },
  { "micro_batch_size", "batch size of a device and pass", ValueKind::number },
  { "gradient_accumulation_steps", "passes of a step", ValueKind::number },
  { "devices", "devices that trained together", ValueKind::number },
  { "optimizer", "optimizer", ValueKind::optimizer },
  { "schedule", "schedule of the learning rate", ValueKind::schedule },
  { "warmup_steps", "steps of warm-up", ValueKind::number },
  { "warmup_ratio", "share of warm-up", ValueKind::number },
  { "weight_decay", "weight decay", ValueKind::number },
  { "gradient_clipping", "gradient clipping", ValueKind::number },
  { "epochs", "epochs", ValueKind::number },
  { "steps", "steps", ValueKind::number },
  { "steps_done", "steps that were done", ValueKind::number },
  { "last_epoch", "last epoch of a log", ValueKind::number },
  { "last_step", "last step of a log", ValueKind::number },
  { "highest_learning_rate", "highest learning rate of a log", ValueKind::number },
  { "run_hours", "hours of a run", ValueKind::number },
  { "run_device", "device of a run", ValueKind::text },
  { "seed", "seed", ValueKind::number },
  { "precision", "precision of training", ValueKind::set },
  { "hardware", "what the card says of the hardware", ValueKind::set },
  { "accelerator", "accelerator that a scheduler is asked for", ValueKind::set },
  { "accelerators", "accelerators of a launch", ValueKind::number },
  { "accelerators_per_node", "accelerators of each machine", ValueKind::number },
  { "nodes", "machines of a launch", ValueKind::number },
  { "python", "version of Python", ValueKind::version },
  { "container_image", "images that containers are built on", ValueKind::set },
  { "package", "package versions", ValueKind::version },
  { "import", "modules that scripts import", ValueKind::set },
  { "evaluation_task", "tasks of evaluation commands", ValueKind::set },
  { "result", "evaluation results", ValueKind::set },
};

Agreement when(bool same) { return same ? Agreement::same : Agreement::different; }

// To a multiple of what a device computes at once.
bool is_padded(double tokens, double padded) {
  if (tokens > padded) return false;
  for (const double multiple : { 8, 16, 32, 64, 128, 256, 512 })
    if (std::ceil(tokens / multiple) * multiple == padded) return true;
  return false;
}

// Packed numbers stand for those of any type.
Agreement compare_number_types(std::string_view one, std::string_view other) {
  const std::set<std::string_view> a = stated_kinds(one);
  const std::set<std::string_view> b = stated_kinds(other);
  if (a.empty() || b.empty() || a.contains("packed") || b.contains("packed"))
    return Agreement::unknown;
  return when(std::ranges::any_of(a, [&](std::string_view kind) { return b.contains(kind); }));
}

// A scale beside the weights is of several methods. `other` is what the weights are: those that are
// not quantised may be while they are loaded.
Agreement compare_quantisations(std::string_view one, std::string_view other) {
  if (other == "none" && one.starts_with("bitsandbytes")) return Agreement::unknown;
  if (other != "scaled") return when(one == other);
  return when(one != "gptq" && one != "awq" && one != "mlx" && one != "none" &&
              !one.starts_with("bitsandbytes"));
}

}  // namespace

std::span<const Quantity> all_quantities() { return rows; }

bool is_setting_of_run(std::string_view id) {
  return std::ranges::find(settings_of_run, id) != std::end(settings_of_run);
}

const Quantity* find_quantity(std::string_view id) {
  const auto found = std::ranges::find(rows, id, &Quantity::id);
  return found == std::end(rows) ? nullptr : &*found;
}

bool exceeds(const Node& value, const Node& most) {
  const auto one = number_of(value);
  const auto other = number_of(most);
  return one && other && one->value > other->value * (1 + padding / 2) + few;
}

Agreement compare(const Quantity& quantity, const Node& one, const Node& other) {
  switch (quantity.kind) {
    case ValueKind::number:
      return compare_values(one, other);
    case ValueKind::vocabulary: {
      const auto a = number_of(one);
      const auto b = number_of(other);
      const bool padded = a && b &&
                          (std::abs(a->value - b->value) <= padding * b->value ||
                           is_padded(a->value, b->value) || is_padded(b->value, a->value));
      return padded ? Agreement::same : compare_values(one, other);
    }
    case ValueKind::optimizer:
      return compare_optimizers(one.text, other.text);
    case ValueKind::schedule:
      return compare_schedules(one.text, other.text);
    case ValueKind::version:
      return when(is_version(one.text, other.text) || is_version(other.text, one.text));
    case ValueKind::text:
      return when(squeezed(one.text) == squeezed(other.text));
    case ValueKind::number_type:
      return compare_number_types(one.text, other.text);
    case ValueKind::quantisation:
      return compare_quantisations(one.text, other.text);
    case ValueKind::bits:
      return when(std::abs(one.number - other.number) <= mixed_bits);
    case ValueKind::set:
    case ValueKind::closed_set:
      break;
  }
  return Agreement::unknown;
}

}  // namespace reallyopen
