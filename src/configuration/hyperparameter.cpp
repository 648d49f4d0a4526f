#include "configuration/hyperparameter.h"

#include <algorithm>
#include <cmath>

#include "text/pattern.h"

namespace reallyopen {
namespace {

constexpr double padding = 0.02;

constexpr Hyperparameter rows[] = {
  { "learning_rate",
    Measure::positive,
    false,
    { "learning_rate", "lr", "peak_lr", "peak_learning_rate", "max_lr", "max_learning_rate",
      "base_lr", "base_learning_rate", "initial_lr", "init_lr", "lr0", "warmup_max_lr",
      "initial_learning_rate", "eta" } },
  { "min_learning_rate", Measure::number, false, { "min_learning_rate", "min_lr", "lr_min" } },
  { "weight_decay",
    Measure::number,
    false,
    { "weight_decay", "wd", "decay_weight", "l2_penalty" } },
  { "betas", Measure::number, false, { "betas", "adam_betas" } },
  { "beta1", Measure::number, false, { "beta1", "beta_1", "adam_beta1", "betas[0]" } },
  { "beta2", Measure::number, false, { "beta2", "beta_2", "adam_beta2", "betas[1]" } },
  { "epsilon", Measure::positive, false, { "epsilon", "eps", "adam_epsilon", "adam_eps" } },
  { "gradient_clipping",
    Measure::positive,
    false,
    { "gradient_clipping", "gradient_clip", "grad_clip", "max_grad_norm", "clip_grad",
      "clip_grad_norm", "gradient_clip_val", "gradient_clip_norm", "gradient_clipping_norm",
      "clip_norm", "max_norm", "max_gradient_norm", "grad_clip_norm", "clip_gradients",
      "clip_grad_max_norm", "gradient_clip_value", "grad_norm_clip", "clip_gradient" } },
  { "warmup_steps",
    Measure::positive,
    false,
    { "warmup_steps", "num_warmup_steps", "lr_warmup_steps", "warmup_iters", "lr_warmup_iters",
      "warmup_iterations", "n_warmup_steps", "warmup_num_steps", "warmup_step", "n_warmup_iters",
      "num_warmup_iters", "t_warmup", "warmup", "warmup_updates" } },
  { "warmup_ratio",
    Measure::positive,
    false,
    { "warmup_ratio", "warmup_fraction", "warmup_proportion", "lr_warmup_fraction" } },
  { "warmup_epochs", Measure::positive, false, { "warmup_epochs", "num_warmup_epochs" } },
  { "epochs",
    Measure::positive,
    false,
    { "epochs", "num_epochs", "num_train_epochs", "max_epochs", "n_epochs", "total_epochs",
      "train_epochs", "num_epoch", "n_epoch", "epoch", "max_epoch", "nepochs",
      "num_training_epochs" } },
  { "steps",
    Measure::positive,
    false,
    { "steps", "max_steps", "train_steps", "training_steps", "total_steps", "num_steps", "n_steps",
      "num_train_steps", "num_training_steps", "max_train_steps", "train_iters", "train_iterations",
      "global_step", "max_iters", "max_iter", "max_iterations", "total_iters", "num_iterations",
      "iterations" } },
  { "batch_size",
    Measure::batch,
    false,
    { "batch_size", "train_batch_size", "global_batch_size", "total_batch_size",
      "global_train_batch_size", "global_batch", "train_batch", "total_train_batch_size",
      "effective_batch_size", "batch_size_train", "bs", "batchsize" } },
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
    { "seed", "random_seed", "train_seed", "global_seed", "rng_seed", "seed_everything",
      "random_state", "manual_seed", "seed_value" } },
  { "optimizer",
    Measure::optimizer,
    false,
    { "optimizer", "optim", "optimizer.type", "optimizer.method", "optimizer_name", "optim_type",
      "optimizer.name", "optimizer.optimizer", "optim.type", "optim.name" } },
  { "schedule",
    Measure::schedule,
    false,
    { "schedule", "scheduler", "lr_schedule", "learning_rate_schedule", "lr_scheduler",
      "lr_scheduler_type", "scheduler_type", "lr_decay_style", "scheduler.type", "scheduler.name",
      "lr_scheduler.type", "lr_scheduler.name", "schedule.type", "schedule.name", "sched.type",
      "sched.name" } },
  { "precision",
    Measure::precision,
    false,
    { "precision", "mixed_precision", "train_precision", "training_precision", "amp_dtype",
      "compute_dtype", "training_dtype", "dtype", "bf16", "fp16", "fp8", "pure_bf16" } },
  { "sequence_length",
    Measure::positive,
    false,
    { "sequence_length", "seq_length", "seq_len", "max_seq_len", "max_seq_length",
      "max_sequence_length", "block_size", "sequence_len", "cutoff_len", "max_seqlen", "seqlen",
      "max_length", "max_len", "context_size" } },
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
    return number ? number->value > 0 : setting.value->kind != NodeKind::null;
  });
}

