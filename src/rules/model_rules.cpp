// Rules about the files of the model together: whether they are of one model, and the whole of it.
#include <fmt/format.h>

#include "rules/catalogue.h"
#include "rules/findings.h"
#include "rules/inspection.h"
#include "rules/weights_report.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

void add_disagreement(const ModelFileDisagreement& each, Findings& findings) {
  const std::string subject = each.about.empty() ? std::string(each.quantity->title) : each.about;
  const bool exceeds = each.quantity != each.other_quantity;
  const std::string other = exceeds
                              ? fmt::format(", and the {} of {} is {}", each.other_quantity->title,
                                            in_backticks(each.other.path), each.other_value)
                              : fmt::format("; {} holds {}", in_backticks(each.other.path),
                                            each.other_value);
  findings.add(
    { .place = each.place,
      .message = fmt::format("{}: {} says {}{}", subject, in_backticks(each.place.path), each.value,
                             other),
      .subject = fmt::format("{} {}{}", each.quantity->id, each.place.path, each.about),
      .component = "model-architecture",
      .related = {
        { each.other, fmt::format("{}: {}", exceeds ? each.other_quantity->title : subject,
                                  each.other_value) } } });
}

void report_checkpoints(const Inspection& inspection, Findings& findings, bool count) {
  for (const CheckpointsIssue& issue : inspection.checkpoints) {
    if (issue.is_count != count) continue;
    findings.add(
      { .place = issue.place,
        .message = fmt::format("the checkpoints {} {}", quoted_path(issue.written), issue.what),
        .subject = fmt::format("{} {}", issue.field, issue.written),
        .component = "checkpoints" });
  }
}

void report_card_parameters(const Inspection& inspection, Findings& findings) {
  if (!inspection.card_parameters) return;
  const CardParameters& said = *inspection.card_parameters;
  const ParameterRange& first = inspection.weights.parameters.front();
  Statement statement{ .place = said.place,
                       .message = fmt::format(
                         "the card says {} parameters; manifest and weights know of {:.0f}",
                         in_backticks(said.stated), first.most),
                       .subject = fmt::format("parameters {}", said.stated),
                       .component = "" };
  if (!first.place.path.empty())
    statement.related.push_back({ first.place, "the manifest's number" });
  findings.add(std::move(statement));
}

