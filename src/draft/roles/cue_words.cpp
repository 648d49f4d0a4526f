#include "draft/roles/cue_words.h"

#include <algorithm>
#include <vector>

#include "text/letters.h"

namespace reallyopen {
namespace {

struct CueWords {
  Cue cue;
  std::string_view words;  // parted by `|`; letter case counts, these are names in code
};

constexpr auto cue_words = std::to_array<CueWords>(
  { { Cue::optimises,
      ".backward(|optimizer.step(|trainer.train(|Trainer(|GradientTape|.minimize(|"
      "xgb.train(|lgb.train(|.partial_fit(|model.learn(|fit_generator(|train_on_batch(|"
      "apply_gradients(|apply_gradient(|trainer.fit(|.fit_one_cycle(|.fine_tune(|run_training(|"
      "value_and_grad|.optimize_parameters(|return_estimator|TabularPredictor(|.train(data=|"
      "compare_models(|train_op|nlp.update(|train_supervised(|Word2Vec(|.learn(total|"
      "agent.learn(|model.train(data|model.train(\n|model.train(epochs" },
    { Cue::loads,
      "load_state_dict(|torch.load(|load_model(|joblib.load(|pickle.load(|"
      ".from_pretrained(|.restore(|load_weights(|load_from_checkpoint(|InferenceSession(|"
      "hub.load(|load_params(|load_checkpoint|load_ckpt|load_cpk(|.load(checkpoint|"
      ".load(args.checkpoint|checkpoint.load(|load_state_dict_from_url(|read_model(|PipelineModel."
      "load(|"
      "Saver(" },
    { Cue::predicts,
      ".predict(|.generate(|.predict_proba(|no_grad(|.eval()|inference_mode(|sess.run(|.predict_"
      "generator(|"
      "session.run(|pipeline(|.infer(|.synthesize(|select_action(|.transcribe(|ChatSampler(|"
      "predict(|generate_text(" },
    { Cue::serves,
      "Flask(|FastAPI(|streamlit|gradio|gr.Interface(|APIRouter(|BasePredictor)|APIView)|@api_view|"
      "JsonResponse(|bentoml.Service(|@bentoml.service|LitAPI)|TritonPythonModel|Blueprint(|"
      "chainlit|TeleBot(" },
    { Cue::measures,
      ".evaluate(|compute_metrics|bleu|sacrebleu|rmse|RMSE|psnr|PSNR|mAP|wer(|perplexity|ppl|"
      "accuracy|metrics|success_rate|reward|correct "
      "+=|correct_1|top1|top5|IoU|iou|dice|AUC|auc|MAE|mae|MSE|mse" },
    { Cue::computes,
      "accuracy_score(|f1_score(|precision_score(|recall_score(|"
      "precision_recall_fscore_support(|classification_report(|confusion_matrix(|"
      "roc_auc_score(|average_precision_score(|matthews_corrcoef(|mean_squared_error(|"
      "mean_absolute_error(|r2_score(|structural_similarity(|compare_ssim(|"
      "peak_signal_noise_ratio(|calculate_psnr(|calculate_ssim(|calculate_fid|compute_fid|"
      "compute_mIoU(|compute_miou(|mean_iou(|corpus_bleu(|sacrebleu.|rouge_scorer|"
      "evaluate.load(|load_metric(|COCOeval(|jiwer.|MTEB(" },
    // On data that was held out, perhaps within a script that trains.
    { Cue::validates,
      ".evaluate(|.test(|cross_validate(|cross_val_score(|cross_val_predict(|roc_curve(|"
      "make_evaluation_predictions(|compute_metrics=|.score(X_test|.score(x_test|.score(Xtest|"
      ".score(test|test_acc|test_accuracy|testloader|test_loader|test_dataloader|"
      "def test(uracy" },
    // A known kind of model, of a package.
    { Cue::estimates,
      "Classifier(|Regressor(|LogisticRegression(|LinearRegression(|LinearSVC(|SVC(|SVR(|"
      "xgb.train(|xgboost.train(|lgb.train(|lightgbm.train(|CatBoost(|MultinomialNB(|GaussianNB(|"
      "BernoulliNB(|ComplementNB(|KMeans(|IsolationForest(|Ridge(|Lasso(|ElasticNet(|ARIMA(|"
      "SARIMAX(|Prophet(|ExponentialSmoothing(|TabularPredictor(|TfidfVectorizer(|DBSCAN(|"
      "GaussianMixture(|NearestNeighbors(|LatentDirichletAllocation(|TruncatedSVD(|"
      "timm.create_model(|models.resnet|models.efficientnet|models.densenet|models.vgg|"
      "models.mobilenet|EfficientNet.from_pretrained(|hub.KerasLayer(|smp.Unet|ResNet50(|VGG16(|"
      "MobileNetV2(|InceptionV3(|EfficientNetB0(|Xception(|DenseNet121(|from sklearn.ensemble|"
      "from sklearn.linear_model|from sklearn.svm|from sklearn.tree|from sklearn.naive_bayes|"
      "from sklearn.neighbors|from sklearn.neural_network|from xgboost|from lightgbm|"
      "from catboost|import xgboost|import lightgbm" },
    { Cue::loads_data, "Dataset)|(Dataset,|DataModule)|random_split(|train_test_split(" },
    { Cue::readies,
      "random_split(|ImageDataGenerator(|image_dataset_from_directory(|pad_sequences(|"
      "texts_to_sequences(|train_test_split(|tokenize_function|preprocess_function|"
      "def preprocess|def tokenize|def clean|def load_data" },
    { Cue::shows,
      "imsave(|imwrite(|.images[0]|save_image(|save_img(|save_output(|Image.fromarray(|"
      "sf.write(|write_wav|save_wav(|.render(|render=|torchaudio.save(|VideoWriter(|"
      "mimsave(|to_pil(|write_video(" },
    { Cue::sequences, "Sequential(|Model(inputs|Model(input" },
    { Cue::layers, "Dense(|Conv2D(|LSTM(|GRU(|Conv1D(" },
    { Cue::other_layers,
      "hk.Linear(|hk.nets.|tf.layers.|tf.nn.|slim.|keras.layers|nn.Linear(|nn.Conv2d(" },
    { Cue::tests, "import unittest|import pytest|from unittest|absltest|TestCase)" },
    { Cue::writes,
      "json.dump(|urlretrieve(|requests.get(|wget|.write(|shutil.copy|.retrieve(|download|savez" },
    { Cue::tables,
      ".to_csv(|np.save|.to_parquet(|.to_pickle(|save_to_disk(|TFRecordWriter(|h5py.File(|.tofile(|"
      ".to_json(|.to_feather(|.to_excel(|.to_netcdf(|.to_zarr(" },
    { Cue::reads,
      "read_csv(|read_excel(|read_parquet(|read_json(|read_table(|load_dataset(|os.listdir(|"
      "glob.glob(|glob(|os.walk(|open_dataset(|open_mfdataset(|imread(|Image.open(|librosa.load(|"
      "nib.load(|.rglob(|json.load(|loadmat(|.iterdir(|read_sql(" },
    { Cue::makes,
      ".save(|save_to|write_to_file(|to_netcdf(|to_zarr(|to_feather(|to_hdf(|savetxt(|savemat(|"
      "ffmpeg|imsave(|sf.write(|webdriver|BeautifulSoup(|scrapy|cdsapi|yf.download(|write_table(|."
      "push_to_hub(" },
    { Cue::saves,
      ".to_csv(|np.save|.to_parquet(|.to_pickle(|.to_json(|save_to_disk(|TFRecordWriter(|"
      "h5py.File(|pickle.dump(|joblib.dump(|.tofile(|imwrite(|torch.save(" },
    { Cue::reworks,
      "fit_transform(|.fillna(|.dropna(|.drop_duplicates(|get_dummies(|train_test_split(|"
      "OneHotEncoder(|LabelEncoder(|StandardScaler(|MinMaxScaler(|Imputer(" },
    { Cue::learns_tokens,
      "SentencePieceTrainer.|train_from_iterator(|BpeTrainer(|WordPieceTrainer(|"
      "UnigramTrainer(|train_new_from_iterator(" },
    { Cue::searches, "GridSearchCV(|RandomizedSearchCV(" },
    { Cue::grids,
      "param_grid = {\n|param_grid={\n|params = {\n|param_grid = {\\n|params = {\\n|param_grid = "
      "{'|"
      "param_grid={'|params = {'|params': {'|params': {\n|parameters = {'|parameters = "
      "{\n|.suggest_float(" },
    { Cue::starts, "__main__|app.run(" },
    { Cue::bodies, "\ndef |\nclass " },
    { Cue::sets,
      "learning_rate|learning-rate|lr|batch_size|batch-size|epochs|num_epochs|n_estimators|"
      "max_depth|hidden_size|hidden_dim|dropout|weight_decay|LEARNING_RATE|BATCH_SIZE|"
      "EPOCHS|LR|BATCH|GAMMA|NUM_EPOCHS|max_iter|n_neighbors|num_leaves|l1_ratio|"
      "min_samples_split|min_samples_leaf|num_train_epochs|per_device_train_batch_size|"
      "lora_alpha|max_steps|block_size|num_boost_round|"
      "warmup_steps|grad_clip" } });

// One word may stand for several things.
struct CueTable {
  std::vector<std::string_view> words;
  std::vector<std::vector<Cue>> cues;

