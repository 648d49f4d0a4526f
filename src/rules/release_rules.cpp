// Rules about what of the declared files belongs to the release, and is what its name says.
#include <fmt/format.h>

#include "rules/artifact_report.h"
#include "rules/catalogue.h"
#include "rules/findings.h"
#include "rules/inspection.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr Rule release_rows[] = {
  {
    .id = "path-in-submodule",
    .level = Level::note,
    .title = "a declared path lies in a submodule",
    .why = "The submodule's commit pins it, but its content is not part of this repository and was not examined.",
    .fix = "nothing to mend, if the submodule's repository is public",
    .fails = "model: {inference: {code: engine/run.py}}\n"
             "==> .gitmodules <==\n"
             "[submodule \"engine\"]\n"
             "path = engine\n"
             "url = https://git.example.org/leaf/engine\n"
             "==> engine (submodule at 59a53e3f68e546330ca5a99ec626e58f9ab96494) <==\n",
    .passes = "model: {inference: {code: engine/run.py}}\n"
              "==> engine/run.py <==\n"
              "print(1)\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      report_artifacts(inspection, findings, { Defect::in_submodule },
             [](const Inspection&, const Artifact& artifact) -> Statement {
               return { .message = fmt::format("{} lies in the submodule {}; its content was not examined",
                                               quoted_path(artifact.written), quoted_path(artifact.detail)) };
             });
    },
  },
  {
    .id = "path-only-in-submodule",
    .level = Level::warning,
    .incomplete = true,
    .title = "a part of the release itself lies in a submodule",
    .why = "Archives of the release lack it, and nobody can tell from here whether it is there.",
    .fix = "commit the files, or name their repository with `url` and `revision`",
    .fails = "training: {scripts: trainer/train.py}\n"
             "==> .gitmodules <==\n"
             "[submodule \"trainer\"]\n"
             "path = trainer\n"
             "url = https://git.example.org/leaf/trainer\n"
             "==> trainer (submodule at 59a53e3f68e546330ca5a99ec626e58f9ab96494) <==\n",
    .passes = "training: {scripts: train.py}\n"
              "==> train.py <==\n"
              "print(1)\n"
              "==> .gitmodules <==\n"
              "[submodule \"theme\"]\n"
              "path = theme\n"
              "url = https://git.example.org/leaf/theme\n"
              "==> theme (submodule at 59a53e3f68e546330ca5a99ec626e58f9ab96494) <==\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      report_artifacts(inspection, findings, { Defect::only_in_submodule },
             [](const Inspection&, const Artifact& artifact) -> Statement {
               return { .message = fmt::format("{} lies in the submodule {}, which is not part of this release",
                                               quoted_path(artifact.written), quoted_path(artifact.detail)) };
             });
    },
  },
  {
    .id = "path-submodule-lost",
    .title = "a declared path lies in a submodule that nobody else can fetch",
    .why = "The tree pins a commit, and nothing says of which repository.",
    .fix = "record the submodule's public address in `.gitmodules`, or commit the files",
    .fails = "training: {scripts: trainer/train.py}\n"
             "==> trainer (submodule at 59a53e3f68e546330ca5a99ec626e58f9ab96494) <==\n",
    .passes = "training: {scripts: train.py}\n"
              "==> train.py <==\n"
              "print(1)\n"
              "==> theme (submodule at 59a53e3f68e546330ca5a99ec626e58f9ab96494) <==\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      report_artifacts(inspection, findings, { Defect::submodule_lost },
             [](const Inspection&, const Artifact& artifact) -> Statement {
               return { .message = fmt::format("{} is in no repository that others can fetch: {}",
                                               quoted_path(artifact.written), artifact.detail) };
             });
    },
  },
  {
    .id = "path-copied",
    .contradicts = true,
    .title = "one file is declared as two things under two names",
    .why = "A script that evaluates is not the one that trains, and a README is no licence: one of the names is empty.",
    .fix = "commit the file that was meant, or declare one path for both",
    .fails = "training: {scripts: train.py}\n"
             "evaluation: {code: evaluate.py}\n"
             "==> train.py <==\n"
             "for batch in load(\"train.csv\"):\n"
             "    loss = model(batch).loss\n"
             "    loss.backward()\n"
             "==> evaluate.py <==\n"
             "for batch in load(\"train.csv\"):\n"
             "    loss = model(batch).loss\n"
             "    loss.backward()\n",
    .passes = "training: {scripts: main.py}\n"
              "evaluation: {code: main.py}\n"
              "==> main.py <==\n"
              "for batch in load(\"train.csv\"):\n"
              "    loss = model(batch).loss\n"
              "    loss.backward()\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      for (const CopiedFile& file : inspection.copied_files)
        findings.add({ .place = file.artifact->place,
                       .message = fmt::format("{} is declared for {}, and is {}, which is for {}",
                                              quoted_path(file.path), file.asked,
                                              quoted_path(file.other_path), file.other_asked),
                       .subject = fmt::format("{} {}", file.artifact->field, file.path),
                       .component = component_of(inspection, *file.artifact),
                       .related = { { { .path = file.path }, "this file" },
                                    { { .path = file.other_path }, "has the same content" },
                                    { file.other, "is declared or named here" } } });
    },
  },
  {
    .id = "path-left-out",
    .contradicts = true,
    .title = "a declared file is left out of the archives of the release",
    .why = "`export-ignore` takes it out of what git archive, a forge's download and Zenodo hold of this tag.",
    .fix = "take the line out of `.gitattributes`",
    .fails = "training: {scripts: train.py}\n"
             "==> .gitattributes <==\n"
             "train.py export-ignore\n"
             "==> train.py <==\n"
             "loss.backward()\n",
    .passes = "training: {scripts: train.py}\n"
              "==> .gitattributes <==\n"
              "tests export-ignore\n"
              "==> train.py <==\n"
              "loss.backward()\n"
              "==> tests/test_train.py <==\n"
              "assert True\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      for (const LeftOut& file : inspection.left_out)
        findings.add({ .place = file.artifact->place,
                       .message = fmt::format("{} is left out of the archives of this release", quoted_path(file.path)),
                       .subject = fmt::format("{} {}", file.artifact->field, file.path),
                       .component = component_of(inspection, *file.artifact),
                       .related = { { file.rule, "says so" } } });
    },
  },
  {
    .id = "dvc-differs",
    .contradicts = true,
    .title = "a declared file is not the one that its `.dvc` file names",
    .why = "Who fetches the data with DVC gets another file than the one that is committed.",
    .fix = "run `dvc add` again, or take one of the two away",
    .fails = "training: {logs: loss.csv}\n"
             "==> loss.csv <==\n"
             "step,loss\n"
             "1,2.5\n"
             "==> loss.csv.dvc <==\n"
             "outs:\n"
             "- {md5: 1b2cf535f27731c974343645a3985328, size: 40960, path: loss.csv}\n",
    .passes = "training: {logs: loss.csv}\n"
              "==> loss.csv <==\n"
              "step,loss\n"
              "1,2.5\n"
              "==> loss.csv.dvc <==\n"
              "outs:\n"
              "- {size: 16, path: loss.csv}\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      for (const OtherDvcFile& file : inspection.dvc_files)
        findings.add({ .place = file.place,
                       .message = fmt::format("{} is named as {}, and the file has {}", quoted_path(file.path),
                                              in_backticks(file.says), file.found),
                       .subject = fmt::format("{} {}", file.artifact->field, file.path),
                       .component = component_of(inspection, *file.artifact),
                       .related = { { { .path = file.path }, "the file" },
                                    { file.artifact->place, "declared here" } } });
    },
  },
};

}  // namespace

constinit const RuleFamily release_rules = release_rows;

}  // namespace reallyopen
