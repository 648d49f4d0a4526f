#include "draft/names.h"

#include <algorithm>

#include "repository/path.h"
#include "text/letters.h"

namespace reallyopen {

std::span<const NameRow> name_rows() {
  static const NameRow rows[] = {
    { &Survey::licenses,
      Pattern(
        R"((?i)(^|/)((model|use|code|data|weights?)[_-])?(licen[cs]e|copying)([_-][\w.-]+)?(\.(md|txt|rst))?$|(^|/)[^/]*licen[cs]e[ _-]agreement[^/]*(\.txt)?$)",
        "licen|copying") },
    { &Survey::use_policies,
      Pattern(R"((?i)(^|/)(use|usage|acceptable)[_-](use[_-])?policy(\.(md|txt))?$)", "policy") },
    { &Survey::lockfiles,
      Pattern(
        R"((?i)(^|/)(uv|pixi|poetry|pdm|flake)\.lock$|(^|/)(Pipfile|requirements)\.lock$|(^|/)(Manifest\.toml|renv\.lock|conda-lock\.ya?ml|pylock(\.\w+)?\.toml|requirements[\w.-]*lock[\w.-]*\.txt)$)",
        "lock|manifest.toml") },
    { &Survey::requirements,
      Pattern(
        R"((?i)(^|/)([\w.-]*requi?re?i?ments?[\w.-]*\.txt|requirements/[\w.-]+\.txt|requirements\.ya?ml|dependencies\.(txt|R)|(install(_packages)?|packages|requirements)\.(R|jl)|pyproject\.toml|setup\.(py|cfg)|[\w.-]*(conda|environment)[\w.-]*\.ya?ml|env([_-][\w.-]+)?\.ya?ml|envs/[\w.-]+\.ya?ml|Pipfile|pixi\.toml|pom\.xml|build\.gradle|DESCRIPTION|Project\.toml)$)",
        "ments|ment.|pyproject|dependencies|install|packages.|setup.|conda|env|pipfile|pixi|pom."
        "xml|"
        "gradle|description|"
        "project.toml") },
    { &Survey::containers,
      Pattern(R"((?i)(^|/)(Dockerfile([._-][\w.-]+)?|[\w.-]+\.Dockerfile|[\w.-]+\.def)$)",
              "dockerfile|.def") },
    { &Survey::weights,
      Pattern(
        R"((?i)\.(safetensors|gguf|ckpt|pth|pt|pth\.tar|th|h5|keras|onnx|onnx[._]data|pte|pt2|mlmodel|nemo|)"
        R"(msgpack|tflite|llamafile|skops|joblib|cbm|ubj|ftz|torchscript)$|\.mlpackage/|)"
        R"((^|/)(pytorch_model|model|adapter_model|diffusion_pytorch_model|openvino_model)[\w.-]*\.(bin|xml)$|)"
        R"((^|/)[^/]*(model|weights|params|classifier)[^/]*\.(npz|pkl|pickle)$|)"
        R"((^|/)(saved_model\.pb|variables\.index|[^/]+\.data-\d{5}-of-\d{5})$)",
        ".safetensors|.gguf|.ckpt|.pt|.th|.h5|.keras|.onnx|.mlmodel|.mlpackage|.nemo|.msgpack|"
        ".tflite|.llamafile|.skops|.joblib|.cbm|.ubj|.ftz|.torchscript|.bin|.xml|.npz|.pkl|.pickle|"
        "saved_model|variables.|.data-") },
    { &Survey::tokenizers,
      Pattern(
        R"((?i)(^|/)(tokenizer(_config)?\.json|tokenizer\.model|vocab\.(json|txt)|merges\.txt|spiece\.model|[\w.-]*tokenizer[\w.-]*\.(json|model))$)",
        "tokenizer|vocab.|merges.txt|spiece") },
    { &Survey::architecture,
      Pattern(
        R"((?i)(^|/)(config\.json|model_index\.json|params\.json|(modeling|modelling)_\w+\.py|model(ing)?\.py)$)",
        "config.json|model_index|params.json|model") },
    { &Survey::cards, Pattern(R"((?i)(^|/)(README|readme)\.md$|(^|/)model[_ -]?card[\w.-]*\.md$)",
                              "readme.md|card") },
    { &Survey::papers,
      Pattern(R"((?i)^[^/]*(paper|report|tech\w*|_\d+(\.\d+)?|[A-Z]\w+)\.pdf$)", ".pdf") },
    { &Survey::contributing,
      Pattern(R"((?i)^(\.github/|docs/)?CONTRIBUTING(\.(md|rst|txt))?$)", "contributing") },
    { &Survey::conduct,
      Pattern(R"((?i)^(\.github/|docs/)?CODE_OF_CONDUCT(\.(md|rst|txt))?$)", "code_of_conduct") },
    { &Survey::security,
      Pattern(R"((?i)^(\.github/|docs/)?SECURITY(\.(md|rst|txt))?$)", "security") },
    { &Survey::changelogs, Pattern(R"((?i)^(CHANGELOG|CHANGES|RELEASES|HISTORY)(\.(md|rst|txt))?$)",
                                   "change|releases|history") },
    { &Survey::citations, Pattern(R"((?i)^CITATION\.cff$)", "citation.cff") },
    { &Survey::logs,
      Pattern(
        R"((?i)(^|/)(trainer_state\.json|train(ing)?[._-]?logs?(\.\w+)?)$|(^|/)events\.out\.tfevents[\w.-]+$)",
        "trainer_state|log|tfevents") },
    { &Survey::data,
      Pattern(
        R"((?i)(^|/)data(sets?)?/.*\.(csv|tsv|jsonl|parquet|txt)(\.gz)?$|^(train|test|dataset)[\w.-]*\.(csv|jsonl|parquet)$)",
        ".csv|.tsv|.jsonl|.parquet|.txt") },
  };
  return rows;
}

const Pattern& pattern_of(List list) {
  return std::ranges::find(name_rows(), list, &NameRow::list)->pattern;
}

std::string glob_beside(std::string_view path) {
  const std::string_view name = name_of(path);
  const std::size_t dot = name.rfind('.');
  // A name of a folder that is a pattern itself would have to be escaped.
  if (path.find_first_of("*?[\\") != path.npos) return "";
  if (dot == name.npos || dot == 0 ||
      !is_one_of(name.substr(dot),
                 { ".yaml", ".yml", ".json", ".toml", ".cfg", ".ini", ".conf", ".py", ".ipynb",
                   ".R", ".jl", ".sh", ".slurm", ".sbatch", ".bash" }))
    return "";
  return path_in(folder_of(path), "*") + std::string(name.substr(dot));
}

}  // namespace reallyopen
