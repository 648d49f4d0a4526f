// What one file does for several parts, where nothing else does, and other languages.
#include <string>

#include "draft/globs.h"
#include "draft/names.h"
#include "draft/roles/cue_words.h"
#include "draft/roles/fits.h"
#include "draft/roles/purpose.h"
#include "support/catch.h"
#include "support/scripts.h"

using namespace reallyopen;

TEST_CASE("what is fitted is told by what made it") {
  for (const char* model :
       { "model.fit(x)", "ensemble.fit(x)", "x = RandomForestClassifier()\nx.fit(a)",
         "ARIMA(a, order=(1, 2)).fit()", "LogisticRegression(C=f(1)).fit(x)", "autoencoder.fit(x)",
         "pipe = make_pipeline(a)\npipe.fit(x)" })
    CHECK(fits_model(model));
  for (const char* data :
       { "scaler.fit(x)", "le.fit(x)", "words = CountVectorizer()\nwords.fit(x)",
         "TfidfVectorizer(max_df=f(1)).fit(x)", "a = sklearn.decomposition.PCA(2)\na.fit(x)",
         "self.scaler.fit(x)", "x.fit_all(y)", ").fit(" })
    CHECK_FALSE(fits_model(data));
}

TEST_CASE("a kind of model is the architecture where no network is defined") {
  const char* trainer = "model = RandomForestClassifier(depth=3)\nmodel.fit(x)\n";
  CHECK(roles_of({ { "fit.py", trainer } }).architecture == ScriptPaths{ "fit.py" });
  CHECK(roles_of({ { "quickstart.py", trainer } }).architecture.empty());
  CHECK(roles_of({ { "fit.py", trainer },
                   { "train_net.py", small_trainer },
                   { "net.py", "class Net(nn.Module):\n  pass\n" } })
          .architecture == ScriptPaths{ "net.py" });
}

TEST_CASE("who trains measures only where nobody else does") {
  const char* trainer = "model.fit(x)\nprint(roc_curve(a, b))\n";
  const char* test = "net = torch.load('a')\nprint(accuracy_score(a, b))\n";
  CHECK(roles_of({ { "fit.py", trainer } }).evaluation == ScriptPaths{ "fit.py" });
  CHECK(roles_of({ { "fit.py", trainer }, { "hold_out.py", test } }).evaluation ==
        ScriptPaths{ "hold_out.py" });
  CHECK(roles_of({ { "fit.py", "model.fit(x)\n" } }).evaluation.empty());
}

TEST_CASE("data are prepared where a trainer takes them from, if nowhere else") {
  const char* trainer = "from leaf_data import Leaves\nloss.backward()\n";
  const char* module = "class Leaves(Dataset):\n  pass\n";
  CHECK(roles_of({ { "fit.py", trainer }, { "leaf_data.py", module } }).preprocessing ==
        ScriptPaths{ "leaf_data.py" });
  CHECK(roles_of({ { "fit.py", trainer },
                   { "leaf_data.py", module },
                   { "clean_data.py", "def go():\n  x.to_csv(1)\ngo()\n" } })
          .preprocessing == ScriptPaths{ "clean_data.py" });
  CHECK(roles_of({ { "fit.py", trainer }, { "leaf_data.py", "def name():\n  pass\n" } })
          .preprocessing.empty());
  CHECK(roles_of({ { "fit.py", "a, b = train_test_split(x)\nmodel.fit(a)\n" } }).preprocessing ==
        ScriptPaths{ "fit.py" });
}

TEST_CASE("whatever makes tables of tables prepares data, beside a training, but for results") {
  const char* turns = "x = pd.read_csv('a')\nx.to_csv('b')\n";
  const Survey survey = roles_of({ { "fit.py", small_trainer },
                                   { "weigh.py", turns },
                                   { "results.py", turns },
                                   { "read.py", "x = pd.read_csv('a')\n" } });
  CHECK(survey.preprocessing == ScriptPaths{ "weigh.py" });
  CHECK(roles_of({ { "weigh.py", turns } }).preprocessing.empty());
}

TEST_CASE("what generates or converts files makes data, what documents or exports does not") {
  const char* makes = "def main():\n  image.save('a')\nif __name__ == '__main__':\n  main()\n";
  const Survey survey = roles_of({ { "generate_crops.py", makes },
                                   { "clip_to_wav_convert.py", makes },
                                   { "generate_docs.py", makes },
                                   { "convert_checkpoint.py", makes } });
  CHECK(survey.preprocessing == ScriptPaths{ "generate_crops.py", "clip_to_wav_convert.py" });
}

TEST_CASE("a module of Lightning around a network is none itself") {
  const char* module =
    "from model import Net\nclass Run(LightningModule):\n  def training_step(self, x):\n    pass\n";
  const auto architecture = [&](const char* wrapper) {
    const std::string trainer = std::string("import run\n") + small_trainer;
    return roles_of({ { "fit.py", trainer.c_str() },
                      { "run.py", wrapper },
                      { "model.py", "class Net(nn.Module):\n  pass\n" } })
      .architecture;
  };
  CHECK(architecture(module) == ScriptPaths{ "model.py" });
  CHECK(architecture("from model import Net\nclass Run(LightningModule):\n  a = nn.Linear(1)\n") ==
        ScriptPaths{ "run.py", "model.py" });
}

TEST_CASE("what samples or makes data does not apply the model") {
  const char* use = "net = torch.load('a')\nnet.generate(1)\n";
  const Survey survey = roles_of(
    { { "sample.py", use }, { "generate_synthetic_pairs.py", use }, { "resample_clips.py", use } });
  CHECK(survey.inference.front() == "sample.py");
  const Survey flat = roles_of({ { "resample_clips.py", "clip.save('a')\n" } });
  CHECK(flat.inference.empty());
}

