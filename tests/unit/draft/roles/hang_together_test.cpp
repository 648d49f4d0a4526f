// How files hang together: what a stage, an application or an entry starts and imports.
#include <string>

#include "draft/roles/script_tree.h"
#include "draft/roles/stages.h"
#include "support/catch.h"
#include "support/scripts.h"

using namespace reallyopen;

namespace {

constexpr const char*
  loader = "def answer(x):\n  net = torch.load('net.pt')\n  return net.predict(x)\n";

}  // namespace

TEST_CASE("stages are read with their commands and nothing else") {
  const std::vector<Stage> stages = stages_of(
    "dvc.yaml",
    "stages:\n  clean:\n    cmd: python a.py\n      --fast\n    deps:\n    - b.py\n"
    "  fit:\n    cmd:\n    - python c.py\n    outs:\n    - m.pkl\nplots:\n  d:\n    cmd: e\n");
  REQUIRE(stages.size() == 2);
  CHECK(stages[0].name == "clean");
  CHECK(stages[0].commands == "python a.py --fast\n");
  CHECK(stages[1].commands == "python c.py\n");
  CHECK(stages_of("MLproject", "entry_points:\n  main:\n    command: \"python a.py\"\n").size() ==
        1);
  const std::vector<Stage> targets = stages_of("Makefile", "A := b\nfit: x\n\tpython a.py\n");
  REQUIRE(targets.size() == 1);
  CHECK(targets[0].commands == "\tpython a.py\n");
  CHECK(stages_of("other.yaml", "stages:\n  a:\n    cmd: python a.py\n").empty());
}

TEST_CASE("the stage of a pipeline that trains says what a script is for") {
  const char* step = "def go():\n  pass\nif __name__ == '__main__':\n  go()\n";
  const Scripts files = { { "dvc.yaml",
                            "stages:\n  featurize:\n    cmd: python src/a.py\n"
                            "  train_model:\n    cmd: python src/b.py\n    params:\n    - lr\n"
                            "  deploy:\n    cmd: python src/c.py\n"
                            "  prepare_base_model:\n    cmd: python src/d.py\n" },
                          { "src/a.py", step },
                          { "src/b.py", step },
                          { "src/c.py", step },
                          { "src/d.py", step } };
  Survey survey;
  const auto named = assign_roles(script_files(files), survey);
  CHECK(survey.preprocessing == ScriptPaths{ "src/a.py" });
  CHECK(survey.training == ScriptPaths{ "src/b.py", "dvc.yaml" });
  REQUIRE(named.size() == 1);
  CHECK(named.front().written == "params.yaml");
  CHECK(
    roles_of({ { "dvc.yaml", "stages:\n  featurize:\n    cmd: python a.py\n" }, { "a.py", step } })
      .preprocessing.empty());
}

TEST_CASE("a target called test runs tests of the code") {
  const char* step = "def go():\n  pass\nif __name__ == '__main__':\n  go()\n";
  const Survey survey = roles_of({ { "Makefile",
                                     "fit:\n\tpython train_it.py\ntest:\n\tpython check.py\n"
                                     "evaluate:\n\tpython hold.py\n" },
                                   { "train_it.py", small_trainer },
                                   { "check.py", step },
                                   { "hold.py", step } });
  CHECK(survey.evaluation == ScriptPaths{ "hold.py" });
}

TEST_CASE("an application of what a module loads applies the model, another does not") {
  const char* page = "from fastapi import FastAPI\nfrom leaf import summarizer\napp = FastAPI()\n";
  const auto inference = [&](const char* module) {
    return roles_of({ { "server.py", page }, { "leaf/summarizer.py", module } }).inference;
  };
  CHECK(inference(loader) == ScriptPaths{ "leaf/summarizer.py", "server.py" });
  CHECK(inference("def answer(x):\n  return x\n").empty());
  CHECK(roles_of({ { "label_viewer.py", page }, { "leaf/summarizer.py", loader } }).inference ==
        ScriptPaths{});
  CHECK(roles_of({ { "health.py", page }, { "leaf/summarizer.py", loader } }).inference !=
        ScriptPaths{ "health.py" });
}

TEST_CASE("a page that leads to the one that predicts belongs to it, its neighbours do not") {
  const char* leads = "import streamlit as st\nst.switch_page(\"pages/predict.py\")\n";
  const Survey survey = roles_of(
    { { "app/home.py", leads },
      { "app/pages/about.py", leads },
      { "app/pages/predict.py",
        "import streamlit as st\nnet = torch.load('a')\nnet.predict(1)\n" } });
  CHECK(survey.inference == ScriptPaths{ "app/pages/predict.py", "app/home.py" });
}

