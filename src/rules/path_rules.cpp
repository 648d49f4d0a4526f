// Rules about declared artifacts: what the snapshot shows under the names that the manifest gives.
#include <fmt/format.h>

#include <algorithm>

#include "rules/artifact_report.h"
#include "rules/catalogue.h"
#include "rules/findings.h"
#include "rules/inspection.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

std::string_view here(const Inspection& inspection) {
  return inspection.snapshot.view() == View::commit ? "in this commit" : "among the tracked files";
}

Statement missing(const Inspection& inspection, const Artifact& artifact) {
  Statement statement;
  if (artifact.defect == Defect::pattern_unmatched) {
    statement.message = fmt::format("no file {} matches {}", here(inspection),
                                    quoted_path(artifact.written));
    return statement;
  }
  if (artifact.defect == Defect::not_a_folder) {
    statement.message = fmt::format("{} is a file, not a folder", quoted_path(artifact.written));
    statement.fix = "take away the `/` at the end";
    return statement;
  }
  statement.message = fmt::format("{} is not {}", quoted_path(artifact.written), here(inspection));
  if (!artifact.nearest.empty())
    statement.hint = fmt::format("nearest tracked file: {}", quoted_path(artifact.nearest));
  return statement;
}

Statement symlink_broken(const Inspection&, const Artifact& artifact) {
  const bool loops = artifact.defect == Defect::symlink_loop;
  return { .message = fmt::format("{} is reached through the link {}, which {}",
                                  quoted_path(artifact.written), quoted_path(artifact.detail),
                                  loops ? "leads back to itself" : "points to nothing here") };
}

Statement empty(const Inspection&, const Artifact& artifact) {
  const std::string_view what = artifact.defect == Defect::empty ? "is empty"
                                                                 : "holds nothing but comments";
  return { .message = fmt::format("{} {}", quoted_path(artifact.written), what) };
}

Statement promise(const Inspection&, const Artifact& artifact) {
  Statement statement{ .message = fmt::format("{} only promises its content",
                                              quoted_path(artifact.written)) };
  if (artifact.other)
    statement.hint = fmt::format("{}:{} says {}", printable(artifact.other->path, 120),
                                 artifact.other->line, quoted_path(artifact.other->line_text));
  return statement;
}

Statement of_another_kind(const Inspection&, const Artifact& artifact) {
  return { .message = fmt::format("{} is {}, and `{}` asks for {}", quoted_path(artifact.detail),
                                  describe(artifact.kind), printable(artifact.field, 80),
                                  asked_instead(artifact.field, artifact.kind)) };
}

Statement digest(const Inspection&, const Artifact& artifact) {
  const std::string_view what = artifact.defect == Defect::digest_differs ? "sha256" : "size_bytes";
  return { .message = fmt::format("{} has another `{}` than declared",
                                  quoted_path(artifact.written), what),
           .subject = {},
           .hint = fmt::format("it is `{}`", artifact.detail),
           .fix = fmt::format("declare `{}: {}`, or commit the file that was meant", what,
                              artifact.detail) };
}

Statement unreadable(const Inspection&, const Artifact& artifact) {
  if (artifact.defect == Defect::lfs_not_fetched)
    return { .message = fmt::format(
               "cannot tell: {} is a Git LFS pointer, and its content is needed",
               quoted_path(artifact.detail)),
             .subject = {},
             .fix =
               "run `git lfs pull` and check the working tree, or keep scripts and configuration "
               "out of LFS" };
  return { .message = fmt::format("cannot tell: the content of {} is not in this clone",
                                  quoted_path(artifact.detail)) };
}

