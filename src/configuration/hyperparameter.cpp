#include "configuration/hyperparameter.h"

#include <algorithm>
#include <cmath>

namespace reallyopen {
namespace {

constexpr double padding = 0.02;

constexpr Hyperparameter rows[] = {
  { "learning_rate",
    Measure::positive,
    false,
    { "learning_rate", "lr", "peak_lr", "peak_learning_rate", "max_lr", "max_learning_rate" } },
  { "min_learning_rate", Measure::number, false, { "min_learning_rate", "min_lr", "lr_min" } },
  { "weight_decay", Measure::number, false, { "weight_decay", "wd" } },
  { "betas", Measure::number, false, { "betas", "adam_betas" } },
  { "beta1", Measure::number, false, { "beta1", "beta_1", "adam_beta1", "betas[0]" } },
  { "beta2", Measure::number, false, { "beta2", "beta_2", "adam_beta2", "betas[1]" } },
  { "epsilon", Measure::positive, false, { "epsilon", "eps", "adam_epsilon", "adam_eps" } },
  { "gradient_clipping",
    Measure::positive,
    false,
    { "gradient_clipping", "gradient_clip", "grad_clip", "max_grad_norm", "clip_grad",
      "clip_grad_norm", "gradient_clip_val", "gradient_clip_norm", "gradient_clipping_norm",
      "clip_norm" } },
  { "warmup_steps",
    Measure::positive,
    false,
    { "warmup_steps", "num_warmup_steps", "lr_warmup_steps", "warmup_iters", "lr_warmup_iters",
      "warmup_iterations", "n_warmup_steps" } },
  { "warmup_ratio",
    Measure::positive,
    false,
    { "warmup_ratio", "warmup_fraction", "warmup_proportion", "lr_warmup_fraction" } },
  { "warmup_epochs", Measure::positive, false, { "warmup_epochs", "num_warmup_epochs" } },
  { "epochs",
    Measure::positive,
    false,
    { "epochs", "num_epochs", "num_train_epochs", "max_epochs", "n_epochs", "total_epochs",
      "train_epochs" } },
  { "steps",
    Measure::positive,
    false,
    { "steps", "max_steps", "train_steps", "training_steps", "total_steps", "num_steps", "n_steps",
      "num_train_steps", "num_training_steps", "max_train_steps", "train_iters", "train_iterations",
      "max_iters", "max_iter", "max_iterations", "total_iters", "num_iterations", "iterations" } },
  { "batch_size",
    Measure::batch,
    false,
    { "batch_size", "train_batch_size", "global_batch_size", "total_batch_size",
      "global_train_batch_size" } },
  { "micro_batch_size",
    Measure::positive,
    false,
    { "micro_batch_size", "train_micro_batch_size_per_gpu", "micro_batch_size_per_gpu",
      "per_device_train_batch_size", "per_gpu_train_batch_size", "device_train_microbatch_size",
      "device_batch_size" } },
  { "gradient_accumulation_steps",
    Measure::positive,
    false,
    { "gradient_accumulation_steps", "gradient_accumulation", "gas", "grad_accum",
      "grad_accum_steps", "accumulation_steps", "accumulate_grad_batches", "accum_iter" } },
  { "seed",
    Measure::number,
    false,
    { "seed", "random_seed", "train_seed", "global_seed", "rng_seed" } },
  { "optimizer",
    Measure::optimizer,
    false,
    { "optimizer", "optim", "optimizer_type", "optimizer_name", "optimizer.type",
      "optimizer.name" } },
  { "schedule",
    Measure::schedule,
    false,
    { "schedule", "scheduler", "lr_schedule", "learning_rate_schedule", "lr_scheduler",
      "lr_scheduler_type", "scheduler_type", "lr_decay_style", "scheduler.type", "scheduler.name",
      "lr_scheduler.type", "lr_scheduler.name" } },
  { "sequence_length",
    Measure::positive,
    false,
    { "sequence_length", "seq_length", "seq_len", "max_seq_len", "max_seq_length",
      "max_sequence_length", "block_size" } },
  { "layers",
    Measure::positive,
    true,
    { "layers", "num_layers", "n_layers", "n_layer", "num_hidden_layers" } },
  { "attention_heads",
    Measure::positive,
    true,
    { "attention_heads", "num_attention_heads", "n_heads", "n_head", "num_heads", "heads" } },
  { "key_value_heads",
    Measure::positive,
    true,
    { "key_value_heads", "num_key_value_heads", "n_kv_heads", "num_kv_heads",
      "num_query_groups" } },
  { "hidden_size",
    Measure::positive,
    true,
    { "hidden_size", "d_model", "n_embd", "model_dim", "embed_dim", "dim" } },
  { "intermediate_size",
    Measure::positive,
    true,
    { "intermediate_size", "ffn_hidden_size", "d_ff", "mlp_hidden_size", "n_inner" } },
  { "vocabulary_size", Measure::vocabulary, true, { "vocab_size", "vocabulary_size", "n_vocab" } },
};

bool is_named(const Setting& setting, std::string_view name) {
  if (name.empty()) return false;
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return setting.name == name;
  return setting.section == name.substr(0, dot) && setting.name == name.substr(dot + 1);
}

bool states(std::span<const Setting> settings, std::string_view id) {
  const Hyperparameter* row = find_hyperparameter(id);
  return std::ranges::any_of(settings, [&](const Setting& setting) {
    if (!means_same(id, row, setting)) return false;
    const auto number = number_of(*setting.value);
    return !number || number->value > 0;
  });
}

// What multiplies a batch: then the number beside it may be that of one device or one step.
bool splits_batch(std::span<const Setting> settings) {
  constexpr std::string_view others[] = { "world_size", "num_gpus",      "n_gpu",       "n_gpus",
                                          "gpus",       "devices",       "num_devices", "num_nodes",
                                          "nodes",      "nproc_per_node" };
  if (states(settings, "micro_batch_size") || states(settings, "gradient_accumulation_steps"))
    return true;
  return std::ranges::any_of(settings, [&](const Setting& setting) {
    return std::ranges::find(others, setting.name) != std::end(others);
  });
}

Agreement compare_measured(const Hyperparameter& row, const Node& declared, const Setting& setting,
                           std::span<const Setting> settings) {
  switch (row.measure) {
    case Measure::optimizer:
      return compare_optimizers(declared.text, setting.value->text);
    case Measure::schedule:
      return compare_schedules(declared.text, setting.value->text);
    default:
      break;
  }
  const Agreement agreement = compare_values(declared, *setting.value);
  const auto found = number_of(*setting.value);
  const auto stated = number_of(declared);
  if (agreement != Agreement::different || !found || !stated) return agreement;
  if (row.measure != Measure::number && found->value <= 0) return Agreement::unknown;
  const bool whole_batch = setting.name.starts_with("global_");
  if (row.measure == Measure::batch && !whole_batch && splits_batch(settings))
    return Agreement::unknown;
  if (row.measure == Measure::vocabulary &&
      std::abs(found->value - stated->value) <= padding * found->value)
    return Agreement::unknown;
  // The tools that know both let the steps decide.
  if (row.id == "epochs" && states(settings, "steps")) return Agreement::unknown;
  return agreement;
}

}  // namespace

const Hyperparameter* find_hyperparameter(std::string_view name) {
  if (name.empty()) return nullptr;
  for (const Hyperparameter& row : rows)
    if (std::ranges::find(row.names, name) != row.names.end()) return &row;
  return nullptr;
}

bool means_same(std::string_view name, const Hyperparameter* known, const Setting& setting) {
  if (!known) return setting.name == name;
  // `seed` and `eps` of data and model are others.
  const bool of_training = setting.about == Section::root || setting.about == Section::training;
  const bool of_model = setting.about == Section::model;
  const bool anywhere = known->measure == Measure::batch || known->id == "sequence_length" ||
                        known->architecture;
  if (!of_training && !(anywhere && (of_model || known->measure == Measure::batch))) return false;
  return std::ranges::any_of(known->names,
                             [&](std::string_view one) { return is_named(setting, one); });
}

Agreement compare_setting(std::string_view name, const Hyperparameter* known, const Node& declared,
                          const Setting& setting, std::span<const Setting> settings) {
  if (setting.merged || setting.value->tagged) return Agreement::unknown;
  if (known) return compare_measured(*known, declared, setting, settings);
  // Of a name that no tool shares only numbers are compared, under exactly that name.
  const bool numeric = declared.is_number() || declared.kind == NodeKind::boolean ||
                       declared.is_sequence() || number_of(declared);
  return numeric && setting.name == name ? compare_values(declared, *setting.value)
                                         : Agreement::unknown;
}

}  // namespace reallyopen
