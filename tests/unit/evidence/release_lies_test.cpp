// Lies about what a release starts from and consists of, each beside its honest twin.
#include <functional>
#include <string>
#include <vector>

#include "digest/md5.h"
#include "inspection/check.h"
#include "support/catch.h"
#include "support/fixture_repository.h"
#include "support/weight_files.h"

using namespace reallyopen;

namespace {

constexpr const char* gitlink = "59a53e3f68e546330ca5a99ec626e58f9ab96494";

struct ReleaseLie {
  std::string name;
  std::string rule;
  std::string path;      // of the finding, or of one of the places that go with it
  std::string manifest;  // behind `schema_version`
  std::function<void(FixtureRepository&, bool)> write;  // true for the lie
};

const std::string
  one_script = "model: {name: Leaf, base_models: []}\ntraining: {scripts: train.py}\n";

auto script_of(std::string lie, std::string honest) {
  return
    [lie = std::move(lie), honest = std::move(honest)](FixtureRepository& repository, bool lies) {
    repository.write("train.py", (lies ? lie : honest) + "\nloss.backward()\n");
    };
}

auto said(std::string lie, std::string honest) {
  return
    [lie = std::move(lie), honest = std::move(honest)](FixtureRepository& repository, bool lies) {
    repository.write("README.md", "# Leaf\n\n" + (lies ? lie : honest) + "\n");
    };
}

// Files of which the first is not there in the lie.
auto given(std::vector<std::pair<std::string, std::string>> all) {
  return [all = std::move(all)](FixtureRepository& repository, bool lies) {
    for (std::size_t i = lies ? 1 : 0; i < all.size(); ++i)
      repository.write(all[i].first, all[i].second);
  };
}

std::vector<ReleaseLie> lineage_lies() {
  const std::string named = "model: {name: Leaf, base_models: []}\n";
  return {
    { "a published model without an owner", "base-model-unnamed", "train.py", one_script,
      script_of("m = GPT2Model.from_pretrained('gpt2')",
                "t = GPT2Tokenizer.from_pretrained('gpt2')") },
    { "a restricted one behind a constant", "base-model-restricted", "train.py", one_script,
      script_of("B = 'google/gemma-2b'\nm = AutoModel.from_pretrained(B)",
                "B = 'google/gemma-2b'\nm = Model()") },
    { "architecture code that a script imports", "base-model-unnamed", "net.py",
      "model: {name: Leaf, base_models: [], architecture: {code: net.py}}\n"
      "training: {scripts: train.py}\n",
      [](FixtureRepository& repository, bool lies) {
    repository
      .write("net.py", std::string("import keras\nx = keras.applications.VGG16(") +
                         (lies ? "" : "weights=None") + ")\n")
      .write("train.py", "from net import x\nx.fit(data)\n");
     } },
    { "a card's sentence", "base-model-unnamed", "README.md", named,
      said("This model is a fine-tuned version of [x](https://huggingface.co/a/b) on tales.",
           "It has the layout of [x](https://huggingface.co/a/b), and none of its weights.") },
    { "a card's sentence without a link", "base-model-unnamed", "README.md", named,
      said("Finetuned from a/b.", "Unlike models that are finetuned from a/b, it is small.") },
    { "a card's sentence about the model by its name", "base-model-restricted", "README.md", named,
      said("Leaf is a fine-tuned version of google/gemma-2b.",
           "Leaf-Large is a fine-tuned version of google/gemma-2b.") },
    { "an own model that the manifest is silent about", "base-model-unnamed", "train.py",
      "model: {name: Leaf, developer: Twig Lab, base_models: []}\ntraining: {scripts: train.py}\n",
      script_of("m = AutoModel.from_pretrained('twig-lab/root')",
                "m = AutoModel.from_pretrained('twig-lab/leaf')") },
    { "GGUF with a name and an organization", "base-model-restricted", "model.gguf",
      "model: {name: Leaf, base_models: [], weights: {files: model.gguf}}\n",
      [](FixtureRepository& repository, bool lies) {
    GgufBuilder file;
    file.text("general.architecture", "llama");
    if (lies)
      file.text("general.base_model.0.name", "Llama 3.1 8B")
        .text("general.base_model.0.organization", "Meta Llama");
    repository.write("model.gguf", file.tensor("w", 0, { 64 }, 256).build());
     } },
    };
}

std::vector<ReleaseLie> set_lies() {
  const std::string weights = safetensors({ { "w", "BF16", { 64 } } });
  const std::string pipeline =
    "{\"_class_name\": \"P\", \"unet\": [\"diffusers\", \"UNet2DModel\"],\n"
    " \"vae\": [\"diffusers\", \"AutoencoderKL\"],\n"
    " \"image_encoder\": [null, null]}";
  const std::string unet = "unet/diffusion_pytorch_model.safetensors";
  const std::string vae = "vae/diffusion_pytorch_model.safetensors";
  const auto declared = [](std::string_view path) {
    return "model: {weights: {files: " + std::string(path) + "}}\n";
  };
  const std::string modules =
    "[{\"path\": \"\", \"type\": \"sentence_transformers.models.Transformer\"},\n"
    " {\"path\": \"2_Dense\", \"type\": \"sentence_transformers.models.Dense\"},\n"
    " {\"path\": \"3_N\", \"type\": \"sentence_transformers.models.Normalize\"}]";
  const std::string pipe =
    "[nlp]\npipeline = [\"tok2vec\",\"ner\"]\n[components.tok2vec]\n"
    "factory = \"tok2vec\"\n[components.ner]\nfactory = \"ner\"\n";
  const std::string
    package = "{\"itemInfoEntries\": {\"a\": {\"path\": \"com.apple.CoreML/weights\"}}}";
  const std::string manifest = "M.mlpackage/Manifest.json";
  const std::string data = "M.mlpackage/Data/com.apple.CoreML/";
  return {
    { "a pipeline without a folder", "weights-incomplete", "model_index.json",
      declared("\"*/*.safetensors\""),
      given({ { vae, weights }, { unet, weights }, { "model_index.json", pipeline } }) },
    { "a pipeline's folder without weights", "weights-incomplete", "model_index.json",
      declared("\"*/*.safetensors\""),
      given({ { vae, weights },
              { "vae/config.json", "{\"a\": 1}" },
              { unet, weights },
              { "model_index.json", pipeline } }) },
    { "a part of a pipeline as the whole", "weights-incomplete", "model_index.json",
      declared("\"*/*.safetensors\""),
      [=](FixtureRepository& repository, bool lies) {
    repository.write(unet, weights).write("model_index.json", pipeline);
    repository.write(lies ? "vae/weights.bin" : vae, weights);
     } },
    { "sentence-transformers without a layer", "weights-incomplete", "modules.json",
      declared("\"**/*.safetensors\""),
      given({ { "2_Dense/model.safetensors", weights },
              { "2_Dense/config.json", "{\"a\": 1}" },
              { "model.safetensors", weights },
              { "modules.json", modules } }) },
    { "spaCy without a component", "weights-incomplete", "p/config.cfg", declared("p/*/model"),
      given({ { "p/ner/model", "\x81\xa5xxxx" },
              { "p/tok2vec/model", "\x82\xa5xxxx" },
              { "p/config.cfg", pipe },
              { "p/meta.json", "{\"spacy_version\": \"3\"}" } }) },
    { "a SavedModel without variables", "weights-incomplete", "saved_model.pb",
      declared("saved_model.pb"),
      [](FixtureRepository& repository, bool lies) {
    repository.write("saved_model.pb", std::string("\x08\x01VarHandleOp\0\x01", 15));
    if (!lies)
      repository.write("variables/variables.index", "\1\2")
        .write("variables/variables.data-00000-of-00001", "\1\2");
     } },
    { "variables without their index", "weights-incomplete", "c.data-00000-of-00001",
      declared("\"c.*\""),
      given({ { "c.index", "\1\2\3" }, { "c.data-00000-of-00001", "\1\2" } }) },
    { "a package without its weights", "weights-incomplete", manifest, declared("M.mlpackage/"),
      given({ { data + "weights/weight.bin", "\1\2\3" },
              { data + "model.mlmodel", "\x08\1" },
              { manifest, package } }) },
    { "a package without its list", "weights-incomplete", "M.mlpackage", declared("M.mlpackage/"),
      given({ { manifest, package },
              { data + "model.mlmodel", "\x08\1" },
              { data + "weights/weight.bin", "\1\2\3" } }) },
    { "an Orbax folder without data", "weights-incomplete", "w/_METADATA", declared("w/"),
      given({ { "w/d/4f", "\1\2\3" }, { "w/_METADATA", "{\"tree_metadata\": {}}" } }) },
    { "settings instead of weights", "weights-incomplete", "model.json", declared("model.json"),
      [](FixtureRepository& repository, bool lies) {
    repository.write("model.json", lies ? "{\"class_name\": \"Sequential\", \"units\": 8}"
                                        : "{\"w\": [0.123456, 0.223457, 1.323458, -0.523459]}");
     } },
    };
}

std::vector<ReleaseLie> kind_lies() {
  const std::string code =
    "for batch in load('train.csv'):\n  loss = model(batch).loss\n"
    "  loss.backward()\n  optimizer.step()\n";
  const std::string both = "training: {scripts: train.py}\nevaluation: {code: evaluate.py}\n";
  const auto train = [](std::string lie, std::string honest) {
    return
      [lie = std::move(lie), honest = std::move(honest)](FixtureRepository& repository, bool lies) {
      repository.write("train.py", lies ? lie : honest);
      };
  };
  const std::string training = "training: {scripts: train.py}\n";
  const std::string hidden = "'" + std::string(200, 'a') + "'";
  return {
    { "one script under two names", "path-copied", "train.py", both,
      [=](FixtureRepository& repository, bool lies) {
    repository.write("train.py", code).write("evaluate.py", lies ? code : code + "print(loss)\n");
     } },
    { "a licence that is a README", "path-copied", "README.md", "license: {files: COPYING}\n",
      [](FixtureRepository& repository, bool lies) {
    const std::string text = "# Leaf\n\n" + std::string(100, 'x') + "\n";
    repository.write("README.md", text).write("COPYING", lies ? text : text + "All may use it.\n");
     } },
    { "packages in place of a script", "path-kind-differs", "TRANSPARENCY.yaml", training,
      train("xgboost==3.2.0\nnumpy>=2.4\n", "# numpy==2\nmodel.fit(x)\n") },
    { "settings in place of a script", "path-kind-differs", "TRANSPARENCY.yaml", training,
      train("epochs: 8\nlr: 0.1\n", "epochs: int = 8\nfit(epochs)\n") },
    { "a script of a doc string", "script-stub", "train.py", training,
      train("\"\"\"Trains.\"\"\"\n", "\"\"\"Trains.\"\"\"\nmodel.fit(x)\n") },
    { "a script that imports and prints", "script-stub", "train.py", training,
      train("import torch\nprint('epoch 1, loss 0.1')\n",
            "import torch\nprint('loss', fit(torch.load('x')))\n") },
    { "a script that is hidden in a text", "script-stub", "train.py", training,
      train("import base64\nexec(base64.b64decode(" + hidden + "))\n",
            "import base64\nkey = base64.b64decode(" + hidden + ")\nmodel.fit(key)\n") },
    };
}

std::vector<ReleaseLie> release_lies() {
  const std::string record = "[submodule \"t\"]\n\tpath = t\n\turl = ";
  const auto submodule = [=](std::string lie, std::string honest) {
    return [=](FixtureRepository& repository, bool lies) {
      const std::string& url = lies ? lie : honest;
      if (!url.empty()) repository.write(".gitmodules", record + url + "\n");
      repository.submodule_entry("t", gitlink);
    };
  };
  const std::string engine = "model: {inference: {code: t/run.py}}\n";
  const std::string loss = "step,loss\n1,2.5\n";
  const auto dvc = [=](std::string lie, std::string honest) {
    return [=](FixtureRepository& repository, bool lies) {
      repository.write("loss.csv", loss)
        .write("loss.csv.dvc", "outs:\n- {" + (lies ? lie : honest) + ", path: loss.csv}\n");
    };
  };
  const std::string logs = "training: {logs: loss.csv}\n";
  const std::string sized = "model: {name: Leaf, parameters: {total: 4096}}\n";
  const std::string steps =
    "model: {weights: {files: m.safetensors}}\n"
    "training: {checkpoints: s.safetensors}\n";
  const auto networks = [](std::vector<SampleTensor> lie, std::vector<SampleTensor> honest) {
    return [=](FixtureRepository& repository, bool lies) {
      repository
        .write(
          "m.safetensors",
          safetensors(
            { { "a", "F32", { 8, 8 } }, { "b", "F32", { 8, 8 } }, { "c", "F32", { 8, 8 } } }, 'm'))
        .write("s.safetensors", safetensors(lies ? lie : honest, 's'));
    };
  };
  const std::vector<SampleTensor> same = { { "model.a", "F32", { 8, 8 } },
                                           { "model.b", "F32", { 8, 8 } } };
  return {
    { "a submodule without a record", "path-submodule-lost", "TRANSPARENCY.yaml", engine,
      submodule("", "https://git.example.org/a/t") },
    { "a submodule of a machine's own", "path-submodule-lost", "TRANSPARENCY.yaml", engine,
      submodule("/srv/git/t", "git@git.example.org:a/t.git") },
    { "a submodule of a network's own", "path-submodule-lost", "TRANSPARENCY.yaml", engine,
      submodule("ssh://git@10.0.0.4/t", "../t") },
    { "training code in a submodule only", "path-only-in-submodule", "TRANSPARENCY.yaml",
      "training: {scripts: t/train.py}\n",
      [=](FixtureRepository& repository, bool lies) {
    if (!lies) repository.write("t/train.py", "loss.backward()\n");
    if (lies) submodule("https://git.example.org/a/t", "")(repository, true);
     } },
    { "a macro that leaves a file out", "path-left-out", ".gitattributes",
      "training: {scripts: train.py}\n",
      [](FixtureRepository& repository, bool lies) {
    repository.write("train.py", "loss.backward()\n")
      .write(".gitattributes", std::string("[attr]private export-ignore\n") +
                                 (lies ? "train.py" : "notes") + " private\n");
     } },
    { "another size in the .dvc file", "dvc-differs", "loss.csv.dvc", logs,
      dvc("size: 99", "size: 16") },
    { "another digest in the .dvc file", "dvc-differs", "loss.csv.dvc", logs,
      dvc("md5: ffffffffffffffffffffffffffffffff, size: 16", "md5: " + md5(loss) + ", size: 16") },
    { "a card's number", "card-parameters-differ", "README.md", sized,
      said("It has 7 billion parameters.", "It has 4,096 parameters, GPT-3 has 175B parameters.") },
    { "a card's row", "card-parameters-differ", "README.md", sized,
      said("| | |\n|---|---|\n| Parameters | 1.3M |", "| | |\n|---|---|\n| Parameters | 4.1k |") },
    { "a card's line", "card-parameters-differ", "README.md", sized,
      said("- **Parameters:** 7B", "- **Hyperparameters:** 7B") },
    { "checkpoints of another shape", "checkpoints-of-another-model", "s.safetensors", steps,
      networks({ { "a", "F32", { 4, 8 } }, { "b", "F32", { 4, 8 } } }, same) },
    { "checkpoints of other tensors", "checkpoints-of-another-model", "s.safetensors", steps,
      networks({ { "x", "F32", { 2, 2 } }, { "y", "F32", { 2, 2 } }, { "z", "F32", { 2, 2 } } },
               { { "x.lora_A", "F32", { 2, 2 } },
                 { "y.lora_A", "F32", { 2, 2 } },
                 { "z.lora_A", "F32", { 2, 2 } } }) },
    { "checkpoints of no known ending that are one file", "checkpoints-copied", "TRANSPARENCY.yaml",
      "training: {checkpoints: \"s*.bin\"}\n",
      [](FixtureRepository& repository, bool lies) {
    repository.write("s1.bin", "\1\2one").write("s2.bin", lies ? "\1\2one" : "\1\2two");
     } },
    };
}

ModelVerdict verdict_of(const ReleaseLie& lie, bool lies) {
  FixtureRepository repository;
  repository.write("TRANSPARENCY.yaml", "schema_version: 1\n" + lie.manifest);
  lie.write(repository, lies);
  repository.commit("release");
  return check({ .folder = repository.path() }).models.at(0);
}

bool is_at(const Finding& finding, const std::string& path) {
  if (finding.place.path == path) return true;
  for (const Related& related : finding.related)
    if (related.place.path == path) return true;
  return false;
}

void try_all(const std::vector<ReleaseLie>& lies) {
  for (const ReleaseLie& lie : lies) {
    CAPTURE(lie.name);
    bool caught = false;
    for (const Finding& finding : verdict_of(lie, true).findings)
      caught = caught || (finding.rule == lie.rule && is_at(finding, lie.path));
    CHECK(caught);
    for (const Finding& finding : verdict_of(lie, false).findings) {
      CAPTURE(finding.message);
      CHECK(finding.rule != lie.rule);
    }
  }
}

}  // namespace

TEST_CASE("bases that a manifest hides are found, and what is no base is left alone") {
  try_all(lineage_lies());
}

TEST_CASE("sets of files that lack a part are found") { try_all(set_lies()); }

TEST_CASE("files that are something else under a good name are found") { try_all(kind_lies()); }

TEST_CASE("files that the release does not hold, or holds twice in two forms, are found") {
  try_all(release_lies());
}
