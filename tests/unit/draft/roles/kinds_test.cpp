// Kinds of scripts that repositories nobody had looked at showed.
#include <string>

#include "draft/roles/notebook.h"
#include "draft/roles/purpose.h"
#include "draft/roles/setting_sheets.h"
#include "support/catch.h"
#include "support/scripts.h"

using namespace reallyopen;

TEST_CASE("what a notebook printed is left out, what it says is not") {
  const std::string cell =
    "  {\n   \"outputs\": [\n    {\n     \"text\": [\n      \"mAP\"\n     ]\n"
    "    }\n   ],\n   \"source\": [\n    \"fit()\"\n   ]\n  }\n";
  const std::string kept = without_outputs(cell);
  CHECK(kept.find("mAP") == std::string::npos);
  CHECK(kept.find("fit()") != std::string::npos);
  CHECK(without_outputs("") == "");
  for (const std::string whole : { "\"outputs\": [],\n\"a\"\n", "{\"outputs\": [\"a\"]}", "\n\n" })
    CHECK(without_outputs(whole) == whole);
  CHECK(without_outputs("a\n\"outputs\": [\n never closed") == "a\n");
}

TEST_CASE("a short word measures only where it stands alone") {
  const char* use = "net = torch.load('m')\nwith torch.no_grad():\n  ";
  CHECK(roles_of({ { "test_it.py", (std::string(use) + "wer(a, b)\n").c_str() } }).evaluation ==
        ScriptPaths{ "test_it.py" });
  CHECK(roles_of({ { "test_it.py", (std::string(use) + "name.lower()\n").c_str() } })
          .evaluation.empty());
  CHECK(roles_of({ { "test_it.ipynb", "\"aGpplQ2xmAPz\"" } }).evaluation.empty());
}

TEST_CASE("a test of the code evaluates no model, nor does what an editor kept") {
  CHECK(roles_of({ { "leaf_test.py",
                     "from absl.testing import absltest\nclass LeafTest(absltest.TestCase):\n"
                     "  accuracy = 1\n\nif __name__ == '__main__':\n  absltest.main()\n" } })
          .evaluation.empty());
  CHECK(is_aside(".ipynb_checkpoints/eval-checkpoint.ipynb"));
  CHECK(is_aside(".tests/unit/a.py"));
  CHECK_FALSE(is_aside("contests/a.py"));
}

TEST_CASE("where no script trains, the module does that a notebook calls") {
  const char* module = "def classify(x):\n  GridSearchCV(a, param_grid={'depth': 1})\n";
  const char* calls = "\"from leaves import trees\\n\",\n\"trees.classify(x)\"";
  CHECK(roles_of({ { "leaves/trees.py", module }, { "a.ipynb", calls } }).training ==
        ScriptPaths{ "leaves/trees.py", "a.ipynb" });
  CHECK(
    roles_of({ { "leaves/trees.py", module }, { "a.ipynb", "\"from leaves import trees\\n\"" } })
      .training.empty());
  CHECK(roles_of(
          { { "leaves/trees.py", module }, { "a.ipynb", calls }, { "fit_all.py", small_trainer } })
          .training == ScriptPaths{ "fit_all.py" });
}

TEST_CASE("what is called a training may leave the work to an agent of a package") {
  const char* main = "from farm import Agent\nif __name__ == '__main__':\n  Agent().update(1)\n";
  const auto roles = [&](const char* entry) {
    return roles_of({ { entry, main },
                      { "farm/__init__.py", "from farm.agent import Agent\n" },
                      { "farm/agent.py", "from farm.critic import step\n" },
                      { "farm/critic.py", "def step(x):\n  x.apply_gradient(1)\n" } })
      .training;
  };
  CHECK(roles("examples/train_pixels.py") == ScriptPaths{ "examples/train_pixels.py" });
  CHECK(roles("examples/main.py").empty());
  // A circle of imports ends.
  CHECK(roles_of({ { "train_a.py", "import b\nif __name__ == '__main__':\n  b.go()\n" },
                   { "b.py", "import train_a\n" } })
          .training.empty());
}

