#include "draft/roles/other_languages.h"

#include <algorithm>
#include <string>

#include "draft/roles/role_lists.h"
#include "repository/path.h"
#include "text/letters.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

// Letter case counts: these are names in code.
bool calls_one(std::string_view content, std::string_view words) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find('|'), words.size());
    const std::string_view word = words.substr(0, end);
    words.remove_prefix(std::min(end + 1, words.size()));
    for (std::size_t at = content.find(word); at != content.npos; at = content.find(word, at + 1))
      if (at == 0 || !is_word_letter(content[at - 1])) return true;
  }
  return false;
}

struct Calls {
  bool trains = false;
  bool builds = false;  // a network, or a model of a package
  bool measures = false;
  bool predicts = false;
  bool loads = false;
  bool writes = false;   // tables
  bool reworks = false;  // splits, fills gaps
};

Calls calls_in_julia(std::string_view content) {
  return {
    .trains = calls_one(content,
                        "Flux.train!(|train!(|Flux.update!(|Optimisers.update!(|Lux.Training|"
                        "withgradient(|fit!(|xgboost(|build_forest("),
    .builds = calls_one(content, "Chain(|Flux.Chain(|Lux.Chain(|machine(|xgboost(|build_forest("),
    .measures = calls_one(content,
                          "accuracy|confusion_matrix(|ConfusionMatrix(|rmse(|roc_auc|f1score(|"
                          "evaluate!(") ||
                content.find("ccuracy") != content.npos,
    .predicts = calls_one(content, "predict(|predict_mode(|predict_proba("),
    .loads = calls_one(content, "BSON.load(|@load|JLD2.load(|loadmodel!(|loadModel(|load_model("),
    .writes = calls_one(content, "CSV.write(|CSV.File(|CSV.read(|save(|jldsave("),
    .reworks = calls_one(content,
                         "splitobs(|partition(|dropmissing(|dropmissing!(|standardize(|normalise(|"
                         "onehotbatch(|Flux.onehotbatch("),
  };
}

Calls calls_in_r(std::string_view content) {
  return {
    .trains = calls_one(content,
                        "randomForest(|train(|xgboost(|xgb.train(|lgb.train(|ranger(|glmnet(|"
                        "cv.glmnet(|svm(|rpart(|gbm(|nnet(|last_fit(|tune_grid(|fit_resamples(|"
                        "keras_model_sequential(|ksvm(|naiveBayes(|ml_logistic_regression(|"
                        "glm(|rand_forest(|boost_tree(|logistic_reg(|linear_reg(|fit_xy(|lrn(|"
                        "nn_module(|luz::fit(|auto.arima(|prophet(|gam(|C5.0(|h2o.randomForest(|"
                        "h2o.gbm(|h2o.deeplearning(|knn(|rfsrc(|coxph(|lightgbm(|catboost.train(|"
                        "multinom(|brm(|"
                        "ml_random_forest(|ml_gradient_boosted_trees(|h2o.automl("),
    .builds = true,
    .measures = calls_one(content,
                          "confusionMatrix(|roc(|rmse(|RMSE(|roc_auc(|accuracy(|conf_mat(|"
                          "collect_metrics(|yardstick::|metrics(|auc(|performance(|MAE(|Metrics::|"
                          "postResample(|ml_binary_classification_evaluator("),
    .predicts = calls_one(content, "predict("),
    .loads = calls_one(content, "readRDS(|load(|xgb.load("),
    .writes = calls_one(content,
                        "write.csv(|write_csv(|saveRDS(|fwrite(|write_parquet(|read.csv(|"
                        "read_csv(|fread(|write.table(|save(|read_excel(|download.file("),
    .reworks = calls_one(content,
                         "na.omit(|drop_na(|createDataPartition(|initial_split(|recipe(|scale(|"
                         "sample.split(|mutate("),
  };
}

bool is_julia(const ScriptFile& script) {
  return script.path.ends_with(".jl") ||
         (script.path.ends_with(".ipynb") && has_one_of("\"language\": \"julia\"", script.content));
}

bool is_r_notebook(const ScriptFile& script) {
  return script.path.ends_with(".ipynb") && has_one_of("\"language\": \"R\"", script.content);
}

