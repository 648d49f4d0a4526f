// Scripts told by what they do and how they hang together.
#include "draft/roles.h"

#include <string>

#include "draft/cues.h"
#include "support/catch.h"

using namespace reallyopen;

namespace {

using Paths = std::vector<std::string>;

Survey roles_of(std::initializer_list<std::pair<const char*, const char*>> files) {
  std::vector<ScriptFile> scripts;
  for (const auto& [path, content] : files) scripts.push_back({ path, path, content });
  Survey survey;
  assign_roles(scripts, survey);
  return survey;
}

constexpr const char* trainer = "import net\nfor batch in data:\n  loss.backward()\n";
constexpr const char* leaf_network = "class Leaf(nn.Module):\n  pass\n";

}  // namespace

TEST_CASE("what fits a model and can be started trains, a module of it does not") {
  CHECK(roles_of({ { "forecast_lstm.py", "model.fit(x, y)\nmodel.save('m.h5')\n" } }).training ==
        Paths{ "forecast_lstm.py" });
  CHECK(roles_of({ { "book.ipynb", "\"model.fit(x, y)\\n\"" } }).training == Paths{ "book.ipynb" });
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
  CHECK(survey.training == Paths{ "run_exp.py", "scripts/large.sh", "Makefile" });
  CHECK(survey.configurations == Paths{ "scripts/large.sh" });
}

TEST_CASE("what loads weights and predicts applies the model, what measures it evaluates it") {
  const Survey survey = roles_of({
    { "enhance.py", "net = torch.load('m.pt')\nwith torch.no_grad():\n  net(x)\n" },
    { "app.py", "import streamlit as st\nmodel = joblib.load('m')\nmodel.predict(x)\n" },
    { "score_all.py", "m = load_model('m')\nprint(accuracy_score(y, m.predict(x)))\n" },
    { "prediction_writer.py", "def write(x):\n  return x.predict(1)\n" },
    { "avg_checkpoints.py", "a = torch.load('a')\nwith torch.no_grad():\n  pass\n" },
  });
  CHECK(survey.inference == Paths{ "enhance.py", "app.py" });
  CHECK(survey.evaluation == Paths{ "score_all.py" });
  CHECK(survey.training.empty());
}

TEST_CASE("a launcher does what its program does, or what it starts it for") {
  const Survey survey = roles_of({
    { "run.py", trainer },
    { "design.py", "net = torch.load('m.pt')\nwith torch.no_grad():\n  net.generate(x)\n" },
    { "examples/one.sh", "cd x\npython ../design.py --seed 37\n" },
    { "examples/away.sh", "python ../../design.py\n" },
    { "sample_all.sh", "python -m design --id 1\n" },
    { "best/words.sh", "python run.py --do_train=False --do_eval=True\n" },
    { "large/words.sh", "python run.py --do_train=True\npython run.py --do_train=False\n" },
    { "launch.sh", "python run.py dset=dns batch_size=128 epochs=250\n" },
  });
  CHECK(survey.inference == Paths{ "design.py", "examples/one.sh", "sample_all.sh" });
  CHECK(survey.evaluation == Paths{ "best/words.sh" });
  CHECK(survey.training == Paths{ "run.py", "large/words.sh", "launch.sh" });
  CHECK(survey.configurations == Paths{ "launch.sh" });
}

TEST_CASE("networks that a trainer imports are the architecture, others' are not") {
  const Survey survey = roles_of({
    { "fit.py", trainer },
    { "net.py", "from blocks import layer\nfrom .losses import Nll\nclass Leaf(nn.Module):\n" },
    { "blocks/layer.py", leaf_network },
    { "losses.py", leaf_network },
    { "unused.py", leaf_network },
  });
  CHECK(survey.training == Paths{ "fit.py" });
  CHECK(survey.architecture == Paths{ "net.py", "blocks/layer.py" });
}

TEST_CASE("scripts that prepare data, and what is only called alike") {
  const Survey survey = roles_of({
    { "clean_reviews.py", "df = pd.read_csv('a')\ndf.to_csv('b')\n" },
    { "data/get_data.sh", "wget https://example.org/leaves.zip\nunzip leaves.zip\n" },
    { "weights/get_weights_data.sh", "wget https://example.org/model.zip\n" },
    { "prepare_callbacks.py", "cb.write('x')\n" },
    { "plot_data.py", "fig.write('x')\n" },
  });
  CHECK(survey.preprocessing == Paths{ "clean_reviews.py", "data/get_data.sh" });
}

TEST_CASE("values that a script sets, as constants, options and dictionaries") {
  for (const char* content : { "lr = 0.1\nbatch_size = 32\n", "{'lr': 1e-4, 'epochs': 3}",
                               "p.add_argument('--lr', type=float, default=1e-4)\n"
                               "p.add_argument('--epochs', default=3)\n" }) {
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
  CHECK(survey.training == Paths{ "a.py" });
}
