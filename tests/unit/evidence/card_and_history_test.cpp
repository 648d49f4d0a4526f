// Lies about card, lineage and history, each with its honest twin: the rule that catches it, and
// where.
#include <functional>
#include <string>
#include <vector>

#include "inspection/check.h"
#include "support/catch.h"
#include "support/fixture_repository.h"

using namespace reallyopen;

namespace {

using Repository = FixtureRepository;

struct Twin {
  std::string name;
  std::string rule;
  std::string place;  // path:line of the finding
  std::function<void(Repository&)> lie;
  std::function<void(Repository&)> honest;
  std::string revision = "";  // checked instead of the working tree
};

const std::string described_model =
  "schema_version: 1\n"
  "model:\n"
  "  name: leafnet\n"
  "  version: \"1.2.0\"\n"
  "  developer: Leaf Lab\n"
  "  weights: {files: model.safetensors}\n"
  "training: {scripts: src/, config: config.yaml}\n"
  "data: {sources: [{name: Twigs, access: open, artifact: data/list.txt}]}\n"
  "license: {code: MIT, weights: LicenseRef-Leaf}\n"
  "restrictions: []\n";

void write_release(Repository& repository) {
  repository.write("TRANSPARENCY.yaml", described_model)
    .write("model.safetensors", "weights of 1.1\n")
    .write("src/train.py", "import model\nmodel.train(0.1)\n")
    .write("src/deep/loss.py", "loss = 1\n")
    .write("config.yaml", "rate: 0.1\n")
    .write("data/list.txt", "https://example.org/a\n")
    .write("docs/notes.md", "notes\n")
    .commit("release")
    .tag("v1.1");
}

auto with_card(const std::string& front_matter, const std::string& text = described_model) {
  return [=](Repository& repository) {
    repository.write("TRANSPARENCY.yaml", text)
      .write("README.md", "---\n" + front_matter + "---\n# leafnet\n")
      .commit("card");
  };
}

// After the release, one file changes.
auto changes(const std::string& path, bool with_manifest) {
  return [=](Repository& repository) {
    write_release(repository);
    repository.write(path, "changed = 2\n");
    if (with_manifest)
      repository.write("TRANSPARENCY.yaml", described_model + "updated: 2026-03-02\n");
    repository.commit("next");
  };
}

auto tagged(const std::string& tag, const std::string& version) {
  return [=](Repository& repository) {
    std::string text = described_model;
    text.replace(text.find("1.2.0"), 5, version);
    repository.write("TRANSPARENCY.yaml", text)
      .write("README.md", "# leafnet\n")
      .commit("tagged")
      .tag(tag);
  };
}

auto with_submodule(const std::string& stated, const std::string& pinned, const std::string& url) {
  return [=](Repository& repository) {
    repository
      .write("TRANSPARENCY.yaml", "schema_version: 1\ntraining:\n  scripts:\n    url: " + url +
                                    "\n    revision: \"" + stated + "\"\n")
      .write(".gitmodules",
             "[submodule \"trainer\"]\n\tpath = third_party/trainer\n"
             "\turl = git@example.org:leaf-lab/trainer.git\n")
      .submodule_entry("third_party/trainer", pinned)
      .commit("submodule");
  };
}

const std::string one(40, '1');
const std::string two(40, '2');

const std::vector<Twin> twins{
  { "another licence on the card", "card-license-differs", "README.md:2",
    with_card("license: mit\n"), with_card("license: other\nlicense_name: leaf\n") },
  { "a licence of another name", "card-license-differs", "README.md:3",
    with_card("license: other\nlicense_name: gemma\n"), with_card("license: other\n") },
  { "a linked text that is not here", "card-license-link-broken", "README.md:3",
    with_card("license: other\nlicense_link: LICENSE\n"),
    with_card("license: other\nlicense_link: TRANSPARENCY.yaml\n") },
  { "a data set that the manifest hides", "card-datasets-differ", "README.md:3",
    with_card("datasets:\n- secret-lab/mail\n"), with_card("datasets:\n- leaf-lab/twigs\n") },
  { "a base model that the manifest hides", "card-base-model-differs", "README.md:2",
    with_card("base_model: meta-llama/Llama-3.1-8B\n"), with_card("tags: [leaf]\n") },
  { "another base model", "card-base-model-differs", "README.md:2",
    with_card("base_model: root-lab/root-7b-instruct\n",
              "model: {base_models: [{name: Root 7B, relation: finetune}]}\n"),
    with_card("base_model: root-lab/root-7b\n",
              "model: {base_models: [{name: Root 7B, relation: finetune}]}\n") },
  { "a quantized copy called a finetune", "card-relation-differs", "README.md:3",
    with_card("base_model: root-lab/root-7b\nbase_model_relation: quantized\n",
              "model: {base_models: [{name: Root 7B, relation: finetune}]}\n"),
    with_card("base_model: root-lab/root-7b\nbase_model_relation: quantized\n",
              "model: {base_models: [{name: Root 7B, relation: quantized}]}\n") },
  { "a gate under no restrictions", "card-gate-unstated", "README.md:2",
    with_card("extra_gated_prompt: Agree to the policy.\n"),
    with_card("extra_gated_prompt: Agree to the policy.\n",
              "restrictions: [{kind: acceptable-use-policy, summary: See the policy.}]\n") },
  { "Europe left out", "card-gate-unstated", "README.md:2",
    with_card("extra_gated_eu_disallowed: true\n"),
    with_card("extra_gated_eu_disallowed: false\n") },
  { "a template nobody filled in", "card-slots-unfilled", "README.md:4",
    [](Repository& repository) {
  repository.write("TRANSPARENCY.yaml", described_model)
    .write("README.md", "# leafnet\n\n## Data\n[More Information Needed]\n")
    .commit("card");
   },
    [](Repository& repository) {
  repository.write("TRANSPARENCY.yaml", described_model)
    .write("README.md", "# leafnet\n\n## Data\nTwigs.\n")
    .commit("card");
  } },
  { "a base model without a licence", "base-model-unidentified", "TRANSPARENCY.yaml:1",
    with_card(
      "license: mit\n",
      "model: {base_models: [{name: Root 7B, relation: merge, revision: \"" + one + "\"}]}\n"),
    with_card("license: mit\n",
              "model: {base_models: [{name: Root 7B, relation: merge, license: MIT, revision: \"" +
                one + "\"}]}\n") },
  { "new weights", "manifest-stale", "TRANSPARENCY.yaml:0", changes("model.safetensors", false),
    changes("model.safetensors", true) },
  { "a new script in a declared folder", "manifest-stale", "TRANSPARENCY.yaml:0",
    changes("src/deep/extra.py", false), changes("src/deep/extra.py", true) },
  { "a new configuration", "manifest-stale", "TRANSPARENCY.yaml:0", changes("config.yaml", false),
    changes("docs/notes.md", false) },
  { "a new list of data", "manifest-stale", "TRANSPARENCY.yaml:0", changes("data/list.txt", false),
    changes("data/other.txt", false) },
  { "a change that is not committed yet", "manifest-stale", "TRANSPARENCY.yaml:0",
    [](Repository& repository) {
  write_release(repository);
  repository.write("src/train.py", "import model\nmodel.train(0.2)\n");
   },
    [](Repository& repository) { write_release(repository); } },
  { "new weights in the tagged commit itself", "manifest-stale", "TRANSPARENCY.yaml:0",
    [](Repository& repository) {
  changes("model.safetensors", false)(repository);
  repository.tag("v1.2.0");
   },
    [](Repository& repository) {
  changes("model.safetensors", true)(repository);
  repository.tag("v1.2.0");
  },
  "v1.2.0" },
  { "a tag of another version", "version-differs-from-tag", "TRANSPARENCY.yaml:4",
    tagged("v1.3.0", "1.2.0"), tagged("v1.3.0", "1.3"), "v1.3.0" },
  { "a tag of this model with another version", "version-differs-from-tag", "TRANSPARENCY.yaml:4",
    tagged("leafnet-v2", "1.2.0"), tagged("leafnet-v2", "2.0"), "leafnet-v2" },
  { "a commit that the submodule is not at", "submodule-pinned-elsewhere", "TRANSPARENCY.yaml:5",
    with_submodule(one, two, "https://example.org/leaf-lab/trainer"),
    with_submodule(one, one, "https://example.org/leaf-lab/trainer") },
  { "a page of a commit that the submodule is not at", "submodule-pinned-elsewhere",
    "TRANSPARENCY.yaml:5",
    with_submodule(one, two, "https://example.org/leaf-lab/trainer/blob/main/train.py"),
    with_submodule(one, two, "https://example.org/leaf-lab/other/blob/main/train.py") },
  };

std::vector<Finding> findings_of(const Twin& twin, const std::function<void(Repository&)>& make) {
  Repository repository;
  make(repository);
  CheckRequest request{ .folder = repository.path() };
  if (!twin.revision.empty()) request.revision = twin.revision;
  std::vector<Finding> found;
  const RunVerdict run = check(request);
  for (const Finding& finding : run.models.at(0).findings)
    if (finding.rule == twin.rule) found.push_back(finding);
  return found;
}

std::string shown(const Place& place) { return place.path + ":" + std::to_string(place.line); }

}  // namespace

