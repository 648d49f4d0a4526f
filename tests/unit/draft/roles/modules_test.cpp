// Files that nobody starts, and settings.
#include <string>

#include "draft/roles/purpose.h"
#include "draft/roles/setting_sheets.h"
#include "support/catch.h"
#include "support/scripts.h"

using namespace reallyopen;

TEST_CASE("what extends the network of another file is the architecture too") {
  const Survey survey = roles_of({
    { "fit.py", small_trainer },
    { "net.py", "from base import Base\nfrom report import Report\nclass Leaf(Base, Extra):\n" },
    { "base.py", "class Base(nn.Module):\n  pass\n" },
    { "report.py", "class Report(Page):\n  pass\n" },
  });
  CHECK(survey.architecture == ScriptPaths{ "base.py", "net.py" });
}

TEST_CASE("a network that nothing uses is one where the file is named after it") {
  const char* leafnet = "class LeafNet(nn.Module):\n  pass\n";
  CHECK(roles_of({ { "a/leafnet.py", leafnet } }).architecture == ScriptPaths{ "a/leafnet.py" });
  CHECK(roles_of({ { "a/blocks.py", leafnet } }).architecture.empty());
  CHECK(roles_of({ { "a/examples/leafnet.py", leafnet } }).architecture.empty());
  // The folder has what is used.
  CHECK(roles_of({ { "a/fit.py", small_trainer },
                   { "a/net.py", "class Net(nn.Module):\n  pass\n" },
                   { "a/leafnet.py", leafnet } })
          .architecture == ScriptPaths{ "a/net.py" });
}

TEST_CASE("drawers of helpers are the architecture where they hold several networks") {
  const char* one = "class Drop(nn.Module):\n  pass\n";
  const char* three = "class A(nn.Module):\nclass B(nn.Module):\nclass C(nn.Module):\n";
  CHECK(roles_of({ { "fit.py", "import net_utils\nloss.backward()\n" }, { "net_utils.py", three } })
          .architecture == ScriptPaths{ "net_utils.py" });
  CHECK(roles_of({ { "fit.py", "import net_utils\nloss.backward()\n" }, { "net_utils.py", one } })
          .architecture.empty());
}

TEST_CASE("steps that a preparation imports are part of it, what everybody imports is not") {
  const char* writes = "def go(out):\n  np.save(out, x)\n";
  const char* prepares = "from sets import leaves\nfrom sets import tools\ndf.to_csv('a')\n";
  const Survey survey = roles_of({
    { "prepare_leaves.py", prepares },
    { "a.py", "from sets import tools\n" },
    { "b.py", "from sets import tools\n" },
    { "c.py", "from sets import tools\n" },
    { "d.py", "from sets import tools\n" },
    { "sets/leaves.py", writes },
    { "sets/tools.py", writes },
    { "sets/unused.py", writes },
  });
  CHECK(survey.preprocessing == ScriptPaths{ "prepare_leaves.py", "sets/leaves.py" });
}

TEST_CASE("modules set hyperparameters where they hold those of a training") {
  const Survey survey = roles_of({
    { "fit.py", "import params\nimport options\nimport tools\nloss.backward()\n" },
    { "params.py", "grid = {\n  'max_depth': [3, 4],\n  'n_estimators': [10]\n}\n" },
    { "options.py",
      "p.add_argument('--lr', default=0.1)\np.add_argument('--epochs', default=3)\n"
      "p.add_argument('--dropout', default=0.1)\n" },
    { "tools.py", "def f():\n  lr = 0.1\n  epochs = 3\n" },
    { "eval_params.py", "lr = 0.1\nepochs = 3\n" },
    { "tune.ipynb", "GridSearchCV(m, param_grid = {'C': [1]})" },
    { "grid_of.py", "GridSearchCV(m, param_grid=config.grid)\n" },
  });
  CHECK(survey.setting_scripts == ScriptPaths{ "tune.ipynb", "options.py", "params.py" });
}

TEST_CASE("one value beside files of settings is a detail of the script") {
  std::vector<ScriptFile> scripts{ { "fit.py", "fit.py",
                                     "load(batch_size=1)\nloss.backward()\n" } };
  Survey alone;
  assign_roles(scripts, alone);
  CHECK(alone.setting_scripts == ScriptPaths{ "fit.py" });
  Survey beside;
  beside.configurations.push_back("conf/all.yaml");
  assign_roles(scripts, beside);
  CHECK(beside.setting_scripts.empty());
}

TEST_CASE("a file of settings for a method without a rate is one of its kind") {
  SettingSheets sheets;
  sheets.add("conf/lstm.yaml", "model: lstm\nfeatures: a\nlr: 0.1\n", true);
  sheets.add("conf/gru.yaml", "model: gru\nfeatures: a\nlr: 0.1\n", true);
  sheets.add("conf/svm.yaml", "model: svm\nfeatures: a\nkernel: rbf\n", false);
  sheets.add("conf/evaluate.yaml", "model: svm\nfeatures: a\n", false);
  sheets.add("conf/labels.yaml", "model: svm\nfeatures: a\n", false);
  sheets.add("conf/server.yaml", "port: 80\nmodel: svm\nhost: a\n", false);
  sheets.add("other/svm.yaml", "model: svm\nfeatures: a\n", false);
  CHECK(sheets.alike({}) == ScriptPaths{ "conf/svm.yaml" });
  CHECK(SettingSheets().alike({}).empty());
}

TEST_CASE("files that what trains opens may be settings, unless their name says otherwise") {
  for (const char* name : { "config.yaml", "conf/all.yaml", "params.json", "TreeClassifier.yaml" })
    CHECK(names_settings(name));
  for (const char* name : { "dataset.yaml", "vocab.json", "results.json", "ds_zero3.json",
                            "environment.yaml", "classes.json", "eval.yaml" })
    CHECK_FALSE(names_settings(name));
}
