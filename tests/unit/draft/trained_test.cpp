// Drafts of what training libraries write beside a model.
#include <fmt/format.h>

#include <string>

#include "inspection/check.h"
#include "repository/snapshot.h"
#include "support/call.h"
#include "support/catch.h"
#include "support/fixture_repository.h"
#include "support/weight_files.h"

using namespace reallyopen;

namespace {

bool holds(const std::string& text, const std::string& line) {
  return text.find(line) != std::string::npos;
}

// The draft, which has to be valid and to contradict nothing.
std::string draft_of(FixtureRepository& repository) {
  repository.commit("model");
  const std::string draft = call({ "init", "--stdout", repository.path() }).out;
  const Snapshot snapshot = Snapshot::open({ .folder = repository.path() });
  for (const Finding& finding : check_manifest(snapshot, "TRANSPARENCY.yaml", draft).findings) {
    CAPTURE(draft, finding.rule, finding.message, finding.place.line);
    CHECK((finding.level != Level::error || finding.rule == "requirement-unmet" ||
           finding.rule == "restriction-contradicts-claim"));
  }
  return draft;
}

std::string weights(std::uint64_t parameters) {
  return safetensors({ { "a", "F32", { parameters } } });
}

}  // namespace

TEST_CASE("checkpoints, optimizer states and run records are no weights") {
  FixtureRepository repository;
  repository
    .write("README.md",
           "---\nlicense: mit\ntags: [generated_from_trainer]\n---\n# leafnet\n\n"
           "### Training hyperparameters\n\nThe following hyperparameters were used during "
           "training:\n- learning_rate: 5e-05\n- train_batch_size: 8\n- total_train_batch_size: "
           "32\n- lr_scheduler_warmup_steps: -1\n- optimizer: Use OptimizerNames.ADAMW_TORCH with "
           "betas=(0.9,0.999) and optimizer_args=No additional optimizer arguments\n\n"
           "### Framework versions\n\n- Transformers 5.23.0\n- Python: 3.11.7\n\n"
           "url = {https://arxiv.org/abs/1908.10084},\n")
    .write("config.json", R"({"model_type": "leaf", "hidden_size": 8, "num_hidden_layers": 2})")
    .write("model.safetensors", weights(30))
    .write("training_args.bin", "pickle")
    .write("trainer_state.json", R"({"global_step": 8, "max_steps": 8, "learning_rate": 1e-4})")
    .write("eval_results.json", R"({"eval_loss": 1.5})")
    .write("checkpoint-4/README.md", "### Framework versions\n\n- Transformers 4.0.0\n")
    .write("checkpoint-4/config.json", R"({"model_type": "twig"})")
    .write("checkpoint-4/model.safetensors", safetensors({ { "a", "F32", { 30 } } }, 'c'))
    .write("checkpoint-4/optimizer.pt", "state");
  const std::string draft = draft_of(repository);
  CHECK(holds(draft, "      - path: model.safetensors\n\n"));  // and no other
  CHECK(holds(draft, "parameters: 30  # counted in the weights' headers"));
  CHECK(holds(draft, "type: leaf"));
  CHECK(holds(draft, "checkpoints: checkpoint-4/model.safetensors"));
  CHECK(holds(draft, "logs: trainer_state.json"));
  CHECK(holds(draft, "results_files: eval_results.json"));
  CHECK(holds(draft, "learning_rate: 5.0e-05  # from README.md:10"));
  CHECK(holds(draft, "batch_size: 32  # from README.md:12"));
  CHECK(holds(draft, "micro_batch_size: 8"));
  CHECK(holds(draft, "optimizer: \"ADAMW_TORCH with betas=(0.9,0.999)\""));
  CHECK(holds(draft, "steps: 8  # from trainer_state.json:1"));
  CHECK(holds(draft, "transformers: \"5.23.0\""));
  CHECK(holds(draft, "language: python 3.11.7"));
  CHECK(holds(draft, "restrictions: []  # `mit` sets none"));
  for (const char* absent : { "warmup", "optimizer.pt", "training_args", "4.0.0", "1908.10084" }) {
    CAPTURE(absent);
    CHECK_FALSE(holds(draft, absent));
  }
}

