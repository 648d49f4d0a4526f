// Rules about weights in several files: their index, their shards, and what each has to hold.
#include <fmt/format.h>

#include "rules/catalogue.h"
#include "rules/findings.h"
#include "rules/inspection.h"
#include "rules/weights_report.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

std::string and_more(std::size_t more) {
  return more == 0 ? "" : fmt::format(", and {} more", more);
}

Statement shard_missing(const WeightsObservation& seen) {
  const bool is_here = seen.expected == "declared";
  return { .message = fmt::format(
             "{} needs {}, which is {}{}", quoted_path(seen.found), quoted_path(seen.path),
             is_here ? "here, but not among `model.weights.files`" : "not in the repository",
             and_more(seen.more)),
           .subject = {},
           .fix = is_here ? "declare it: a glob such as `model-*.safetensors` names them all"
                          : "" };
}

Statement tensor_missing(const WeightsObservation& seen) {
  const std::string where = seen.expected.empty()
                              ? ""
                              : fmt::format("it is in {}", quoted_path(seen.expected));
  return { .message = fmt::format("{} does not hold the tensor {} that the index places there{}",
                                  quoted_path(seen.path), quoted_path(seen.found),
                                  and_more(seen.more)),
           .subject = {},
           .hint = where };
}

// An index, and the one file that it names.
constexpr std::string_view another_tensor =
  "model: {weights: {files: model-1.safetensors, index: "
  "model.safetensors.index.json}}\n"
  "==> model.safetensors.index.json <==\n"
  "{\"weight_map\": {\"embed.weight\": \"model-1.safetensors\"}}\n"
  "==> model-1.safetensors (with tensor head.weight BF16 64) <==\n";
constexpr std::string_view tensor_of_index =
  "model: {weights: {files: model-1.safetensors, index: "
  "model.safetensors.index.json}}\n"
  "==> model.safetensors.index.json <==\n"
  "{\"weight_map\": {\"embed.weight\": \"model-1.safetensors\"}}\n"
  "==> model-1.safetensors (with tensor embed.weight BF16 64) <==\n";

