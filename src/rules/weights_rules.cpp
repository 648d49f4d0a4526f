// Rules about weight files: what their pointers, digests, shards and headers say against the
// manifest.
#include <fmt/format.h>

#include <algorithm>

#include "rules/catalogue.h"
#include "rules/findings.h"
#include "rules/inspection.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

std::string and_more(std::size_t more) {
  return more == 0 ? "" : fmt::format(", and {} more", more);
}

// Adds a finding for each observation of the kind; `describe` fills message, hint and fix.
void report(const Inspection& inspection, Findings& findings, WeightsIssue issue,
            Statement (*describe)(const WeightsObservation&)) {
  for (const WeightsObservation& observation : inspection.weights.observations) {
    if (observation.issue != issue) continue;
    Statement statement = describe(observation);
    statement.place = observation.place;
    statement.subject = fmt::format("{} {} {}", observation.field, observation.path,
                                    observation.found);
    statement.component = observation.field.starts_with("model.weights") ? "model-weights" : "";
    statement.related = observation.related;
    findings.add(std::move(statement));
  }
}

Statement parameters_differ(const WeightsObservation& seen) {
  return { .message = fmt::format("{} parameters are declared, and the weight files hold {}",
                                  quoted_path(seen.expected), seen.found) };
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

constexpr Rule weights_rows[] = {
  {
    .id = "lfs-pointer-expected",
    .level = Level::warning,
    .title = "a large file is committed whole, where `.gitattributes` asks for Git LFS",
    .why = "Every clone downloads it with the whole history, and nobody with LFS sees a pointer.",
    .fix = "`git lfs migrate import --no-rewrite FILE`, or take the pattern out of "
           "`.gitattributes`",
    .fails = "model: {weights: {files: model.safetensors}}\n"
             "==> .gitattributes <==\n"
             "*.safetensors filter=lfs diff=lfs merge=lfs -text\n"
             "==> model.safetensors (with tensor w BF16 524288) <==\n",
    .passes = "model: {weights: {files: model.safetensors}}\n"
              "==> .gitattributes <==\n"
              "*.safetensors filter=lfs diff=lfs merge=lfs -text\n"
              "==> model.safetensors (in Git LFS, 1048704 bytes of "
              "1b465fa6b6bcbc06a3199e3d2d8aec35d37494a712f888b6d5536684dd89d0f0) <==\n",
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report(inspection, findings, WeightsIssue::pointer_expected,
               [](const WeightsObservation& seen) -> Statement {
                 return { .message = fmt::format(
                            "{} is committed whole, {} bytes, and not as a Git LFS pointer",
                            quoted_path(seen.path), seen.found) };
               });
      },
  },
  {
    .id = "lfs-pointer-unexpected",
    .level = Level::warning,
    .title = "a small file that people read is kept in Git LFS",
    .why = "A clone without LFS has a pointer in its place, and whoever reads it there reads the "
           "wrong text.",
    .fix = "`git lfs untrack FILE`, `git add --renormalize FILE`, and commit it",
    .fails = "model: {architecture: {config: config.json}}\n"
             "==> config.json (in Git LFS, 650 bytes of "
             "1b465fa6b6bcbc06a3199e3d2d8aec35d37494a712f888b6d5536684dd89d0f0) <==\n",
    .passes = "model: {architecture: {config: config.json}}\n"
              "==> config.json <==\n"
              "{\"hidden_size\": 64}\n",
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report(inspection, findings, WeightsIssue::pointer_unexpected,
               [](const WeightsObservation& seen) -> Statement {
                 return { .message = fmt::format("{} is a Git LFS pointer for {} bytes",
                                                 quoted_path(seen.path), seen.found) };
               });
      },
  },
  {
    .id = "lfs-content-differs",
    .title = "a weight file in the working tree is not the one that its Git LFS pointer names",
    .why = "What runs here is not what everybody else will fetch.",
    .fix = "`git lfs pull` to get the committed content, or commit the new one",
    .fails = "model: {weights: {files: model.gguf}}\n"
             "==> model.gguf (in Git LFS, 2000000 bytes of "
             "1b465fa6b6bcbc06a3199e3d2d8aec35d37494a712f888b6d5536684dd89d0f0; fetched with "
             "another content) <==\n",
    .passes = "model: {weights: {files: model.gguf}}\n"
              "==> model.gguf (in Git LFS, 2000000 bytes of "
              "1b465fa6b6bcbc06a3199e3d2d8aec35d37494a712f888b6d5536684dd89d0f0) <==\n",
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report(inspection, findings, WeightsIssue::content_differs,
               [](const WeightsObservation& seen) -> Statement {
                 return { .message = fmt::format(
                            "{} is not what its Git LFS pointer names: {} instead of {}",
                            quoted_path(seen.path), seen.found, seen.expected) };
               });
      },
  },
  {
    .id = "weights-checksum-differs",
    .title = "a checksum file lists another digest for a weight file",
    .why = "The list is there so that people can tell the weights from others; these are others.",
    .fix = "write the list anew from the released files, or commit the file that was meant",
    .fails = "model: {weights: {files: model.gguf, checksums: SHA256SUMS}}\n"
             "==> SHA256SUMS <==\n"
             "00000000000000000000000000000000000000000000000000000000000000aa  model.gguf\n"
             "==> model.gguf (in Git LFS, 2000000 bytes of "
             "1b465fa6b6bcbc06a3199e3d2d8aec35d37494a712f888b6d5536684dd89d0f0) <==\n",
    .passes = "model: {weights: {files: model.gguf, checksums: SHA256SUMS}}\n"
              "==> SHA256SUMS <==\n"
              "1b465fa6b6bcbc06a3199e3d2d8aec35d37494a712f888b6d5536684dd89d0f0  model.gguf\n"
              "==> model.gguf (in Git LFS, 2000000 bytes of "
              "1b465fa6b6bcbc06a3199e3d2d8aec35d37494a712f888b6d5536684dd89d0f0) <==\n",
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report(inspection, findings, WeightsIssue::checksum_differs,
               [](const WeightsObservation& seen) -> Statement {
                 return { .message = fmt::format("{} has the digest `{}`, and the checksums list `{}`",
                                                 quoted_path(seen.path), seen.found, seen.expected) };
               });
      },
  },
  {
    .id = "weights-checksum-missing",
    .level = Level::warning,
    .title = "a checksum file does not list a weight file",
    .why = "A file without a digest can be exchanged without anybody noticing.",
    .fix = "add the file to the list: `sha256sum FILE >> SHA256SUMS`",
    .fails = "model: {weights: {files: model.gguf, checksums: SHA256SUMS}}\n"
             "==> SHA256SUMS <==\n"
             "1b465fa6b6bcbc06a3199e3d2d8aec35d37494a712f888b6d5536684dd89d0f0  old.gguf\n"
             "==> model.gguf (in Git LFS, 2000000 bytes of "
             "1b465fa6b6bcbc06a3199e3d2d8aec35d37494a712f888b6d5536684dd89d0f0) <==\n",
    .passes = "model: {weights: {files: model.gguf, checksums: SHA256SUMS}}\n"
              "==> SHA256SUMS <==\n"
              "SHA256 (model.gguf) = "
              "1b465fa6b6bcbc06a3199e3d2d8aec35d37494a712f888b6d5536684dd89d0f0\n"
              "==> model.gguf (in Git LFS, 2000000 bytes of "
              "1b465fa6b6bcbc06a3199e3d2d8aec35d37494a712f888b6d5536684dd89d0f0) <==\n",
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report(inspection, findings, WeightsIssue::checksum_missing,
               [](const WeightsObservation& seen) -> Statement {
                 return { .message = fmt::format("{} lists no digest of {}", quoted_path(seen.found),
                                                 quoted_path(seen.path)) };
               });
      },
  },
  {
    .id = "weights-checksums-unreadable",
    .title = "a checksum file is none",
    .why = "A list that no tool can read checks nothing.",
    .fix = "write it with `sha256sum FILES`, or as a table with the columns `path` and `sha256`",
    .fails = "model: {weights: {files: model.gguf, checksums: SHA256SUMS}}\n"
             "==> SHA256SUMS <==\n"
             "The digests are on our web site.\n"
             "==> model.gguf (in Git LFS, 2000000 bytes of "
             "1b465fa6b6bcbc06a3199e3d2d8aec35d37494a712f888b6d5536684dd89d0f0) <==\n",
    .passes = "model: {weights: {files: model.gguf, checksums: digests.csv}}\n"
              "==> digests.csv <==\n"
              "path,sha256\n"
              "model.gguf,1b465fa6b6bcbc06a3199e3d2d8aec35d37494a712f888b6d5536684dd89d0f0\n"
              "==> model.gguf (in Git LFS, 2000000 bytes of "
              "1b465fa6b6bcbc06a3199e3d2d8aec35d37494a712f888b6d5536684dd89d0f0) <==\n",
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report(inspection, findings, WeightsIssue::checksums_unreadable,
               [](const WeightsObservation& seen) -> Statement {
                 return { .message =
                            fmt::format("{} cannot be used: {}", quoted_path(seen.path), seen.found) };
               });
      },
  },
  {
    .id = "weights-header-invalid",
    .title = "a weight file is not of the format that its name says",
    .why = "Nobody can load it: it is cut off, damaged, or something else.",
    .fix = "commit the file as the training wrote it",
    .fails = "model: {weights: {files: model.safetensors}}\n"
             "==> model.safetensors <==\n"
             "These are not the weights.\n",
    .passes = "model: {weights: {files: model.safetensors}}\n"
              "==> model.safetensors (with tensor w BF16 64) <==\n",
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report(inspection, findings, WeightsIssue::header_invalid,
               [](const WeightsObservation& seen) -> Statement {
                 return { .message = fmt::format("{} is no {} file: {}", quoted_path(seen.path),
                                                 seen.expected, seen.found) };
               });
      },
  },
  {
    .id = "weights-unread",
    .level = Level::warning,
    .incomplete = true,
    .title = "a weight file, index or checksum file could not be read",
    .why = "What cannot be read can be neither confirmed nor contradicted.",
    .fix = "keep large files in Git LFS, and fetch them where the check runs",
    .fails = "model: {weights: {files: model.gguf}}\n"
             "==> model.gguf <==\n"
             "GGUF~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n",
    .passes = "model: {weights: {files: model.gguf}}\n"
              "==> model.gguf (in Git LFS, 2000000 bytes of "
              "1b465fa6b6bcbc06a3199e3d2d8aec35d37494a712f888b6d5536684dd89d0f0) <==\n",
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report(inspection, findings, WeightsIssue::unread,
               [](const WeightsObservation& seen) -> Statement {
                 return { .message =
                            fmt::format("cannot tell about {}: {}", quoted_path(seen.path), seen.found) };
               });
      },
  },
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
        report(inspection, findings, WeightsIssue::index_invalid,
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
        report(inspection, findings, WeightsIssue::shard_missing, shard_missing);
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
        report(inspection, findings, WeightsIssue::shard_extra,
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
        report(inspection, findings, WeightsIssue::shards_equal,
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
        report(inspection, findings, WeightsIssue::total_size_differs,
               [](const WeightsObservation& seen) -> Statement {
                 return { .message = fmt::format(
                            "{} states {} bytes in all, and its files have {}", quoted_path(seen.path),
                            seen.found, seen.expected) };
               });
      },
  },
  {
    .id = "weights-tensor-missing",
    .title = "a weight file does not hold a tensor that the index places there",
    .why = "The file is another one than the index was written for: a part is exchanged, or from "
           "another model.",
    .fix = "commit the file that was meant, or write the index anew",
    .fails = "model: {weights: {files: model-1.safetensors, index: "
             "model.safetensors.index.json}}\n"
             "==> model.safetensors.index.json <==\n"
             "{\"weight_map\": {\"embed.weight\": \"model-1.safetensors\"}}\n"
             "==> model-1.safetensors (with tensor head.weight BF16 64) <==\n",
    .passes = "model: {weights: {files: model-1.safetensors, index: "
              "model.safetensors.index.json}}\n"
              "==> model.safetensors.index.json <==\n"
              "{\"weight_map\": {\"embed.weight\": \"model-1.safetensors\"}}\n"
              "==> model-1.safetensors (with tensor embed.weight BF16 64) <==\n",
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report(inspection, findings, WeightsIssue::tensor_missing, tensor_missing);
      },
  },
  {
    .id = "weights-tensor-unlisted",
    .level = Level::warning,
    .title = "a weight file holds a tensor that the index does not name",
    .why = "It is left over from another model, or it was put there.",
    .fix = "write the index anew from the released files, or commit the file that was meant",
    .fails = "model: {weights: {files: model-1.safetensors, index: "
             "model.safetensors.index.json}}\n"
             "==> model.safetensors.index.json <==\n"
             "{\"weight_map\": {\"embed.weight\": \"model-1.safetensors\"}}\n"
             "==> model-1.safetensors (with tensor head.weight BF16 64) <==\n",
    .passes = "model: {weights: {files: model-1.safetensors, index: "
              "model.safetensors.index.json}}\n"
              "==> model.safetensors.index.json <==\n"
              "{\"weight_map\": {\"embed.weight\": \"model-1.safetensors\"}}\n"
              "==> model-1.safetensors (with tensor embed.weight BF16 64) <==\n",
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report(inspection, findings, WeightsIssue::tensor_unlisted,
               [](const WeightsObservation& seen) -> Statement {
                 return { .message = fmt::format("{} holds the tensor {}{}, which {} does not name",
                                                 quoted_path(seen.path), quoted_path(seen.found),
                                                 and_more(seen.more), quoted_path(seen.expected)) };
               });
      },
  },
  {
    .id = "weights-parameters-differ",
    .title = "the weight files cannot hold as many parameters as are declared",
    .why = "The number says which model it is; these files are of another size. Up to 30 % is "
           "rounding.",
    .fix = "correct `model.parameters`, or commit the weights that were meant",
    .fails = "model:\n"
             "  parameters: 7B\n"
             "  weights: {files: model.safetensors}\n"
             "==> model.safetensors (with tensor w BF16 1000) <==\n",
    .passes = "model:\n"
              "  parameters: 1k\n"
              "  weights: {files: model.safetensors}\n"
              "==> model.safetensors (with tensor w BF16 1024) <==\n",
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report(inspection, findings, WeightsIssue::parameters_differ, parameters_differ);
      },
  },
  {
    .id = "weights-dtype-differs",
    .title = "the weights are stored in another number type than is declared",
    .why = "Quantised or shortened weights are another release than the full ones.",
    .fix = "correct `model.weights.dtype`, or commit the weights that were meant",
    .fails = "model:\n"
             "  weights: {files: model.safetensors, dtype: float32}\n"
             "==> model.safetensors (with tensor w BF16 64) <==\n",
    .passes = "model:\n"
              "  weights: {files: model.safetensors, dtype: bfloat16}\n"
              "==> model.safetensors (with tensor w BF16 64) <==\n",
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report(inspection, findings, WeightsIssue::dtype_differs,
               [](const WeightsObservation& seen) -> Statement {
                 return { .message = fmt::format("{} is declared, and the weights are stored as {}",
                                                 quoted_path(seen.expected), seen.found) };
               });
      },
  },
  {
    .id = "weights-format-differs",
    .title = "the weight files are of another format than is declared",
    .why = "People choose by the format what they can load, and what is safe to load.",
    .fix = "correct `model.weights.format`, or commit the files that were meant",
    .fails = "model:\n"
             "  weights: {files: model.gguf, format: safetensors}\n"
             "==> model.gguf (in Git LFS, 2000000 bytes of "
             "1b465fa6b6bcbc06a3199e3d2d8aec35d37494a712f888b6d5536684dd89d0f0) <==\n",
    .passes = "model:\n"
              "  weights: {files: model.gguf, format: gguf}\n"
              "==> model.gguf (in Git LFS, 2000000 bytes of "
              "1b465fa6b6bcbc06a3199e3d2d8aec35d37494a712f888b6d5536684dd89d0f0) <==\n",
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report(inspection, findings, WeightsIssue::format_differs,
               [](const WeightsObservation& seen) -> Statement {
                 return { .message = fmt::format("{} is declared, and the files are {}",
                                                 quoted_path(seen.expected), seen.found) };
               });
      },
  },
  {
    .id = "weights-format-unsafe",
    .level = Level::warning,
    .title = "weights are released as a pickle, which runs code when it is loaded",
    .why = "Whoever loads a pickle runs what its author, or whoever exchanged it, put into it.",
    .fix = "release the weights as safetensors or GGUF as well, and declare those",
    .fails = "model: {weights: {files: pytorch_model.bin}}\n"
             "==> pytorch_model.bin (in Git LFS, 2000000 bytes of "
             "1b465fa6b6bcbc06a3199e3d2d8aec35d37494a712f888b6d5536684dd89d0f0) <==\n",
    .passes = "model: {weights: {files: model.safetensors}}\n"
              "==> model.safetensors (in Git LFS, 2000000 bytes of "
              "1b465fa6b6bcbc06a3199e3d2d8aec35d37494a712f888b6d5536684dd89d0f0) <==\n",
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report(inspection, findings, WeightsIssue::format_unsafe,
               [](const WeightsObservation& seen) -> Statement {
                 return { .message = fmt::format("{} is a pickle: loading it runs code; it was not opened",
                                                 quoted_path(seen.path)) };
               });
      },
  },
};

}  // namespace

constinit const RuleFamily weights_rules = weights_rows;

}  // namespace reallyopen