// The functions of an R package are called by somebody else.
bool is_packaged(const ScriptFile& script) {
  return name_of(folder_of(script.path)) == "R" || has_one_of("/man/|inst/", script.path);
}

class OtherLanguages {
 public:
  OtherLanguages(const ScriptTree& tree, Survey& survey) : tree_(tree), survey_(survey) {}

  void find() {
    const bool package = std::ranges::any_of(
      survey_.requirements, [](const std::string& path) { return name_of(path) == "DESCRIPTION"; });
    each([&](const ScriptFile& script) {
      if (!package || !is_packaged(script)) sort(script);
    });
    // Where nothing else trains, its functions do.
    if (package && survey_.training.empty()) each([&](const ScriptFile& script) { sort(script); });
    // What applies or prepares needs a model that is trained here.
    if (survey_.training.empty()) return;
    add_starters();
    each([&](const ScriptFile& script) {
      if ((!package || !is_packaged(script)) && !holds(survey_.training, script.path))
        sort_beside(script, calls_in(script));
    });
    if (survey_.preprocessing.empty())
      each([&](const ScriptFile& script) {
        if (holds(survey_.training, script.path) && calls_in(script).reworks)
          add_to(survey_.preprocessing, script.path);
      });
  }

 private:
  template <class Sort>
  void each(const Sort& sort_one) const {
    for (const ScriptFile& script : tree_.scripts())
      if (is_other_language(script.path) || is_julia(script) || is_r_notebook(script))
        sort_one(script);
  }

  // `source("scripts/fit.R")`, `include("fit.jl")`
  void add_starters() {
    static const Pattern start(R"(\b(?:source|include)\((?:here\()?\s*["']([^"'\n]{1,200})["'])",
                               "source(|include(");
    const std::vector<std::string> trainers = survey_.training;
    each([&](const ScriptFile& script) {
      if (says(script.path, "util|test|plot|report")) return;
      std::string_view rest = script.content;
      std::string_view written;
      while (start.next_in(rest, written)) {
        const ScriptFile* named = tree_.named(folder_of(script.path), written);
        if (named && holds(trainers, named->path)) add_to(survey_.training, script.path);
      }
    });
  }

  static Calls calls_in(const ScriptFile& script) {
    return is_julia(script) ? calls_in_julia(script.content) : calls_in_r(script.content);
  }

  void sort(const ScriptFile& script) {
    const Calls calls = calls_in(script);
    if (!calls.trains || !calls.builds || says(script.path, "test|util|plot|visual")) return;
    add_to(survey_.training, script.path);
    add_to(survey_.architecture, script.path);
    if (calls.measures) add_to(survey_.evaluation, script.path);
    static const Pattern value(
      R"((?m)\b(epochs|n_?epochs|learning_rate|lr|eta|batch_?size|ntree|num\.trees|nrounds|max_depth|max\.depth|mtry|[Aa]dam)\s*(?:=|<-|\()\s*[0-9.])");
    if (value.found_in(script.content)) add_to(survey_.setting_scripts, script.path);
  }

  void sort_beside(const ScriptFile& script, const Calls& calls) {
    if (says(script.path, "util|plot|visual|runtests")) return;
    if (says(script.path,
             "preproc|clean|prep|normaliz|featur|split|download|tidy|wrangl|scrape|munge|impute"))
      add_to(survey_.preprocessing, script.path);
    else if (says(script.path, "evaluat|metric|perform") && calls.measures)
      add_to(survey_.evaluation, script.path);
    else if ((calls.loads || calls.predicts) &&
             says(script.path, "predict|infer|classif|app.|plumber|generat|sampl|server."))
      add_to(survey_.inference, script.path);
    else if (calls.writes &&
             says(script.path, "data|import|filter|merge|transform|extract|process|build_"))
      add_to(survey_.preprocessing, script.path);
  }

  const ScriptTree& tree_;
  Survey& survey_;
};

}  // namespace

void sort_other_languages(const ScriptTree& tree, Survey& survey) {
  OtherLanguages(tree, survey).find();
}

}  // namespace reallyopen