constexpr Rule model_rows[] = {
  {
    .id = "model-files-differ",
    .contradicts = true,
    .title = "two files of the release are not of one model",
    .why = "Weights that the configuration or the tokenizer beside them does not fit cannot be loaded, or are others than were meant.",
    .fix = "commit the files of one model",
    .fails = "model: {weights: {files: model.safetensors}}\n"
             "==> config.json <==\n"
             "{\"vocab_size\": 32000}\n"
             "==> model.safetensors (with tensor model.embed_tokens.weight BF16 64x4; model.layers.0.mlp.up_proj.weight BF16 8x4) <==\n",
    .passes = "model: {weights: {files: model.safetensors}}\n"
              "==> config.json <==\n"
              "{\"vocab_size\": 64}\n"
              "==> model.safetensors (with tensor model.embed_tokens.weight BF16 64x4; model.layers.0.mlp.up_proj.weight BF16 8x4) <==\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      for (const ModelFileDisagreement& each : inspection.model_files) add_disagreement(each, findings);
    },
  },
  {
    .id = "weights-incomplete",
    .contradicts = true,
    .title = "the weight files are a part of a model only",
    .why = "A graph without its data, an adapter without its base or a part of several runs nowhere.",
    .fix = "commit and declare what is missing",
    .fails = "model: {weights: {files: model.safetensors}}\n"
             "==> model.safetensors (with tensor layers.0.q_proj.lora_A.weight F32 8x64) <==\n",
    .passes = "model:\n"
              "  base_models: [{name: root, relation: adapter}]\n"
              "  weights: {files: model.safetensors}\n"
              "==> model.safetensors (with tensor layers.0.q_proj.lora_A.weight F32 8x64) <==\n",
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report_weights(inspection, findings, WeightsIssue::incomplete,
               [](const WeightsObservation& seen) -> Statement {
                 return { .message = fmt::format("{} {}", quoted_path(seen.path), seen.found) };
               });
      },
  },
  {
    .id = "card-parameters-differ",
    .level = Level::warning,
    .title = "the card says another number of parameters than the manifest and the weights",
    .why = "The number is what a reader knows of the model before a download.",
    .fix = "correct the number of the card",
    .fails = "model: {parameters: {total: 4096}}\n"
             "==> README.md <==\n"
             "# Leaf\n"
             "\n"
             "It has 7 billion parameters.\n",
    .passes = "model: {parameters: {total: 4096}}\n"
              "==> README.md <==\n"
              "# Leaf\n"
              "\n"
              "It has about 4 thousand parameters.\n",
    .check = report_card_parameters,
  },
  {
    .id = "weights-constant",
    .contradicts = true,
    .title = "the weights hold one number again and again",
    .why = "Training leaves no matrix of one number: these were never trained, or taken out.",
    .fix = "commit the trained weights",
    .fails = "model: {weights: {files: model.safetensors}}\n"
             "==> model.safetensors (with zeros w F32 64x64) <==\n",
    .passes = "model: {weights: {files: model.safetensors}}\n"
              "==> model.safetensors (with tensor w F32 64x64) <==\n",
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report_weights(inspection, findings, WeightsIssue::constant,
               [](const WeightsObservation& seen) -> Statement {
                 return { .message = fmt::format("{} holds one number in every matrix that was looked at",
                                                 quoted_path(seen.path)) };
               });
      },
  },
  {
    .id = "checkpoints-copied",
    .contradicts = true,
    .title = "the checkpoints are the release again, or one file several times",
    .why = "Checkpoints show how the model came to be; copies show nothing.",
    .fix = "commit the states of the training, or leave `checkpoints` out",
    .fails = "model: {weights: {files: model.safetensors}}\n"
             "training: {checkpoints: step-10.safetensors}\n"
             "==> model.safetensors (with tensor w F32 64) <==\n"
             "==> step-10.safetensors (with tensor w F32 64) <==\n",
    .passes = "model: {weights: {files: model.safetensors}}\n"
              "training: {checkpoints: \"step-*.safetensors\"}\n"
              "==> model.safetensors (with tensor w F32 64) <==\n"
              "==> step-5.safetensors (with zeros w F32 64) <==\n"
              "==> step-10.safetensors (with tensor w F32 64) <==\n",
    .check = [](const Inspection& inspection, Findings& findings) { report_checkpoints(inspection, findings, false); },
  },
  {
    .id = "checkpoints-of-another-model",
    .contradicts = true,
    .title = "a checkpoint is of another network than the release",
    .why = "Checkpoints show how the model came to be; those of another network show nothing of it.",
    .fix = "commit the states of this model's training, or leave `checkpoints` out",
    .fails = "model: {weights: {files: model.safetensors}}\n"
             "training: {checkpoints: step-10.safetensors}\n"
             "==> model.safetensors (with tensor proj.weight F32 64x8) <==\n"
             "==> step-10.safetensors (with tensor proj.weight F32 8x8) <==\n",
    .passes = "model: {weights: {files: model.safetensors}}\n"
              "training: {checkpoints: step-10.safetensors}\n"
              "==> model.safetensors (with tensor proj.weight F32 64x8) <==\n"
              "==> step-10.safetensors (with zeros proj.weight F32 64x8) <==\n",
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report_weights(inspection, findings, WeightsIssue::other_network,
               [](const WeightsObservation& seen) -> Statement {
                 return { .message = fmt::format("{} {}", quoted_path(seen.path), seen.found) };
               });
      },
  },
  {
    .id = "checkpoints-count-differs",
    .contradicts = true,
    .title = "fewer checkpoints are here than are stated",
    .why = "A number that the repository does not hold is a promise.",
    .fix = "correct `count`, or name where the others are",
    .fails = "training: {checkpoints: {path: \"step-*.safetensors\", count: 40}}\n"
             "==> step-5.safetensors (with zeros w F32 64) <==\n"
             "==> step-10.safetensors (with tensor w F32 64) <==\n",
    .passes = "training: {checkpoints: {path: \"step-*.safetensors\", count: 2}}\n"
              "==> step-5.safetensors (with zeros w F32 64) <==\n"
              "==> step-10.safetensors (with tensor w F32 64) <==\n",
    .check = [](const Inspection& inspection, Findings& findings) { report_checkpoints(inspection, findings, true); },
  },
};

}  // namespace

constinit const RuleFamily model_rules = model_rows;

}  // namespace reallyopen