TEST_CASE("a schedule does what it is called for, another program that names one does not") {
  const char* dag = "from airflow import DAG\nwith DAG(dag_id='a') as dag:\n  step = Run()\n";
  const Survey survey = roles_of({ { "dags/train_dag.py", dag },
                                   { "dags/predict_dag.py", dag },
                                   { "dags/ingest_dag.py", dag },
                                   { "dags/report_dag.py", dag } });
  CHECK(survey.training == ScriptPaths{ "dags/train_dag.py" });
  CHECK(survey.inference == ScriptPaths{ "dags/predict_dag.py" });
  CHECK(survey.preprocessing == ScriptPaths{ "dags/ingest_dag.py" });
}

TEST_CASE("a notebook that trains and then generates applies the model") {
  const Survey survey = roles_of(
    { { "tune.ipynb", "\"trainer.train()\\n\",\n\"m.generate(x)\"" },
      { "fit.ipynb", "\"m.fit(x)\\n\",\n\"m.predict(x)\"" },
      { "speak.ipynb", "\"m = torch.load('a')\\n\",\n\"sf.write(x)\"" } });
  CHECK(survey.inference == ScriptPaths{ "speak.ipynb", "tune.ipynb" });
}

TEST_CASE("steps beside what prepares the data are steps, what others import is not") {
  const Survey survey = roles_of({
    { "src/data/build.py",
      "from .splits import cut\nfrom .words import count\n"
      "if __name__ == '__main__':\n  cut().save_to_disk('a')\n" },
    { "src/data/splits.py", "def cut():\n  pass\n" },
    { "src/data/words.py", "def count():\n  pass\n" },
    { "other.py", "from src.data.words import count\n" },
    { "get_data.py", "def get():\n  requests.get('a')\n" },
    { "make_mel.py", "def mel(x):\n  return x\n\nfor x in y:\n  np.save('a', mel(x))\n" },
  });
  CHECK(survey.preprocessing ==
        ScriptPaths{ "src/data/build.py", "get_data.py", "make_mel.py", "src/data/splits.py" });
}

TEST_CASE("rules start scripts of R, and these count where a model is trained") {
  const char* train =
    "rule run:\n    script:\n        \"../scripts/train_leaves.R\"\n"
    "rule roc:\n    script:\n        \"../scripts/plot_roc.R\"\n"
    "rule page:\n    script:\n        \"../scripts/render.R\"\n";
  const Survey survey = roles_of(
    { { "flow/Snakefile",
        "first = \"config/a.yaml\"\nconfigfile: first\ninclude: \"rules/l.smk\"\n" },
      { "flow/rules/l.smk", train } });
  CHECK(survey.training ==
        ScriptPaths{ "flow/scripts/train_leaves.R", "flow/rules/l.smk", "flow/Snakefile" });
  CHECK(survey.evaluation == ScriptPaths{ "flow/scripts/plot_roc.R" });
  CHECK(roles_of({ { "rules/l.smk", "rule a:\n    script: \"../../../train_x.R\"\n" } })
          .training.empty());
}

TEST_CASE("R is told by names, but for the functions of a package") {
  CHECK(is_training_in_r("scripts/02_train_model.R"));
  CHECK(may_prepare_data("scripts/clean_data.R"));
  CHECK(may_infer("predict.R"));
  CHECK_FALSE(is_training_in_r("R/train.R"));
  CHECK_FALSE(is_training_in_r("train_tickets.R"));
  CHECK_FALSE(may_infer("R/predict.R"));
}

TEST_CASE("other values for the same settings, and settings in Python that are alike") {
  SettingSheets sheets;
  sheets.add("conf/a.yaml", "data: 1\nfolds: 2\nseed: 3\nmethod: rf\n", false);
  sheets.add("conf/b.yaml", "data: 4\nfolds: 5\nseed: 6\nmethod: svm\n", false);
  sheets.add("conf/c.yaml", "data: 4\nother: 5\n", false);
  CHECK(sheets.alike({}).empty());
  CHECK(sheets.alike({ "conf/a.yaml" }) == ScriptPaths{ "conf/b.yaml" });
  SettingSheets python;
  const char* base = "def get():\n  config.lr = 1\n  config.tau = 2\n  config.gamma = 3\n";
  python.add("configs/a.py", base, true);
  python.add("configs/b.py", base, true);
  python.add("configs/hard.py", "config.tau = 1\nconfig.gamma = 2\n", false);
  python.add("configs/__init__.py", "config.tau = 1\nconfig.gamma = 2\n", false);
  CHECK(python.alike({}) == ScriptPaths{ "configs/hard.py" });
}