TEST_CASE("what mergekit, quantisation and conversion made of a base is no fine-tune") {
  const std::string card = "---\nlicense: mit\nbase_model: leaves/root\n---\n# leafnet\n";
  FixtureRepository merged;
  merged.write("README.md", card).write("model.safetensors", weights(30));
  CHECK(holds(draft_of(merged), "relation: finetune"));
  merged.write("mergekit_config.yml", "merge_method: slerp\n");
  CHECK(holds(draft_of(merged), "relation: merge"));
  FixtureRepository quantised;
  quantised.write("README.md", card).write("model.safetensors", weights(30));
  quantised.write("config.json",
                  R"({"model_type": "leaf", "quantization_config": {"quant_method": "gptq"}})");
  CHECK(holds(draft_of(quantised), "relation: quantized"));
}

TEST_CASE("the checkpoint of a run of one save is the release, and an empty text no licence") {
  FixtureRepository repository;
  repository.write("LICENSE", " \n").write("model.safetensors", weights(30));
  repository.write("checkpoint-4/model.safetensors", weights(30));
  const std::string copied = draft_of(repository);
  CHECK_FALSE(holds(copied, "checkpoint-4"));
  CHECK_FALSE(holds(copied, "files: LICENSE"));
  repository.write("checkpoint-2/model.safetensors", safetensors({ { "a", "F32", { 30 } } }, 'x'));
  CHECK(holds(draft_of(repository), "checkpoint-4/model.safetensors"));
}

TEST_CASE("an adapter is one of its base, and not a model of a few parameters") {
  FixtureRepository repository;
  repository.write("README.md", "---\nbase_model: leaves/leaf\n---\n# Model Card for Model ID\n")
    .write("adapter_config.json", R"({"base_model_name_or_path": "leaves/leaf"})")
    .write("adapter_model.safetensors", weights(12));
  const std::string draft = draft_of(repository);
  CHECK(holds(draft, "- name: leaves/leaf  # from adapter_config.json:1\n      relation: adapter"));
  CHECK(holds(draft, "# parameters: {total: …, trainable: 12}"));
  CHECK_FALSE(holds(draft, "Model ID"));
  CHECK(holds(draft, "restrictions:\n  status: unknown"));
  CHECK_FALSE(holds(draft, "its licence restricts the use"));  // nobody knows
}

TEST_CASE("other forms of a model are not added up, the parts of a pipeline are") {
  FixtureRepository forms;
  forms.write("model.safetensors", weights(30))
    .write("model.fp16.safetensors", safetensors({ { "a", "F16", { 30 } } }))
    .write("onnx/model.onnx", "graph");
  const std::string draft = draft_of(forms);
  CHECK(holds(draft, "parameters: 30"));
  CHECK(holds(draft, "# - onnx/model.onnx"));
  FixtureRepository differing;
  differing.write("small.safetensors", weights(30)).write("large.safetensors", weights(90));
  CHECK_FALSE(holds(draft_of(differing), "\n  parameters:"));
  FixtureRepository pipeline;
  pipeline.write("model_index.json", R"({"_class_name": "LeafPipeline"})")
    .write("unet/config.json", R"({"_class_name": "UNet2DModel", "num_layers": 2})")
    .write("unet/diffusion_pytorch_model.safetensors", weights(30))
    .write("vae/diffusion_pytorch_model.safetensors", weights(20));
  const std::string parts = draft_of(pipeline);
  CHECK(holds(parts, "type: LeafPipeline"));
  CHECK(holds(parts, "parameters: 50  # counted in the headers of the parts' weights"));
  CHECK(holds(parts, "- path: vae/diffusion_pytorch_model.safetensors"));
}

TEST_CASE("models of other libraries are weights as well") {
  for (const char* name :
       { "model.keras", "model.weights.h5", "net.tflite", "net.pte", "net.mlmodel", "leaf.nemo",
         "model.skops", "model.joblib", "model.cbm", "model.ubj", "lid.ftz", "saved_model.pb",
         "flax_model.msgpack", "net.pt2", "leaf.llamafile", "model.npz",
         "leaf.ckpt.data-00000-of-00001", "last.pth.tar",
         "Leaf.mlpackage/Data/weights/weight.bin" }) {
    FixtureRepository repository;
    repository.lfs_pointer(name, std::string(64, 'a'), 2'000'000);
    // What such a file never stands without.
    const std::string path = name;
    if (path.ends_with(".data-00000-of-00001")) repository.write("leaf.ckpt.index", "index");
    if (path.find(".mlpackage/") != std::string::npos)
      repository.write("Leaf.mlpackage/Manifest.json", "{\"itemInfoEntries\": {}}");
    CAPTURE(name);
    CHECK(holds(draft_of(repository), "- path: " + std::string(name)));
  }
  FixtureRepository trees;
  trees.write("model.json", R"({"learner": {"attributes": {}}, "version": [3, 2, 0]})")
    .write("model.txt", "tree\nversion=v4\n")
    .write("model_notes.txt", "What the model is.\n")
    .write("model_card.json", "{\"name\": 1}");
  const std::string draft = draft_of(trees);
  CHECK(holds(draft, "- path: model.json\n      - path: model.txt\n\n"));
}