// `bf16: true`, `fp16: {enabled: true}`: that one is off says nothing of the others.
Agreement compare_precision(const Node& declared, const Setting& setting,
                            std::span<const Setting> settings) {
  const Node* switched = setting.value->get("enabled");
  const Node& value = switched ? *switched : *setting.value;
  if (setting.name == "pure_bf16" || setting.name == "bf16" || setting.name == "fp16" ||
      setting.name == "fp8")
    return value.kind == NodeKind::boolean && value.boolean
             ? compare_precisions(declared.text, setting.name)
             : Agreement::unknown;
  // Of accelerate: whole numbers are then left as they are.
  if (setting.name == "mixed_precision" && value.text == "no")
    return compare_precisions(declared.text, "fp32");
  // Of a model it is the type of the weights, which may be trained in another.
  const bool of_model = std::ranges::any_of(
    settings, [](const Setting& each) { return each.name == "model_type"; });
  return of_model ? Agreement::unknown : compare_precisions(declared.text, value.text);
}

// The number that a file gives a factor of the batch, or none.
std::optional<double> factor_in(std::span<const Setting> settings,
                                std::span<const std::string_view> names) {
  for (const Setting& setting : settings)
    if (const auto number = number_of(*setting.value);
        number && number->value >= 1 && std::ranges::find(names, setting.name) != names.end())
      return number->value;
  return std::nullopt;
}

bool divides(double part, double whole) {
  const double ratio = whole / part;
  return std::abs(ratio - std::round(ratio)) < 1e-9;
}

// DeepSpeed's `train_batch_size` is the whole one.
bool is_whole_batch(const Setting& setting, std::span<const Setting> settings) {
  if (setting.name.starts_with("global_") || setting.name.starts_with("total_") ||
      setting.name == "effective_batch_size")
    return true;
  return setting.name == "train_batch_size" &&
         std::ranges::any_of(settings, [](const Setting& each) {
           return each.name == "zero_optimization" || each.name == "train_micro_batch_size_per_gpu";
         });
}

// A number that differs may be that of one device or one pass.
Agreement compare_batches(double stated, double found, std::span<const Setting> settings,
                          const RunFactors& factors) {
  static constexpr std::string_view device_names[] = { "world_size",     "num_gpus",     "n_gpu",
                                                       "n_gpus",         "gpus",         "devices",
                                                       "num_devices",    "num_nodes",    "nodes",
                                                       "nproc_per_node", "num_processes" };
  const Hyperparameter& accumulating = *find_hyperparameter("gradient_accumulation_steps");
  const auto accumulation = factor_in(settings, accumulating.names);
  const bool split = states(settings, "micro_batch_size") || accumulation ||
                     std::ranges::any_of(settings,
                                         [](const Setting& setting) {
    return std::ranges::find(device_names, setting.name) != std::end(device_names);
                     });
  const double passes = accumulation.value_or(factors.accumulation.value_or(1));
  const bool several = split || passes > 1 || factors.devices.value_or(1) > 1;
  if (!several) return Agreement::different;
  if (stated < found) return divides(stated, found) ? Agreement::unknown : Agreement::different;
  if (!divides(found, stated)) return Agreement::different;
  // Devices may hold parts of one model, so there may be fewer batches than devices.
  return factors.devices && stated > found * passes * *factors.devices ? Agreement::different
                                                                       : Agreement::unknown;
}