TEST_CASE("a module that a trainer imports sets values where it defines options") {
  const char* trainer = "import opts\nlr = 1\nbatch_size = 2\nloss.backward()\n";
  const auto setting = [&](const char* module) {
    return roles_of({ { "fit.py", trainer }, { "opts.py", module } }).setting_scripts;
  };
  CHECK(setting("p.add_argument('--lr', default=1)\np.add_argument('--epochs', default=2)\n"
                "p.add_argument('--dropout', default=1)\n") == ScriptPaths{ "fit.py", "opts.py" });
  CHECK(setting("def make(lr=1, epochs=2, dropout=1, batch_size=2, max_steps=1, max_depth=2):\n"
                "  pass\n") == ScriptPaths{ "fit.py" });
}

TEST_CASE("Julia is told by its calls") {
  const Survey survey = roles_of(
    { { "src/fit.jl",
        "epochs = 10\nmodel = Chain(Dense(2 => 1))\nFlux.train!(a, b)\nprintln(\"accuracy\")\n" },
      { "src/clean.jl", "function clean(x)\nend\n" },
      { "src/predict.jl", "m = BSON.load(\"a\")\n" },
      { "src/shapes.jl", "struct Shape end\n" },
      { "test/runtests.jl", "using Test\n" } });
  CHECK(survey.training == ScriptPaths{ "src/fit.jl" });
  CHECK(survey.architecture == ScriptPaths{ "src/fit.jl" });
  CHECK(survey.evaluation == ScriptPaths{ "src/fit.jl" });
  CHECK(survey.setting_scripts == ScriptPaths{ "src/fit.jl" });
  CHECK(survey.preprocessing == ScriptPaths{ "src/clean.jl" });
  CHECK(survey.inference == ScriptPaths{ "src/predict.jl" });
}

TEST_CASE("R is told by its calls, and functions of a package are somebody else's") {
  const char* fit = "m <- randomForest(y ~ ., data = x, ntree = 500)\nconfusionMatrix(p, y)\n";
  const Survey survey = roles_of({ { "R/model.R", fit },
                                   { "code/clean_it.R", "x <- read.csv('a')\n" },
                                   { "code/notes.R", "x <- 1\n" } });
  CHECK(survey.training == ScriptPaths{ "R/model.R" });
  CHECK(survey.evaluation == ScriptPaths{ "R/model.R" });
  CHECK(survey.preprocessing == ScriptPaths{ "code/clean_it.R" });
  CHECK(roles_of({ { "a/fit.R", fit },
                   { "main.R", "source(\"a/fit.R\")\n" },
                   { "other.R", "source(\"a/notes.R\")\n" },
                   { "a/notes.R", "x <- 1\n" } })
          .training == ScriptPaths{ "a/fit.R", "main.R" });
  Survey package;
  package.requirements = { "DESCRIPTION" };
  assign_roles(script_files({ { "R/model.R", fit }, { "analysis.R", fit } }), package);
  CHECK(package.training == ScriptPaths{ "analysis.R" });
}

TEST_CASE("values of a data class and of absl are values") {
  const auto sets = [](const char* text) {
    return count_cues(text)[static_cast<std::size_t>(Cue::sets)];
  };
  CHECK(sets("  batch_size:  int   = 32  # of one step\n") == 1);
  CHECK(sets("flags.DEFINE_float(\"learning_rate\", 5e-5, \"x\")") == 1);
  CHECK(sets("row(\"learning_rate\", 5e-5)") == 0);
  CHECK(sets("  batch_size:  int\n") == 0);
}

TEST_CASE("two values of a training are settings, one is not") {
  CHECK(sets_estimator("BATCH_SIZE: 16\nEPOCHS: 1\n"));
  CHECK(sets_estimator("train:\n  n_est: 50\n  min_split: 2\n"));
  CHECK_FALSE(sets_estimator("EPOCHS: 1\nIMAGE: a\n"));
}

TEST_CASE("results, and what runs wrote, are no settings") {
  CHECK(may_configure("configs/model.json"));
  for (const char* path : { "artifacts/metrics/tuned.json", "mlruns/0/meta.yaml", "logs/a.yaml" })
    CHECK_FALSE(may_configure(path));
}

TEST_CASE("an application beside the model applies it, and does nothing else") {
  const char* page = "from fastapi import FastAPI\nnet = torch.load('a')\nnet.predict(1)\n";
  CHECK(roles_of({ { "deploy/app.py", page } }).inference == ScriptPaths{ "deploy/app.py" });
  CHECK(roles_of({ { "deploy/fit.py", small_trainer } }).training.empty());
}

TEST_CASE("lists of packages, also as people spell them") {
  for (const char* path : { "requirments.txt", "requirement.txt", "requirements/base.txt",
                            "install_packages.R", "a/dependencies.txt" })
    CHECK(pattern_of(&Survey::requirements).found_in(path));
  for (const char* path : { "Manifest.toml", "renv.lock" })
    CHECK(pattern_of(&Survey::lockfiles).found_in(path));
  CHECK_FALSE(pattern_of(&Survey::requirements).found_in("requests.txt"));
  CHECK_FALSE(pattern_of(&Survey::lockfiles).found_in("manifest.json"));
}

TEST_CASE("a glob stands for all files of an ending, and only for them") {
  const std::vector<std::string> two = { "a/b.sh", "a/c.sh" };
  CHECK(with_globs(two, { { "a/*.sh", 2 } }) == ScriptPaths{ "a/*.sh" });
  CHECK(with_globs(two, { { "a/*.sh", 3 } }) == two);
  CHECK(with_globs({ "a/b.sh" }, { { "a/*.sh", 1 } }) == ScriptPaths{ "a/b.sh" });
}