constexpr Rule shard_rows[] = {
  {
    .id = "weights-index-invalid",
    .title = "the index of sharded weights cannot be used",
    .why = "Without it nobody knows which file holds which tensor.",
    .fix = "commit the index as the training wrote it",
    .fails = "model: {weights: {files: model.gguf, index: model.safetensors.index.json}}\n"
             "==> model.safetensors.index.json <==\n"
             "{\"metadata\": {\"total_size\": 24}}\n"
             "==> model.gguf (in Git LFS, 2000000 bytes of "
             "1b465fa6b6bcbc06a3199e3d2d8aec35d37494a712f888b6d5536684dd89d0f0) <==\n",
    .passes = "model: {weights: {files: model-1.safetensors, index: "
              "model.safetensors.index.json}}\n"
              "==> model.safetensors.index.json <==\n"
              "{\"metadata\": {\"total_size\": 128}, \"weight_map\": {\"w\": "
              "\"model-1.safetensors\"}}\n"
              "==> model-1.safetensors (with tensor w BF16 64) <==\n",
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report_weights(inspection, findings, WeightsIssue::index_invalid,
               [](const WeightsObservation& seen) -> Statement {
                 return { .message = fmt::format("{} is no index of weights: {}", quoted_path(seen.path),
                                                 seen.found) };
               });
      },
  },
  {
    .id = "weights-shard-missing",
    .title = "a part of the weights is not there",
    .why = "A model with a part missing cannot be loaded.",
    .fix = "commit the missing file",
    .fails = "model: {weights: {files: \"model-*.safetensors\"}}\n"
             "==> model-00001-of-00002.safetensors (with tensor w BF16 64) <==\n",
    .passes = "model: {weights: {files: \"model-*.safetensors\"}}\n"
              "==> model-00001-of-00002.safetensors (with tensor w BF16 64) <==\n"
              "==> model-00002-of-00002.safetensors (with tensor v BF16 64) <==\n",
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report_weights(inspection, findings, WeightsIssue::shard_missing, shard_missing);
      },
  },
  {
    .id = "weights-shard-extra",
    .level = Level::warning,
    .title = "a numbered weight file belongs to no index",
    .why = "A part left over from another release makes it unclear which one this is.",
    .fix = "remove the file, or commit the index that goes with it",
    .fails = "model: {weights: {files: \"model-*.safetensors\", index: "
             "model.safetensors.index.json}}\n"
             "==> model.safetensors.index.json <==\n"
             "{\"weight_map\": {\"w\": \"model-00001-of-00001.safetensors\"}}\n"
             "==> model-00001-of-00001.safetensors (with tensor w BF16 64) <==\n"
             "==> model-00002-of-00003.safetensors (with tensor v BF16 64) <==\n",
    .passes = "model: {weights: {files: \"model-*.safetensors\", index: "
              "model.safetensors.index.json}}\n"
              "==> model.safetensors.index.json <==\n"
              "{\"weight_map\": {\"w\": \"model-00001-of-00001.safetensors\"}}\n"
              "==> model-00001-of-00001.safetensors (with tensor w BF16 64) <==\n",
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report_weights(inspection, findings, WeightsIssue::shard_extra,
               [](const WeightsObservation& seen) -> Statement {
                 return { .message = fmt::format("{} is not in the index {}", quoted_path(seen.path),
                                                 quoted_path(seen.found)) };
               });
      },
  },
  {
    .id = "weights-shards-equal",
    .title = "two parts of the weights are the same file",
    .why = "One stands in the place of another, which is missing.",
    .fix = "commit the part that was meant",
    .fails = "model: {weights: {files: \"model-*.safetensors\"}}\n"
             "==> model-00001-of-00002.safetensors (with tensor w BF16 64) <==\n"
             "==> model-00002-of-00002.safetensors (with tensor w BF16 64) <==\n",
    .passes = "model: {weights: {files: \"model-*.safetensors\"}}\n"
              "==> model-00001-of-00002.safetensors (with tensor w BF16 64) <==\n"
              "==> model-00002-of-00002.safetensors (with tensor v BF16 64) <==\n",
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report_weights(inspection, findings, WeightsIssue::shards_equal,
               [](const WeightsObservation& seen) -> Statement {
                 return { .message = fmt::format("{} has the content of {}", quoted_path(seen.path),
                                                 quoted_path(seen.found)) };
               });
      },
  },
  {
    .id = "weights-total-size-differs",
    .level = Level::warning,
    .title = "the index states another size than the weight files have",
    .why = "The index was written for other files, in another precision for one.",
    .fix = "write the index anew from the released files",
    .fails = "model: {weights: {files: model-1.gguf, index: model.index.json}}\n"
             "==> model.index.json <==\n"
             "{\"metadata\": {\"total_size\": 4000000},\n"
             " \"weight_map\": {\"w\": \"model-1.gguf\"}}\n"
             "==> model-1.gguf (in Git LFS, 2000000 bytes of "
             "1b465fa6b6bcbc06a3199e3d2d8aec35d37494a712f888b6d5536684dd89d0f0) <==\n",
    .passes = "model: {weights: {files: model-1.gguf, index: model.index.json}}\n"
              "==> model.index.json <==\n"
              "{\"metadata\": {\"total_size\": 1999000},\n"
              " \"weight_map\": {\"w\": \"model-1.gguf\"}}\n"
              "==> model-1.gguf (in Git LFS, 2000000 bytes of "
              "1b465fa6b6bcbc06a3199e3d2d8aec35d37494a712f888b6d5536684dd89d0f0) <==\n",
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report_weights(inspection, findings, WeightsIssue::total_size_differs,
               [](const WeightsObservation& seen) -> Statement {
                 return { .message = fmt::format(
                            "{} states {} bytes in all, and its files have {}", quoted_path(seen.path),
                            seen.found, seen.expected) };
               });
      },
  },
  {
    .id = "weights-total-parameters-differ",
    .contradicts = true,
    .title = "the index counts other parameters than the weight files hold",
    .why = "The index was written for another model.",
    .fix = "write the index anew from the released files",
    .fails = "model: {weights: {files: model-1.safetensors, index: model.index.json}}\n"
             "==> model.index.json <==\n"
             "{\"metadata\": {\"total_parameters\": 7000000},\n"
             " \"weight_map\": {\"w\": \"model-1.safetensors\"}}\n"
             "==> model-1.safetensors (with tensor w BF16 1000) <==\n",
    .passes = "model: {weights: {files: model-1.safetensors, index: model.index.json}}\n"
              "==> model.index.json <==\n"
              "{\"metadata\": {\"total_parameters\": 1000},\n"
              " \"weight_map\": {\"w\": \"model-1.safetensors\"}}\n"
              "==> model-1.safetensors (with tensor w BF16 1000) <==\n",
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report_weights(inspection, findings, WeightsIssue::total_parameters_differ,
               [](const WeightsObservation& seen) -> Statement {
                 return { .message = fmt::format(
                            "{} counts {} parameters, which its files of {} bytes do not hold",
                            quoted_path(seen.path), seen.found, seen.expected) };
               });
      },
  },
  {
    .id = "weights-tensor-missing",
    .title = "a weight file does not hold a tensor that the index places there",
    .why = "The file is another one than the index was written for: a part is exchanged, or from "
           "another model.",
    .fix = "commit the file that was meant, or write the index anew",
    .fails = another_tensor,
    .passes = tensor_of_index,
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report_weights(inspection, findings, WeightsIssue::tensor_missing, tensor_missing);
      },
  },
  {
    .id = "weights-tensor-unlisted",
    .level = Level::warning,
    .title = "a weight file holds a tensor that the index does not name",
    .why = "It is left over from another model, or it was put there.",
    .fix = "write the index anew from the released files, or commit the file that was meant",
    .fails = another_tensor,
    .passes = tensor_of_index,
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report_weights(inspection, findings, WeightsIssue::tensor_unlisted,
               [](const WeightsObservation& seen) -> Statement {
                 return { .message = fmt::format("{} holds the tensor {}{}, which {} does not name",
                                                 quoted_path(seen.path), quoted_path(seen.found),
                                                 and_more(seen.more), quoted_path(seen.expected)) };
               });
      },
  },
};

}  // namespace

constinit const RuleFamily shard_rules = shard_rows;

}  // namespace reallyopen
