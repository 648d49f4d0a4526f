// Scripts told by what they do and how they hang together.
#include "draft/roles/roles.h"

#include <string>

#include "draft/roles/cues.h"
#include "draft/roles/imports.h"
#include "draft/roles/options.h"
#include "support/catch.h"
#include "support/scripts.h"

using namespace reallyopen;

namespace {

constexpr const char* leaf_network = "class Leaf(nn.Module):\n  pass\n";

}  // namespace

TEST_CASE("what fits a model and can be started trains, a module of it does not") {
  CHECK(roles_of({ { "forecast_lstm.py", "model.fit(x, y)\nmodel.save('m.h5')\n" } }).training ==
        ScriptPaths{ "forecast_lstm.py" });
  CHECK(roles_of({ { "book.ipynb", "\"model.fit(x, y)\\n\"" } }).training ==
        ScriptPaths{ "book.ipynb" });
  CHECK(roles_of({ { "engine.py", "def step(loss):\n  loss.backward()\n" } }).training.empty());
  CHECK(roles_of({ { "scale.py", "scaler.fit(x)\nx.to_csv('y')\n" } }).training.empty());
  CHECK(roles_of({ { "check_net.py", "import unittest\nmodel.fit(x, y)\n" } }).training.empty());
  CHECK(roles_of({ { "plot_losses.py", "model.fit(x, y)\n" } }).training.empty());
}

TEST_CASE("launchers and entries train when what they start or import does") {
  const Survey survey = roles_of({
    { "run_exp.py", "from exp.main import Exp\nif __name__ == '__main__':\n  Exp().train(1)\n" },
    { "exp/main.py", "def go():\n  loss.backward()\n" },
    { "scripts/large.sh", "python -u run_exp.py --lr 0.1 --batch_size 32\n" },
    { "scripts/eval_large.sh", "python -u run_exp.py --do_eval --lr 0.1 --batch_size 32\n" },
    { "Makefile", "train:\n\tpython run_exp.py\n" },
    { "scripts/serve.sh", "python serve.py\n" },
    { "main.py", "import web\nif __name__ == '__main__':\n  web.start()\n" },
    { "web.py", "def start():\n  pass\n" },
  });
  CHECK(survey.training == ScriptPaths{ "run_exp.py", "scripts/large.sh", "Makefile" });
  CHECK(survey.configurations == ScriptPaths{ "scripts/large.sh" });
}

TEST_CASE("what loads weights and predicts applies the model, what measures it evaluates it") {
  const Survey survey = roles_of({
    { "enhance.py", "net = torch.load('m.pt')\nwith torch.no_grad():\n  net(x)\n" },
    { "app.py", "import streamlit as st\nmodel = joblib.load('m')\nmodel.predict(x)\n" },
    { "score_all.py", "m = load_model('m')\nprint(accuracy_score(y, m.predict(x)))\n" },
    { "prediction_writer.py", "def write(x):\n  return x.predict(1)\n" },
    { "avg_checkpoints.py", "a = torch.load('a')\nwith torch.no_grad():\n  pass\n" },
  });
  CHECK(survey.inference == ScriptPaths{ "enhance.py", "app.py" });
  CHECK(survey.evaluation == ScriptPaths{ "score_all.py" });
  CHECK(survey.training.empty());
}

TEST_CASE("a launcher does what its program does, or what it starts it for") {
  const Survey survey = roles_of({
    { "run.py", small_trainer },
    { "design.py", "net = torch.load('m.pt')\nwith torch.no_grad():\n  net.generate(x)\n" },
    { "examples/one.sh", "cd x\npython ../design.py --seed 37\n" },
    { "examples/away.sh", "python ../../design.py\n" },
    { "sample_all.sh", "python -m design --id 1\n" },
    { "best/words.sh", "python run.py --do_train=False --do_eval=True\n" },
    { "large/words.sh", "python run.py --do_train=True\npython run.py --do_train=False\n" },
    { "launch.sh", "python run.py dset=dns batch_size=128 epochs=250\n" },
  });
  CHECK(survey.inference == ScriptPaths{ "design.py", "examples/one.sh", "sample_all.sh" });
  CHECK(survey.evaluation == ScriptPaths{ "best/words.sh" });
  CHECK(survey.training == ScriptPaths{ "run.py", "large/words.sh", "launch.sh" });
  CHECK(survey.configurations == ScriptPaths{ "launch.sh" });
}

