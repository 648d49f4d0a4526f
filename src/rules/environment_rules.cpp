// Rules about how firmly the environment is fixed, and what contradicts it.
#include <fmt/format.h>

#include "rules/catalogue.h"
#include "rules/findings.h"
#include "rules/inspection.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

void add_open_lock(const OpenLock& lock, Findings& findings) {
  Statement statement{ .place = lock.place,
                       .message = lock.unparsable
                                    ? lock.what
                                    : fmt::format("{} is declared as a lock file, and {}",
                                                  in_backticks(lock.path), lock.what),
                       .subject = fmt::format("{} {}", lock.field, lock.path),
                       .fix = lock.fix,
                       .component = "environment" };
  statement.related.push_back({ lock.declared, "declared as a lock file here" });
  findings.add(std::move(statement));
}

void add_imports(const Inspection& inspection, bool certain, Findings& findings) {
  for (const UnlockedImport& import : inspection.unlocked_imports) {
    if (import.certain != certain) continue;
    std::string lists;
    for (const std::string& list : import.lists)
      lists += (lists.empty() ? "" : ", ") + in_backticks(list);
    findings.add(
      { .place = import.place,
        .message = fmt::format("{} is used here, and {} is not in {}", in_backticks(import.module),
                               in_backticks(import.distribution), lists),
        .subject = import.distribution,
        .component = "environment" });
  }
}

constexpr Rule environment_rows[] = {
  {
    .id = "import-not-locked",
    .contradicts = true,
    .title = "a script imports a package that the declared lock files do not hold",
    .why = "An environment that is built from this lock cannot run the script; so it is not the one that the model was trained in.",
    .fix = "commit the lock of the environment that was used",
    .fails = "environment: {lockfiles: requirements.txt}\n"
             "training: {scripts: train.py}\n"
             "==> requirements.txt <==\n"
             "numpy==1.26.4\n"
             "==> train.py <==\n"
             "import numpy\nimport torch\nprint(torch.zeros(1))\n",
    .passes = "environment: {lockfiles: requirements.txt}\n"
              "training: {scripts: train.py}\n"
              "==> requirements.txt <==\n"
              "numpy==1.26.4\ntorch==2.4.1\n"
              "==> train.py <==\n"
              "import json, numpy\nimport torch\nprint(torch.zeros(1))\n",
    .check = [](const Inspection& inspection, Findings& findings) { add_imports(inspection, true, findings); },
  },
  {
    .id = "import-not-known",
    .level = Level::warning,
    .title = "a script imports something that is in no lock file and not in the repository",
    .why = "Nobody else can get it by this name, unless a package of another name brings it.",
    .fix = "add the package to the lock file, or the module to the repository",
    .fails = "environment: {lockfiles: requirements.txt}\n"
             "training: {scripts: train.py}\n"
             "==> requirements.txt <==\n"
             "numpy==1.26.4\n"
             "==> train.py <==\n"
             "import numpy\nfrom cedar_kernels import attention\nprint(attention)\n",
    .passes = "environment: {lockfiles: requirements.txt}\n"
              "training: {scripts: train.py}\n"
              "==> requirements.txt <==\n"
              "numpy==1.26.4\n"
              "==> cedar_kernels/attention.py <==\n"
              "attention = 1\n"
              "==> train.py <==\n"
              "import numpy\nfrom cedar_kernels import attention\nprint(attention)\n",
    .check = [](const Inspection& inspection, Findings& findings) { add_imports(inspection, false, findings); },
  },
  {
    .id = "lock-file-unpinned",
    .title = "a declared lock file leaves versions open",
    .why = "With a range everybody installs another environment, and a later one than the model was trained in.",
    .fix = "commit the lock file that the installer writes, or declare this one in `environment.manifests`",
    .fails = "environment: {lockfiles: requirements.txt}\n"
             "==> requirements.txt <==\n"
             "numpy==1.26.4\n"
             "torch>=2.1\n",
    .passes = "environment: {lockfiles: requirements.txt}\n"
              "==> requirements.txt <==\n"
              "numpy==1.26.4\n"
              "torch==2.1.2\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      for (const OpenLock& lock : inspection.environment.open_locks)
        if (!lock.unparsable) add_open_lock(lock, findings);
    },
  },
  {
    .id = "lock-file-unparsable",
    .title = "a declared lock file cannot be parsed",
    .why = "No installer can have read this file.",
    .fix = "write the lock file anew with its tool",
    .fails = "environment: {lockfiles: uv.lock}\n"
             "==> uv.lock <==\n"
             "version = 1\n"
             "<<<<<<< ours\n",
    .passes = "environment: {lockfiles: uv.lock}\n"
              "==> uv.lock <==\n"
              "version = 1\n"
              "[[package]]\n"
              "name = \"numpy\"\n"
              "version = \"1.26.4\"\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      for (const OpenLock& lock : inspection.environment.open_locks)
        if (lock.unparsable) add_open_lock(lock, findings);
    },
  },
  {
    .id = "framework-version-differs",
    .contradicts = true,
    .title = "a package list holds another version of a framework than the manifest states",
    .why = "Only one of the two was installed when the model was trained.",
    .fix = "state the version that was installed",
    .fails = "environment: {lockfiles: requirements.txt, frameworks: {torch: \"2.4.1\"}}\n"
             "==> requirements.txt <==\n"
             "torch==2.1.2\n",
    .passes = "environment: {lockfiles: requirements.txt, frameworks: {torch: \"2.4\"}}\n"
              "==> requirements.txt <==\n"
              "torch==2.4.1+cu121\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      for (const VersionConflict& conflict : inspection.environment.versions) {
        Statement statement{ .place = conflict.declared,
                             .message = fmt::format("{} is {} here and {} in {}", in_backticks(conflict.name), in_backticks(conflict.stated),
                                                    in_backticks(conflict.found), in_backticks(conflict.place.path)),
                             .subject = "environment.frameworks." + conflict.name,
                             .component = "environment" };
        statement.related.push_back({ conflict.place, fmt::format("{} is {}", in_backticks(conflict.name), in_backticks(conflict.found)) });
        findings.add(std::move(statement));
      }
    },
  },
  {
    .id = "image-digest-differs",
    .contradicts = true,
    .title = "the image's name holds another digest than is stated beside it",
    .why = "The two name different images, and only one of them was used.",
    .fix = "state the digest once",
    .fails = "environment:\n"
             "  container:\n"
             "    image: example/train@sha256:1111111111111111111111111111111111111111111111111111111111111111\n"
             "    digest: sha256:2222222222222222222222222222222222222222222222222222222222222222\n",
    .passes = "environment:\n"
              "  container:\n"
              "    image: example/train:2.4\n"
              "    digest: sha256:2222222222222222222222222222222222222222222222222222222222222222\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      for (const ImageConflict& conflict : inspection.environment.images) {
        Statement statement{ .place = conflict.declared,
                             .message = "`environment.container.digest` is not the digest in `image`",
                             .subject = "environment.container.digest",
                             .component = "environment" };
        statement.related.push_back({ conflict.other, "the image is named here" });
        findings.add(std::move(statement));
      }
    },
  },
};

}  // namespace

constinit const RuleFamily environment_rules = environment_rows;

}  // namespace reallyopen
