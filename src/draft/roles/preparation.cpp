#include "draft/roles/preparation.h"

#include "draft/roles/purpose.h"
#include "draft/roles/role_lists.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

// `generate_pairs.py`: something is made of something else, and no page, picture or table of it.
bool is_called_for_making(const ScriptFile& script) {
  if (has_one_of("ckpt|checkpoint|weight|model|eval|onnx|openvino|doc|report|readme|figure|table|"
                 "html|template|docker|package|release|version|badge|"
                 "project|deploy|server|sweep|job|slurm|website|video_demo|agent",
                 script.relative))
    return false;
  return says(script.path,
              "generat|create_|creator|convert|conversion|fetch|request|spider|2wav|towav|meta_"
              "info|synth|resiz|crop|merge_|concat|"
              "filter|shuffle|normaliz|encode|impute|subset|subsampl|_graph|instruct|mixture|"
              "compile_|scraper|collect|mine_");
}

// Whatever it is called: it reads tables or files, makes others of them, and no model has a part.
bool turns_data(const ScriptFile& script, const Cues& cues) {
  if (!cues.starts || cues.optimises || cues.tests || cues.loads || cues.predicts ||
      cues.measures || cues.defines || cues.serves)
    return false;
  if (has_one_of("eval|result|plot|analys|report|fig|submi|log|bench|post|score|metric|stat|summar|"
                 "output|example|tutorial|visual|explain|shap|monitor|upload|doc|setup|tool|main|"
                 "run_|search|compar|eda|explor|inspect",
                 script.relative))
    return false;
  return cues.writes_tables && (cues.reads || cues.reworks);
}

bool is_called_for_data(const ScriptFile& script, const Cues& cues) {
  if (!cues.loads && says(script.path, "to_data|2data|to_coco|2coco|to_voc|2voc|to_tfrecord"))
    return true;
  if (cues.reworks && !cues.predicts)
    return says(script.path, "data|process|prep|clean|feature|split|etl");
  if (cues.writes_data &&
      says(script.path,
           "data|process|prep|clean|feature|ingest|etl|download|split|extract|crawl|scrap|build|"
           "make|gen_|norm_stats|mean_std|_stats|convert|load_|patch_|patches|annotat|parse|folds|"
           "augment|corpus|tokenize"))
    return true;
  if (!cues.loads && !cues.predicts && cues.makes_files && is_called_for_making(script))
    return true;
  // `data/fineweb.py`
  const bool among_data = has_one_of("/data/", "/" + script.relative);
  return among_data && cues.saves_data && !cues.predicts;
}

}  // namespace

bool prepares_data(const ScriptFile& script, const Cues& cues) {
  if (cues.learns_tokens && cues.starts) return true;
  if (has_one_of("outputs/|results/|conf/|config/|configs/|monitoring/", script.relative))
    return false;
  const bool data = says(script.path, "data");
  if (says(script.path,
           "callback|model|plot|visual|loader|config|eda|explor|result|checkpoint|ckpt|onnx|"
           "export|train|eval|weight|embed|safetensor|gguf|to_hf|locale|gif|tokenizer|"
           "tokenization|loading|submission|prompt|deploy|summary|faiss|_pth|diagnos") ||
      (!data && says(script.path, "2hf")) ||
      (!(data && cues.saves_data && cues.starts) && says(script.path, "util")))
    return false;
  // A module that is named like it has no main part of its own.
  if (says(script.path,
           "preprocess|cleaning|dedup|feature_eng|ingest|preparation|data_transform|build_features|"
           "make_features|featuriz|clean_data|data_clean|prepare_data|split_data|data_split"))
    return true;
  if (data && !cues.defines && script.content.find("def preprocess") != std::string::npos)
    return true;
  if (cues.writes_data && says(script.path, "get_data|download_data|fetch_data|make_dataset"))
    return true;
  if (script.path.ends_with(".ipynb") && !cues.predicts &&
      says(script.path, "prepar|preproc|wrangl|munging|cleaning"))
    return true;
  if (cues.makes_files && has_one_of("scraping|scraper|crawler|crawling", script.relative))
    return true;
  const bool writes = cues.saves_data || has_one_of(".tobytes(|write_datafile", script.content);
  if (cues.starts && writes && !cues.predicts && !cues.defines && writes_tokens(script.content))
    return true;
  if (!cues.loads && says(script.path, "_to_csv|_to_parquet|_to_jsonl")) return true;
  return cues.starts && is_called_for_data(script, cues);
}

void add_turners(const ScriptTree& tree, Survey& survey) {
  if (survey.training.empty()) return;
  for (const ScriptFile& script : tree.scripts()) {
    if (!is_python(script.path) || !turns_data(script, tree.cues(script.path))) continue;
    if (!holds(survey.training, script.path) && !holds(survey.inference, script.path) &&
        !holds(survey.evaluation, script.path))
      add_to(survey.preprocessing, script.path);
  }
}

}  // namespace reallyopen