TEST_CASE("networks that a trainer imports are the architecture, others' are not") {
  const Survey survey = roles_of({
    { "fit.py", small_trainer },
    { "net.py", "from blocks import layer\nfrom .losses import Nll\nclass Leaf(nn.Module):\n" },
    { "blocks/layer.py", leaf_network },
    { "losses.py", leaf_network },
    { "unused.py", leaf_network },
  });
  CHECK(survey.training == ScriptPaths{ "fit.py" });
  CHECK(survey.architecture == ScriptPaths{ "net.py", "blocks/layer.py" });
}

TEST_CASE("scripts that prepare data, and what is only called alike") {
  const Survey survey = roles_of({
    { "clean_reviews.py", "df = pd.read_csv('a')\ndf.to_csv('b')\n" },
    { "data/get_data.sh", "wget https://example.org/leaves.zip\nunzip leaves.zip\n" },
    { "weights/get_weights_data.sh", "wget https://example.org/model.zip\n" },
    { "prepare_callbacks.py", "cb.write('x')\n" },
    { "plot_data.py", "fig.write('x')\n" },
  });
  CHECK(survey.preprocessing == ScriptPaths{ "clean_reviews.py", "data/get_data.sh" });
}

TEST_CASE("who measures is told by the metrics that are called for, whatever the name") {
  const char* scores = "m = load_model('m')\nprint(f1_score(y, m.predict(x)))\n";
  const Survey survey = roles_of({
    { "predict.py", scores },
    { "hellaswag.py", "m = load_model('m')\nm.eval()\nprint('accuracy', n)\n" },
    { "compute_spread_metric.py", "if __name__ == '__main__':\n  print(spread(x))\n" },
    { "plot_leaves.py", scores },
    { "setup.py", "setup(install_requires=['sacrebleu', 'jiwer'])\n" },
    { "retrieval.py", "m = load_model('m')\nprint('accuracy', m.predict(x))\n" },
  });
  CHECK(survey.evaluation ==
        ScriptPaths{ "predict.py", "hellaswag.py", "compute_spread_metric.py" });
  CHECK(survey.inference == ScriptPaths{ "predict.py", "retrieval.py" });
}

TEST_CASE("a trainer with a switch evaluates or predicts as well") {
  const std::string loop = "for b in d:\n  loss.backward()\n";
  const std::string evaluates = loop + "p.add_argument('--eval', action='store_true')\n";
  const std::string predicts = loop + "p.add_argument('--do_predict', action='store_true')\n";
  const Survey survey = roles_of({ { "a.py", evaluates.c_str() },
                                   { "b.py", predicts.c_str() },
                                   { "c.py", loop.c_str() },
                                   { "d.ipynb", "model.fit(x, y)\naccuracy_score(y, z)" } });
  CHECK(survey.training == ScriptPaths{ "a.py", "b.py", "c.py", "d.ipynb" });
  CHECK(survey.evaluation == ScriptPaths{ "a.py", "d.ipynb" });
  CHECK(survey.inference == ScriptPaths{ "b.py" });
}

TEST_CASE("a test script that shows what comes out applies the model") {
  const char* shows = "n = torch.load('m')\nn.eval()\nfor x in d:\n  imsave(n(x))\n";
  CHECK(roles_of({ { "test_deblur.py", shows } }).inference == ScriptPaths{ "test_deblur.py" });
  CHECK(roles_of({ { "test_loader.py", "n = torch.load('m')\nn.eval()\n" } }).inference.empty());
  CHECK(roles_of({ { "test_net.py", "import pytest\nn = torch.load('m')\nn.eval()\nimsave(n)\n" } })
          .inference.empty());
}

TEST_CASE("a module that predicts counts where nothing that does can be started") {
  const char* predictor = "def predict(x):\n  m = joblib.load('m')\n  return m.predict(x)\n";
  CHECK(roles_of({ { "web/leaf_predict.py", predictor } }).inference ==
        ScriptPaths{ "web/leaf_predict.py" });
  CHECK(roles_of({ { "web/predict_utils.py", predictor } }).inference.empty());
  CHECK(roles_of({ { "predict.py", "m = joblib.load('m')\nprint(m.predict(x))\n" },
                   { "web/leaf_predict.py", predictor } })
          .inference == ScriptPaths{ "predict.py" });
  CHECK(roles_of({ { "main.py",
                     "from predictor import predict\nif __name__ == '__main__':\n"
                     "  print(predict(1))\n" },
                   { "predictor.py", predictor } })
          .inference == ScriptPaths{ "main.py" });
}