  CueTable() {
    for (const CueWords& row : cue_words)
      for (std::string_view rest = row.words; !rest.empty();) {
        const std::size_t end = std::min(rest.find('|'), rest.size());
        add(rest.substr(0, end), row.cue);
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
  }

  void add(std::string_view word, Cue cue) {
    const auto known = std::ranges::find(words, word);
    if (known == words.end()) {
      words.push_back(word);
      cues.push_back({ cue });
    } else {
      cues[static_cast<std::size_t>(known - words.begin())].push_back(cue);
    }
  }
};

// What stands behind the name of a value: `=32`, `": 1e-4`, `', type=float, default=0.1`,
// `: int  = 4`, `: [0.1, 1]`.
bool is_given_value(std::string_view rest, bool is_option) {
  const std::size_t option = rest.find("default=");
  // `DEFINE_float("lr", 0.1, "...")`, of absl.
  if (!is_option && rest.starts_with("\", ")) rest.remove_prefix(2);
  if (is_option && option != std::string_view::npos) rest = rest.substr(option + 7);
  if (rest.starts_with(':'))
    for (const std::string_view type : { "int", "float" })
      if (const std::size_t at = rest.find_first_not_of(": "); at != rest.npos)
        if (rest.substr(at).starts_with(type)) rest.remove_prefix(at + type.size());
  const std::size_t value = rest.find_first_not_of("\"'\\ :=[(");
  if (value == std::string_view::npos || value == 0) return false;
  return is_digit(rest[value]) || rest[value] == '.';
}

// A short word within a longer one, or in a picture that a notebook holds: `lower(`, `aPplR`.
bool is_within_word(std::string_view content, std::size_t at, std::size_t size) {
  constexpr std::size_t least_certain = 5;
  const std::string_view word = content.substr(at, size);
  if (size >= least_certain || !is_ascii_letter(word.front())) return false;
  const auto joins = [&](std::size_t next) {
    return next < content.size() && (is_ascii_letter(content[next]) || is_digit(content[next]));
  };
  return (at > 0 && joins(at - 1)) || (is_ascii_letter(word.back()) && joins(at + size));
}

bool sets_value(std::string_view content, std::size_t at, std::size_t size) {
  if (at > 0 && (is_word_letter(content[at - 1]) || content[at - 1] == '.')) return false;
  const bool dashed = at > 0 && content[at - 1] == '-';
  if (!dashed && content.substr(at + size).starts_with("\", ") &&
      content.substr(at < 20 ? 0 : at - 20, 20).find("DEFINE_") == content.npos)
    return false;
  return is_given_value(content.substr(at + size, 80), dashed);
}

}  // namespace

CueCounts count_cues(std::string_view content) {
  static const CueTable table;
  static const WordFinder finder(table.words);
  CueCounts counts{};
  std::vector<bool> seen(table.words.size());
  finder.each(content, [&](std::size_t word, std::size_t at) {
    if (seen[word]) return;
    const std::vector<Cue>& cues = table.cues[word];
    if (cues.front() == Cue::sets && !sets_value(content, at, table.words[word].size())) return;
    if (cues.front() != Cue::sets && is_within_word(content, at, table.words[word].size())) return;
    seen[word] = true;
    // An option of a program is there to be set.
    if (cues.front() == Cue::sets && at > 0 && content[at - 1] == '-')
      ++counts[static_cast<std::size_t>(Cue::sets)];
    for (const Cue cue : cues) ++counts[static_cast<std::size_t>(cue)];
  });
  return counts;
}

}  // namespace reallyopen
