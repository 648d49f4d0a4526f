// What globs and folders are worth: several files, some of which are links, empty or elsewhere.
#include "inspection/check.h"
#include "support/catch.h"
#include "support/fixture_repository.h"

using namespace reallyopen;

namespace {

constexpr const char* submodule_commit = "59a53e3f68e546330ca5a99ec626e58f9ab96494";

std::string manifest_with(const std::string& scripts) {
  return "schema_version: 1\nclaim: open-weights\nmodel:\n  name: leafnet\n  version: \"1.0\"\n"
         "  developer: Leaf Lab\n  architecture: {description: Two layers.}\n"
         "  weights: {files: model.bin}\n  inference: {code: predict.py}\n"
         "data: {status: withheld, reason: No data.}\npreprocessing: {status: withheld, reason: "
         "Internal.}\n"
         "training:\n  scripts: " +
         scripts +
         "\nhyperparameters: {status: withheld, reason: Internal.}\n"
         "hardware: {status: unknown, reason: Lost.}\nlicense: MIT\nrestrictions: []\n";
}

const ComponentEvidence& scripts_of(const ModelVerdict& model) {
  for (const ComponentEvidence& component : model.components)
    if (component.id == "training-scripts") return component;
  throw std::logic_error("no training-scripts");
}

}  // namespace

TEST_CASE("several files of one glob or folder") {
  FixtureRepository repository;
  repository.write("model.bin", "weights").write("predict.py", "print(1)\n");
  repository.write("src/__init__.py", "").write("src/train.py", "print(1)\n");
  repository.write("empty/a.py", "").write("empty/b.py", "# later\n");
  repository.symlink("broken/a.py", "nowhere.py").symlink("escaping/a.py", "../../etc/passwd");
  repository.symlink("good/a.py", "../src/train.py").symlink("good/folder", "../src");
  repository.symlink("round/a.py", "b.py").symlink("round/b.py", "a.py");
  repository.write("soon/a.py", "# coming soon\n");
  repository.submodule_entry("vendored/lib", submodule_commit);
  repository.write(".gitmodules",
                   "[submodule \"lib\"]\npath = vendored/lib\nurl = https://example.org/a/lib\n");
  struct Row {
    std::string scripts;
    std::string evidence;
    std::string rule;  // the finding about it; empty: none
  };
  for (const Row& row : {
         // Honest packages hold empty files too.
         Row{ "src/*.py", "present", "" },
         Row{ "src/", "present", "" },
         Row{ "empty/*.py", "broken", "path-empty" },
         Row{ "empty/", "broken", "path-empty" },
         Row{ "soon/*", "broken", "path-placeholder" },
         // A link is worth what it leads to.
         Row{ "good/*.py", "present", "" },
         Row{ "good/", "present", "" },
         Row{ "broken/*", "broken", "path-symlink-dangling" },
         Row{ "broken/", "broken", "path-symlink-dangling" },
         Row{ "escaping/*.py", "broken", "path-symlink-escapes" },
         Row{ "escaping/", "broken", "path-symlink-escapes" },
         Row{ "round/*.py", "broken", "path-symlink-dangling" },
         Row{ "vendored/*", "unknown", "path-only-in-submodule" },
         Row{ "vendored/", "unknown", "path-only-in-submodule" },
         Row{ "nothing/*", "broken", "path-missing" },
         // One digest for several files cannot be right for all.
         Row{ "{path: src/*.py, size_bytes: 9}", "broken", "path-digest-differs" },
         Row{ "{path: src/t*.py, size_bytes: 9}", "present", "" },
       }) {
    CAPTURE(row.scripts);
    repository.write("TRANSPARENCY.yaml", manifest_with(row.scripts)).commit("x");
    const RunVerdict run = check({ .folder = repository.path() });
    const ModelVerdict& model = run.models.at(0);
    CHECK(name(scripts_of(model).evidence) == row.evidence);
    std::string rules;
    for (const Finding& finding : model.findings)
      if (finding.rule.starts_with("path-")) rules += finding.rule;
    CHECK(rules == row.rule);
  }
}
