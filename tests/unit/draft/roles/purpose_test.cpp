#include "draft/roles/purpose.h"

#include <string>

#include "support/catch.h"

using namespace reallyopen;

TEST_CASE("a training script is told by its path and its content") {
  struct Row {
    std::string path;
    std::string content;
    bool trains;
  };
  const std::string step = "loss.backward()\noptimizer.step()\n";
  for (const Row& row : {
         Row{ "train.py", step, true },
         { "scripts/pretrain_gpt.py", step, true },
         { "finetune/scripts/run_sft.sh", "torchrun finetune.py\n", true },
         { "slurm/train.slurm", "#SBATCH --nodes=4\nsrun python run.py\n", true },
         { "fine-tune.ipynb", "Trainer(model)", true },
         { "train.py", "from engine import run_training\nrun_training()\n", true },  // thin entry
         { "train.py", "print('later')\n", false },
         { "tests/train_test.py", step, false },
         { "third_party/x/train.py", step, false },
         { "docs/train.py", step, false },
         { "eval/train_probe.py", step, false },
         { "src/constrained.py", step, false },  // a word within a word
         { "api_endpoints_dpo_server.py", step, false },
         { "lora_inference.py", step, false },
         { "distillation_loss.py", step, false },
         { "training_args.py", step, false },
         { "train.md", step, false },
       }) {
    CAPTURE(row.path, row.content);
    CHECK((may_train(row.path) && trains(row.path, row.content)) == row.trains);
  }
}

TEST_CASE("a script with a plain name trains if it optimises") {
  CHECK(is_plain_entry("main.py"));
  CHECK_FALSE(is_plain_entry("src/main.py"));
  CHECK(optimises("loss.backward()"));
  CHECK_FALSE(optimises("serve()"));
}

TEST_CASE("a preprocessing script is told by verb and noun, or by its folder") {
  for (const char* path :
       { "prepare.py", "data/openwebtext/prepare.py", "tools/datasets/preprocess_data.py",
         "scripts/decontaminate.py", "download_dataset.py", "utils/shard_memmap.py",
         "pipeline/dedup/run.py", "create_finetune_tfrecords.py", "scripts/convert_mmc4_to_wds.py",
         "data_prep/tokenize.cpp", "mix/data_mixing.sh" }) {
    CAPTURE(path);
    CHECK(may_prepare_data(path));
  }
  for (const char* path :
       { "prepare_changelog.py", "text_generation.py", "models/llama4/preprocess.py",
         "tokenizer.py", "content_filters.py", "download_model.py", "data/samplers.py",
         "convert_checkpoint.py", "tests/prepare_data.py", "examples/tokenizer_showcase.ipynb",
         "README.md" }) {
    CAPTURE(path);
    CHECK_FALSE(may_prepare_data(path));
  }
}

TEST_CASE("what stands beside data prepares them where it writes what it tokenised") {
  const std::string writes = "enc = tiktoken.get_encoding('gpt2')\nwrite_datafile(name, tokens)\n";
  CHECK(may_write_data("data/fineweb.py"));
  CHECK_FALSE(may_write_data("src/data/fineweb.py"));
  CHECK_FALSE(may_write_data("data/dataset.py"));
  CHECK(writes_tokens(writes));
  CHECK_FALSE(writes_tokens("enc = tiktoken.get_encoding('gpt2')\n"));
  CHECK_FALSE(writes_tokens("write_datafile(name, tokens)\n"));
}

TEST_CASE("other words for samples are not taken for a script that runs the model") {
  CHECK(may_infer("sample.py"));
  CHECK(may_infer("generate_text.py"));
  CHECK(may_infer("litgpt/generate/base.py"));
  CHECK_FALSE(may_infer("tools/sample_source_keys.py"));
  CHECK_FALSE(may_infer("demo/generate_example.py"));
}

TEST_CASE("a learning rate is found however it is spelt") {
  for (const char* text :
       { "lr: 1e-4", "learning_rate = 3e-4", "\"learning_rate\": 0.0001,", "--learning-rate 2e-5",
         "--lr=1e-3", "LEARNING_RATE=6.0e-5", "optimizer.lr: 0.1", "peak_lr: 1e-3", "lr: ${lr}" }) {
    CAPTURE(text);
    CHECK(sets_learning_rate(text));
  }
  for (const char* text :
       { "color: red", "lr_scheduler_type: cosine", "url: 1", "the learning rate" }) {
    CAPTURE(text);
    CHECK_FALSE(sets_learning_rate(text));
  }
}

TEST_CASE("a configuration of an estimator has no learning rate") {
  for (const char* content :
       { "classifier__C: [.05, .12]\nclassifier__gamma: [0.1, 1]\n",
         "{alpha: 1.9,\n max_iter: 700}", "{\"n_estimators\": 200,\n\"max_depth\": 6}",
         "epochs: 3\nbatch_size: 8\n" })
    CHECK(sets_estimator(content));
  for (const char* content :
       { "batch_size: 8\nbatch_size: 8\n", "kernel: rbf\nepochs: many\n", "max_depth: 6\n", "" })
    CHECK_FALSE(sets_estimator(content));
}

TEST_CASE("constants among configurations are settings, not a trainer") {
  const std::string constants = "# torchrun train.py config/train_gpt2.py\nbatch_size = 12\n";
  CHECK_FALSE(trains("config/train_gpt2.py", constants));
  CHECK(sets_training_constants("config/train_gpt2.py", constants));
  CHECK_FALSE(sets_training_constants("src/model.py", constants));
  CHECK(sets_learning_rate("parser.add_argument(\"--matrix-lr\", type=float, default=0.02)"));
  CHECK_FALSE(sets_learning_rate("parser.add_argument(\"--lr-schedule\", default=1)"));
}

TEST_CASE("settings of the training itself come before what follows it, samples last") {
  CHECK(remoteness("config/train_gpt2.py") < remoteness("configs/7b.yaml"));
  CHECK(remoteness("configs/7b.yaml") < remoteness("config/finetune_shakespeare.py"));
  CHECK(remoteness("recipes/sft/7b.yaml") < remoteness("configs/custom_dataset_example.yaml"));
}

TEST_CASE("an inference script runs the model") {
  CHECK(may_infer("inference/generate.py"));
  for (const char* path : { "inference/__init__.py", "inference/convert.py", "inference/kernel.py",
                            "inference/model.py", "tests/predict.py" }) {
    CAPTURE(path);
    CHECK_FALSE(may_infer(path));
  }
}