TEST_CASE("programs that leave the work to modules") {
  const char* calls = "\nif __name__ == '__main__':\n  go()\n";
  const auto entry = [&](const char* import) { return std::string(import) + calls; };
  const std::string prepare = entry("from leaf.preprocess import go");
  const std::string test = entry("from leaf.test import go");
  const std::string tokens = entry("from leaf.tokenizer import go");
  const std::string other = entry("from leaf.other import go");
  const Survey survey = roles_of({ { "run_preparing_data.py", prepare.c_str() },
                                   { "run_testing.py", test.c_str() },
                                   { "run_tokenizer.py", tokens.c_str() },
                                   { "run_splitting.py", other.c_str() },
                                   { "leaf/preprocess.py", "def go():\n  x.to_csv('a')\n" },
                                   { "leaf/test.py", "def go():\n  rmse(a)\n" },
                                   { "leaf/tokenizer.py", "def go():\n  pass\n" },
                                   { "leaf/other.py", "def go():\n  pass\n" } });
  CHECK(survey.preprocessing ==
        ScriptPaths{ "leaf/preprocess.py", "run_preparing_data.py", "run_tokenizer.py" });
  CHECK(survey.evaluation == ScriptPaths{ "run_testing.py" });
}

TEST_CASE("modules are found from any folder above, relative ones only where they say") {
  const auto files = script_files({ { "a/b/c/d.py", "import x" },
                                    { "a/models/net.py", "" },
                                    { "a/src/deep/e.py", "" },
                                    { "net.py", "" } });
  const ScriptTree tree(files);
  CHECK(tree.module_at("a/b/c/d.py", "models.net") == &files[1]);
  CHECK(tree.module_at("a/b/c/d.py", "deep.e") == &files[2]);
  CHECK(tree.module_at("a/b/c/d.py", "net") == &files[3]);
  CHECK(tree.module_at("a/b/c/d.py", ".net") == nullptr);
  CHECK(tree.module_at("a/b/c/d.py", "....net") == &files[3]);
  CHECK(tree.module_at("a/b/c/d.py", "torch.nn") == nullptr);
}

TEST_CASE("a network that is built by its name is imported") {
  const char* net = "class Net(torch.nn.Module):\n  pass\n";
  const auto architecture = [&](const char* config) {
    const std::string trainer = std::string(small_trainer) + config;
    return roles_of({ { "fit.py", trainer.c_str() }, { "training/parts.py", net } }).architecture;
  };
  CHECK(architecture("make(class_name='training.parts.Net')\n") ==
        ScriptPaths{ "training/parts.py" });
  CHECK(architecture("print('training.parts.Net')\n").empty());
}

TEST_CASE("what a package installs is a program") {
  const char* module = "def run():\n  net = torch.load('a')\n  net.generate(1)\n";
  const auto inference = [&](const char* metadata) {
    return roles_of({ { "pyproject.toml", metadata },
                      { "src/leaf/talk.py", "def run():\n  pass\n" },
                      { "src/leaf/demo.py", module },
                      { "app_demo.py", loader } })
      .inference;
  };
  CHECK(inference("[project.scripts]\nleaf = \"leaf.demo:run\"\n") ==
        ScriptPaths{ "src/leaf/demo.py" });
  CHECK(inference("[project]\nname = \"leaf\"\n") != ScriptPaths{ "src/leaf/demo.py" });
}

TEST_CASE("a notebook that starts the training trains, one that compares does not") {
  const char* cell = "   \"source\": [\n    \"!python train_it.py --lr 1\\n\"\n   ]\n";
  const Survey survey = roles_of({ { "train_it.py", small_trainer },
                                   { "colab.ipynb", cell },
                                   { "compare.ipynb", cell },
                                   { "speak.ipynb", "\"python train_it.py\"\n" } });
  CHECK(survey.training == ScriptPaths{ "train_it.py", "colab.ipynb" });
}

TEST_CASE("what is started before the model is applied makes no data for its training") {
  const char* make = "if __name__ == '__main__':\n  json.dump(1, f)\n";
  const char* use = "net = torch.load('a')\nnet.predict(1)\n";
  const Survey survey = roles_of({ { "make_input.py", make },
                                   { "make_pairs.py", make },
                                   { "predict_it.py", use },
                                   { "run.sh", "python make_input.py\npython predict_it.py\n" } });
  CHECK(survey.preprocessing == ScriptPaths{ "make_pairs.py" });
}

TEST_CASE("a trainer that a package installs") {
  const auto training = [](const char* command) {
    return roles_of({ { "go.sh", command } }).training.size();
  };
  for (const char* command :
       { "llamafactory-cli train a.yaml\n", "fairseq-train data\n",
         "CUDA_VISIBLE_DEVICES=0 accelerate launch -m axolotl.cli.train a\n" })
    CHECK(training(command) == 1);
  CHECK(training("echo llamafactory-cli train a.yaml\n") == 0);
  CHECK(training("pip install fairseq\n") == 0);
}