constexpr Rule path_rows[] = {
  {
    .id = "path-missing",
    .title = "a declared file is not in the repository",
    .why = "A path that leads nowhere is no evidence.",
    .fix = "correct the path, or commit the file",
    .fails = "training: {scripts: src/train.py}\n"
             "==> src/training/train.py <==\n"
             "print(1)\n",
    .passes = "training: {scripts: src/training/train.py}\n"
              "==> src/training/train.py <==\n"
              "print(1)\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      report_artifacts(inspection, findings, { Defect::missing, Defect::pattern_unmatched, Defect::not_a_folder },
             missing);
    },
  },
  {
    .id = "path-not-committed",
    .title = "a declared file exists, but is not committed",
    .why = "What is only on your machine nobody else can have.",
    .fix = "`git add` the file, and commit it",
    .fails = "training: {scripts: train.py}\n"
             "==> train.py (not committed) <==\n"
             "print(1)\n",
    .passes = "training: {scripts: train.py}\n"
              "==> train.py <==\n"
              "print(1)\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      report_artifacts(inspection, findings, { Defect::not_committed },
             [](const Inspection&, const Artifact& artifact) -> Statement {
               return { .message = fmt::format("{} exists, but is not committed", quoted_path(artifact.written)) };
             });
    },
  },
  {
    .id = "path-ignored",
    .title = "a declared file exists, but git is told to ignore it",
    .why = "An ignored file will be missing from every clone.",
    .fix = "take the file out of `.gitignore`, or add it with `git add --force`",
    .fails = "training: {scripts: train.py}\n"
             "==> .gitignore <==\n"
             "*.py\n"
             "==> train.py (not committed) <==\n"
             "print(1)\n",
    .passes = "training: {scripts: train.py}\n"
              "==> .gitignore <==\n"
              "*.pyc\n"
              "==> train.py <==\n"
              "print(1)\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      report_artifacts(inspection, findings, { Defect::ignored },
             [](const Inspection&, const Artifact& artifact) -> Statement {
               return { .message = fmt::format("{} exists, but git ignores it", quoted_path(artifact.written)) };
             });
    },
  },
  {
    .id = "path-outside",
    .title = "a declared path leaves the repository",
    .why = "Only what is in the repository is released with it.",
    .fix = "name a file of this repository; `/x` is `x` at its root",
    .fails = "training: {scripts: ../private/train.py}\n",
    .passes = "training: {scripts: train.py}\n"
              "==> train.py <==\n"
              "print(1)\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      report_artifacts(inspection, findings, { Defect::outside },
             [](const Inspection&, const Artifact& artifact) -> Statement {
               return { .message = fmt::format("{} leaves the repository", quoted_path(artifact.written)) };
             });
    },
  },
  {
    .id = "path-symlink-dangling",
    .title = "a declared path is a link to nothing",
    .why = "The link is committed, what it points to is not.",
    .fix = "commit the target, or name it directly",
    .fails = "training: {scripts: train.py}\n"
             "==> train.py (link to old/train.py) <==\n",
    .passes = "training: {scripts: train.py}\n"
              "==> train.py (link to src/train.py) <==\n"
              "==> src/train.py <==\n"
              "print(1)\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      report_artifacts(inspection, findings, { Defect::symlink_dangling, Defect::symlink_loop }, symlink_broken);
    },
  },
  {
    .id = "path-symlink-escapes",
    .title = "a declared path is a link out of the repository",
    .why = "What lies outside is not released, and may be another file on every machine.",
    .fix = "commit the file itself",
    .fails = "training: {scripts: train.py}\n"
             "==> train.py (link to /mnt/shared/train.py) <==\n",
    .passes = "training: {scripts: train.py}\n"
              "==> train.py <==\n"
              "print(1)\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      report_artifacts(inspection, findings, { Defect::symlink_escapes },
             [](const Inspection&, const Artifact& artifact) -> Statement {
               return { .message = fmt::format("{} is reached through the link {}, which leaves the repository",
                                               quoted_path(artifact.written), quoted_path(artifact.detail)) };
             });
    },
  },
  {
    .id = "path-empty",
    .title = "a declared file is empty",
    .why = "A file without content has the name of evidence only.",
    .fix = "commit the content, or say `status: withheld` with a `reason`",
    .fails = "training: {scripts: train.py}\n"
             "==> train.py <==\n"
             "# nothing but this comment\n",
    .passes = "training: {scripts: train.py}\n"
              "==> train.py <==\n"
              "print(1)\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      report_artifacts(inspection, findings, { Defect::empty, Defect::comments_only }, empty);
    },
  },
  {
    .id = "path-placeholder",
    .title = "a declared file only promises its content",
    .why = "A release is judged by what it holds, not by what it will hold.",
    .fix = "commit the content, or say `status: planned` with a `reason`",
    .fails = "training: {scripts: train.py}\n"
             "==> train.py <==\n"
             "# Training code will be released soon.\n",
    .passes = "training: {scripts: train.py}\n"
              "==> train.py <==\n"
              "print(1)\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      report_artifacts(inspection, findings, { Defect::promise }, promise);
    },
  },
  {
    .id = "path-kind-differs",
    .title = "a declared file is plainly something else",
    .why = "A licence is no script, and a configuration holds no weights: a name in the right place is no evidence.",
    .fix = "name the file that was meant, or say `status: withheld` with a `reason`",
    .fails = "training: {scripts: LICENSE}\n"
             "==> LICENSE <==\n"
             "All rights reserved.\n",
    .passes = "training: {scripts: train.py}\n"
              "==> train.py <==\n"
              "print(1)\n"
              "==> LICENSE <==\n"
              "All rights reserved.\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      report_artifacts(inspection, findings, { Defect::kind_differs }, of_another_kind);
    },
  },
  {
    .id = "path-digest-differs",
    .title = "a declared file is not the one that was declared",
    .why = "Digest and size say which file was meant; this is another one. Weights may be equal all "
           "the same: safetensors 0.8.0 writes the same metadata in another order each time.",
    .fix = "correct the digest, or commit the file that was meant",
    .fails = "model:\n"
             "  weights:\n"
             "    files: {path: model.safetensors, size_bytes: 1024}\n"
             "==> model.safetensors <==\n"
             "weights\n",
    .passes = "model:\n"
              "  weights:\n"
              "    files: {path: model.safetensors, size_bytes: 8}\n"
              "==> model.safetensors <==\n"
              "weights\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      report_artifacts(inspection, findings, { Defect::digest_differs, Defect::size_differs }, digest);
    },
  },
  {
    .id = "path-unreadable",
    .level = Level::warning,
    .incomplete = true,
    .title = "a declared file is here by name only",
    .why = "Content that was not fetched can be neither confirmed nor contradicted.",
    .fix = "fetch it: `git fetch --refetch`, or clone without `--filter`",
    .fails = "training: {scripts: train.py}\n"
             "==> train.py (not fetched) <==\n"
             "print(1)\n",
    .passes = "training: {scripts: train.py}\n"
              "==> train.py <==\n"
              "print(1)\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      report_artifacts(inspection, findings, { Defect::not_fetched, Defect::lfs_not_fetched }, unreadable);
    },
  },
  {
    .id = "path-over-limit",
    .level = Level::warning,
    .incomplete = true,
    .title = "a declared path asks for more work than the check does",
    .why = "The manifest may come from a stranger; checking it has to end.",
    .fix = "name folders instead of globs, and fewer of them",
    .fails = "training:\n"
             "  scripts: \"src/\\\n"
             "    *a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a\\\n"
             "    *a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a\\\n"
             "    *a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a\\\n"
             "    *a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a\\\n"
             "    *a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a\\\n"
             "    *a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a\\\n"
             "    *a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a\\\n"
             "    *a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a\\\n"
             "    *a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a\\\n"
             "    *a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a\\\n"
             "    *a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a\\\n"
             "    *a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a\\\n"
             "    *a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a\\\n"
             "    *a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a\\\n"
             "    *a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a\\\n"
             "    *.py\"\n",
    .passes = "training: {scripts: [\"*.py\"]}\n"
              "==> train.py <==\n"
              "print(1)\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      report_artifacts(inspection, findings, { Defect::over_limit },
             [](const Inspection&, const Artifact& artifact) -> Statement {
               return { .message = fmt::format("cannot tell about {}: {}", quoted_path(artifact.written),
                                               artifact.detail) };
             });
    },
  },
};

}  // namespace

constinit const RuleFamily path_rules = path_rows;

}  // namespace reallyopen