TEST_CASE("a method of training that a trainer imports is a part of it") {
  const char* part = "class PPO:\n  def update(self):\n    loss.backward()\n";
  std::vector<ScriptFile> scripts{ { "train.py", "train.py",
                                     "from ppo import PPO\nPPO().train(1)\n" },
                                   { "ppo.py", "ppo.py", part } };
  Survey survey;
  survey.training = { "train.py", "ppo.py" };  // by name
  assign_roles(scripts, survey);
  CHECK(survey.training == ScriptPaths{ "train.py" });

  Survey alone;
  alone.training = { "ppo.py" };
  assign_roles({ { "ppo.py", "ppo.py", part } }, alone);
  CHECK(alone.training == ScriptPaths{ "ppo.py" });
}

TEST_CASE("a notebook that calls the training of a module trains") {
  const char* module = "def train_leaves():\n  model.fit(x, y)\n";
  CHECK(roles_of({ { "leaves.py", module },
                   { "a.ipynb", "\"from leaves import train_leaves\\n\",\n\"train_leaves()\"" } })
          .training == ScriptPaths{ "a.ipynb" });
  CHECK(roles_of({ { "leaves.py", module },
                   { "a.ipynb", "\"from leaves import names\\n\",\n\"print(names)\"" } })
          .training.empty());
}

TEST_CASE("tables that are made fit, tokens that are learned, formats that are changed") {
  const Survey survey = roles_of({
    { "data.py", "x = enc.fit_transform(x)\nx.fillna(0)\n" },
    { "learn_words.py", "spm.SentencePieceTrainer.train(input='a')\n" },
    { "leaf2coco.py", "for x in files:\n  go(x)\n" },
    { "data/fine.py", "import numpy as np\nnp.save('a', x)\n" },
    { "explore_data.py", "x = enc.fit_transform(x)\nx.fillna(0)\n" },
    { "convert_weights.py", "torch.save(x, 'a')\n" },
    { "convert_leaf_to_hf.py", "json.dump(x, f)\n" },
    { "tokenizer.py", "json.dump(x, f)\n" },
    { "outputs/make_table.py", "x.to_csv('a')\n" },
    { "other/fine.py", "import numpy as np\nnp.save('a', x)\n" },
  });
  CHECK(survey.preprocessing ==
        ScriptPaths{ "data.py", "learn_words.py", "leaf2coco.py", "data/fine.py" });
  CHECK(survey.training.empty());
}

TEST_CASE("values that a script sets, as constants, options and dictionaries") {
  for (const char* content :
       { "lr = 0.1\nbatch_size = 32\n", "{'lr': 1e-4, 'epochs': 3}",
         "lr: float = 0.1\nepochs: int = 3\n", "'max_depth': [3, 4],\n'l1_ratio': [0.2]\n",
         "p.add_argument('--lr', type=float, default=1e-4)\n" }) {
    CAPTURE(content);
    CHECK(cues_of("a.py", content).sets == 2);
  }
  CHECK(cues_of("a.py", "self.lr = lr\nbatch_size = args.batch_size\n").sets == 0);
  CHECK(sets_options("python train.py --lr 0.1 --epochs=3"));
  CHECK_FALSE(sets_options("python train.py --lr_schedule --help"));
}

TEST_CASE("imports of a Python file, and hostile ones") {
  CHECK(modules_imported("import a, b.c as d\nfrom .e import f, g  # h\nfrom x import (\n") ==
        std::vector<std::string>{ "a", "b.c", ".e", ".e.f", ".e.g", "x" });
  CHECK(
    modules_imported(std::string(100'000, ',') + "\nimport " + std::string(100'000, ',')).size() <=
    200);
  CHECK(modules_imported("from\nimport\nfrom  import \n").empty());
  Survey survey;
  assign_roles({ { "a.py", "a.py", "from . import a\nimport a\nloss.backward()\n" } }, survey);
  CHECK(survey.training == ScriptPaths{ "a.py" });
}