Agreement compare_measured(const Hyperparameter& row, const Node& declared, const Setting& setting,
                           std::span<const Setting> settings, const RunFactors& factors) {
  switch (row.measure) {
    case Measure::optimizer:
      return compare_optimizers(declared.text, setting.value->text);
    case Measure::schedule:
      return compare_schedules(declared.text, setting.value->text);
    case Measure::precision:
      return compare_precision(declared, setting, settings);
    default:
      break;
  }
  const Agreement agreement = compare_values(declared, *setting.value);
  const auto found = number_of(*setting.value);
  const auto stated = number_of(declared);
  if (agreement != Agreement::different || !found || !stated) return agreement;
  if (row.measure != Measure::number && found->value <= 0) return Agreement::unknown;
  // accelerate 1.15 turns a schedule once for each process, and others count passes.
  if (row.id == "steps" || row.id == "warmup_steps")
    for (const double factor : { factors.devices.value_or(1), factors.accumulation.value_or(1),
                                 factors.devices.value_or(1) * factors.accumulation.value_or(1) })
      if (factor > 1 && found->value == stated->value * factor) return Agreement::unknown;
  // A share of all steps, as transformers 5 writes it.
  if (row.id == "warmup_steps" && (found->value < 1) != (stated->value < 1))
    return Agreement::unknown;
  if (row.measure == Measure::batch && !is_whole_batch(setting, settings))
    return compare_batches(stated->value, found->value, settings, factors);
  if (row.measure == Measure::vocabulary &&
      std::abs(found->value - stated->value) <= padding * found->value)
    return Agreement::unknown;
  // The tools that know both let the steps decide.
  if (row.id == "epochs" && states(settings, "steps")) return Agreement::unknown;
  return agreement;
}

}  // namespace

bool mentions_early_stop(std::string_view text) {
  return has_one_of("early_stop|early-stop|early stop|earlystop|stopped early|stops early", text);
}

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
  // A schedule's own length is not the run's.
  if (known->id == "steps" && setting.section.find("sched") != std::string::npos) return false;
  if (known->id == "warmup_ratio" && setting.name == "warmup_steps") {
    const auto number = number_of(*setting.value);
    return number && number->value > 0 && number->value < 1;
  }
  const bool anywhere = known->measure == Measure::batch || known->id == "sequence_length" ||
                        known->architecture;
  // A Lightning module takes what it is trained with.
  const bool never_of_model = known->id == "learning_rate" || known->id == "optimizer" ||
                              known->id == "schedule" || known->id == "warmup_steps";
  const bool of_data = setting.about == Section::data &&
                       (known->measure == Measure::batch || known->id == "sequence_length");
  if (!of_training && !of_data && !(of_model && (anywhere || never_of_model))) return false;
  return std::ranges::any_of(known->names,
                             [&](std::string_view one) { return is_named(setting, one); });
}

const Setting* exceeded_batch(const Hyperparameter& known, const Node& declared,
                              std::span<const Setting> settings) {
  const auto stated = number_of(declared);
  const bool is_micro = known.id == "micro_batch_size";
  if (!stated || (!is_micro && known.id != "gradient_accumulation_steps")) return nullptr;
  const Hyperparameter& micro_row = *find_hyperparameter("micro_batch_size");
  const Hyperparameter& batch_row = *find_hyperparameter("batch_size");
  double micro = is_micro ? 1 : 0;
  double whole = 0;
  const Setting* batch = nullptr;
  for (const Setting& setting : settings) {
    const auto number = number_of(*setting.value);
    if (!number || number->value < 1) continue;
    if (!is_micro && means_same(micro_row.id, &micro_row, setting)) micro = number->value;
    if (means_same(batch_row.id, &batch_row, setting) && number->value > whole) {
      whole = number->value;
      batch = &setting;
    }
  }
  return batch && stated->value * micro > whole ? batch : nullptr;
}

const Setting* unfit_micro_batch(const Node& declared, std::span<const Setting> settings,
                                 const RunFactors& factors) {
  const auto stated = number_of(declared);
  const Hyperparameter& row = *find_hyperparameter("micro_batch_size");
  const Setting* micro = nullptr;
  for (const Setting& setting : settings)
    if (const auto number = number_of(*setting.value);
        number && number->value >= 1 && means_same(row.id, &row, setting))
      micro = &setting;
  if (!stated || !micro || !factors.devices || micro->merged || micro->value->tagged)
    return nullptr;
  const double of_device = number_of(*micro->value)->value;
  if (of_device == stated->value) return nullptr;
  for (const double passes : factors.passes)
    for (double devices = 1; devices <= *factors.devices; ++devices)
      if (divides(devices, *factors.devices) && of_device * passes * devices == stated->value)
        return nullptr;
  return factors.passes.empty() ? nullptr : micro;
}

Agreement compare_setting(std::string_view name, const Hyperparameter* known, const Node& declared,
                          const Setting& setting, std::span<const Setting> settings,
                          const RunFactors& factors) {
  if (setting.merged || setting.value->tagged) return Agreement::unknown;
  if (known) return compare_measured(*known, declared, setting, settings, factors);
  // Of a name that no tool shares only numbers are compared, under exactly that name.
  const bool numeric = declared.is_number() || declared.kind == NodeKind::boolean ||
                       declared.is_sequence() || number_of(declared);
  return numeric && setting.name == name ? compare_values(declared, *setting.value)
                                         : Agreement::unknown;
}

}  // namespace reallyopen