TEST_CASE("a spaCy pipeline is called and licensed as its meta.json says") {
  FixtureRepository repository;
  const std::string layer = "\x84\xa5nodes\x91\x84\xa5index";
  repository.write("meta.json",
                   R"({"lang": "en", "name": "leaf_sm", "version": "0.3.0", )"
                   R"("spacy_version": ">=3.8.0,<3.9.0", "author": "Leaf Lab", "license": "MIT"})");
  repository
    .write("config.cfg", "[nlp]\nlang = \"en\"\n\n[training.optimizer]\nlearn_rate = 0.001\n")
    .write("ner/model", layer)
    .write("ner/cfg", "{}")
    .write("notes/model", "what we call a model")
    .write("vocab/strings.json", "[]");
  const std::string draft = draft_of(repository);
  CHECK(holds(draft, "name: en_leaf_sm  # from meta.json:1"));
  CHECK(holds(draft, "version: \"0.3.0\"  # from meta.json:1"));
  CHECK(holds(draft, "developer: Leaf Lab"));
  CHECK(holds(draft, "weights: MIT  # from meta.json:1"));
  CHECK(holds(draft, "- path: ner/model"));
  CHECK(holds(draft, "files: config.cfg"));
  CHECK_FALSE(holds(draft, "notes/model"));
}

TEST_CASE("the best of a spaCy run is the model, the last a checkpoint") {
  FixtureRepository repository;
  const std::string layer = "\x84\xa5nodes\x91\x84\xa5index";
  repository.write("output/model-best/tagger/model", layer)
    .write("output/model-last/tagger/model", layer + "later");
  const std::string draft = draft_of(repository);
  CHECK(holds(draft, "- path: output/model-best/tagger/model"));
  CHECK(holds(draft, "checkpoints: output/model-last/tagger/model"));
  CHECK_FALSE(holds(draft, "- path: output/model-last"));
}

TEST_CASE("prose that speaks of a base is shown to a person, and stated by nobody") {
  FixtureRepository repository;
  const std::string address = "https://huggingface.co/";
  repository.write("README.md",
                   "# leafnet\n\nWe fine-tuned the pretrained [Twig](" + address +
                     "lab/twig-base) on leaves.\n\nThe data are at " + address +
                     "datasets/lab/leaves, where it was fine-tuned.\n\nSee also [Root](" + address +
                     "lab/root).\n- fine-tuned: " + address + "lab/sapling\n");
  const std::string draft = draft_of(repository);
  CHECK(holds(draft, "# README.md:3 links to `lab/twig-base` where it speaks of how"));
  CHECK_FALSE(holds(draft, "base_models:"));
  for (const char* absent : { "lab/root", "lab/sapling", "`datasets/" }) {
    CAPTURE(absent);
    CHECK_FALSE(holds(draft, absent));
  }
}

TEST_CASE("the front matter of a model card of another name is read, one of a part is not") {
  FixtureRepository repository;
  repository
    .write("MODEL_CARD.md", "---\nlicense: apache-2.0\nlanguage: [de, fr]\n---\n# leafnet\n")
    .write("encoder/README.md", "---\nlicense: mit\nlanguage: [ja]\n---\nText.\n");
  const std::string draft = draft_of(repository);
  CHECK(holds(draft, "weights: Apache-2.0  # from MODEL_CARD.md:2"));
  CHECK(holds(draft, "- de"));
  CHECK_FALSE(holds(draft, "- ja"));
}

// Each link had its whole line searched: half a minute for a megabyte.
TEST_CASE("a README of one line of links is not searched once for each") {
  FixtureRepository repository;
  std::string readme = "# leafnet\n";
  for (int i = 0; i < 20'000; ++i)
    readme += fmt::format("https://huggingface.co/lab/leaf-{} , ", i);
  std::string launcher = "python x";
  for (int i = 0; i < 20'000; ++i) launcher += " ../go/train.py";
  repository.write("README.md", readme)
    .write("go/train.py", "loss.backward()\n")
    .write("go/all.sh", launcher);
  CHECK(holds(draft_of(repository), "name: leafnet"));
}
