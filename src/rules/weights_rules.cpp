// Rules about weight files: what their pointers, digests, shards and headers say against the
// manifest.
#include <fmt/format.h>

#include <algorithm>

#include "rules/catalogue.h"
#include "rules/findings.h"
#include "rules/inspection.h"
#include "rules/weights_report.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

Statement parameters_differ(const WeightsObservation& seen) {
  if (seen.field != "model.parameters")
    return { .message = fmt::format("`{}` is {}, more than the total of {}", seen.field,
                                    quoted_path(seen.expected), seen.found),
             .subject = {},
             .fix = "correct the number: it is a part of the total" };
  return { .message = fmt::format("{} parameters are declared, and the weight files hold {}",
                                  quoted_path(seen.expected), seen.found) };
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
        report_weights(inspection, findings, WeightsIssue::pointer_expected,
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
        report_weights(inspection, findings, WeightsIssue::pointer_unexpected,
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
        report_weights(inspection, findings, WeightsIssue::content_differs,
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
        report_weights(inspection, findings, WeightsIssue::checksum_differs,
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
        report_weights(inspection, findings, WeightsIssue::checksum_missing,
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
        report_weights(inspection, findings, WeightsIssue::checksums_unreadable,
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
        report_weights(inspection, findings, WeightsIssue::header_invalid,
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
        report_weights(inspection, findings, WeightsIssue::unread,
               [](const WeightsObservation& seen) -> Statement {
                 return { .message =
                            fmt::format("cannot tell about {}: {}", quoted_path(seen.path), seen.found) };
               });
      },
  },
  {
    .id = "weights-parameters-differ",
    .contradicts = true,
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
        report_weights(inspection, findings, WeightsIssue::parameters_differ, parameters_differ);
      },
  },
  {
    .id = "name-size-differs",
    .level = Level::warning,
    .title = "the model's name says another size than the model has",
    .why = "People choose by the name; a model of another size may be another model.",
    .fix = "correct `model.name`, or commit the weights that were meant",
    .fails = "model:\n"
             "  name: leaf-7B\n"
             "  weights: {files: model.safetensors}\n"
             "==> model.safetensors (with tensor w BF16 1000) <==\n",
    .passes = "model:\n"
              "  name: leaf-1M\n"
              "  weights: {files: model.safetensors}\n"
              "==> model.safetensors (with tensor w BF16 1000x1000) <==\n",
    .check =
      [](const Inspection& inspection, Findings& findings) {
        report_weights(inspection, findings, WeightsIssue::name_differs,
               [](const WeightsObservation& seen) -> Statement {
                 return { .message = fmt::format("{} is the name of a model with {} parameters",
                                                 in_backticks(seen.expected), seen.found) };
               });
      },
  },
  {
    .id = "weights-dtype-differs",
    .contradicts = true,
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
        report_weights(inspection, findings, WeightsIssue::dtype_differs,
               [](const WeightsObservation& seen) -> Statement {
                 return { .message = fmt::format("{} is declared, and the weights are stored {}",
                                                 quoted_path(seen.expected), seen.found) };
               });
      },
  },
  {
    .id = "weights-format-differs",
    .contradicts = true,
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
        report_weights(inspection, findings, WeightsIssue::format_differs,
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
        report_weights(inspection, findings, WeightsIssue::format_unsafe,
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