TEST_CASE("every lie about card and history is caught at its place, and no honest twin is") {
  CHECK(twins.size() >= 15);
  for (const Twin& twin : twins) {
    CAPTURE(twin.name);
    const auto found = findings_of(twin, twin.lie);
    REQUIRE(found.size() == 1);
    CHECK(shown(found.front().place) == twin.place);
    CHECK(findings_of(twin, twin.honest).empty());
  }
}

TEST_CASE("a disagreement shows both lines") {
  Repository repository;
  with_card("license: mit\n")(repository);
  const RunVerdict run = check({ .folder = repository.path() });
  for (const Finding& finding : run.models.at(0).findings) {
    if (finding.rule != "card-license-differs") continue;
    REQUIRE(finding.related.size() == 1);
    CHECK(shown(finding.related.front().place) == "TRANSPARENCY.yaml:9");
    CHECK(finding.related.front().place.line_text ==
          "license: {code: MIT, weights: LicenseRef-Leaf}");
    return;
  }
  FAIL("no finding");
}

TEST_CASE("a stale manifest names what changed, at most five of it") {
  Repository repository;
  write_release(repository);
  for (const char letter : std::string("abcdefg"))
    repository.write(std::string("src/") + letter + ".py", "x = 1\n");
  repository.commit("many");
  const RunVerdict run = check({ .folder = repository.path() });
  for (const Finding& finding : run.models.at(0).findings) {
    if (finding.rule != "manifest-stale") continue;
    CHECK(finding.message ==
          "changed since `v1.1`, but this manifest did not: `src/a.py`, `src/b.py`, `src/c.py`, "
          "`src/d.py`, `src/e.py` and more");
    return;
  }
  FAIL("no finding");
}

TEST_CASE("a shallow clone is incomplete only where history was needed") {
  const auto is_incomplete = [](const std::string& text, bool tag_head) {
    Repository repository;
    repository.write("old.txt", "old\n").commit("old");
    repository.write("TRANSPARENCY.yaml", text).write("train.py", "import model\n").commit("new");
    if (tag_head) repository.tag("v1");
    repository.make_shallow();
    const RunVerdict run = check({ .folder = repository.path() });
    for (const Finding& finding : run.models.at(0).findings)
      if (finding.rule == "history-not-fetched") {
        CHECK(finding.incomplete);
        CHECK(finding.fix == "run `git fetch --unshallow --tags`");
        return true;
      }
    return false;
  };
  CHECK(is_incomplete("training: {scripts: train.py}\n", false));
  CHECK(is_incomplete("training: {scripts: train.py}\n", true));
  CHECK_FALSE(is_incomplete("training: {status: withheld, reason: A secret.}\n", false));
  CHECK_FALSE(is_incomplete("training: {scripts: missing.py}\n", false));
  CHECK_FALSE(is_incomplete("documentation: {model_card: train.py}\n", false));
}
