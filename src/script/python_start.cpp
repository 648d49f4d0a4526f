#include "script/python_start.h"

#include <algorithm>
#include <array>

#include "script/published_name.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

bool begins_with_any(std::string_view text, std::initializer_list<std::string_view> starts) {
  return std::ranges::any_of(starts, [&](std::string_view each) { return text.starts_with(each); });
}

bool is_upper(char letter) { return letter >= 'A' && letter <= 'Z'; }

// `AutoModelForCausalLM`, `BertModel`, `UNet2DConditionModel`: no tokenizer, no configuration.
bool is_model_class(std::string_view name) {
  return !name.empty() && is_upper(name[0]) &&
         !contains_one_of(
           name, { "Tokenizer", "Processor", "processor", "Extractor", "Config", "Scheduler",
                   "Vocab", "Feature", "Dataset", "Collator", "Encoding", "Converter", "Packer",
                   "Retriever", "Image", "Template" });
}

std::string_view owner_of_name(std::string_view name) {
  const std::size_t point = name.rfind('.');
  return point == std::string_view::npos ? std::string_view() : last_of_name(name.substr(0, point));
}

PythonStart named(const PythonText& text, std::string_view prefix = {}) {
  if (text.text.empty()) return {};
  return { std::string(prefix) + text.text, text.is_default };
}

PythonStart hub_model(const PythonText& text) {
  const bool is_published = is_hub_id(text.text) || is_ownerless_id(text.text);
  return is_published ? PythonStart{ text.text, text.is_default } : PythonStart{};
}

bool is_true(std::string_view value) { return value == "True" || value == "1"; }

// `weights="IMAGENET1K_V1"`, `weights=ResNet18_Weights.DEFAULT`
bool names_weights(std::string_view value, const PythonValues& values) {
  if (value.find("Weights.") != std::string_view::npos) return true;
  const std::string text = values.text_of(value).text;
  return !text.empty() && text.find_first_of("./") == std::string::npos;
}

PythonStart of_transformers(const PythonCall& call, const PythonValues& values) {
  const std::string full = values.full_name(call.name);
  const std::string_view owner = owner_of_name(full);
  if (!is_model_class(owner)) return {};
  if (owner.find("Peft") != std::string_view::npos)
    if (const PythonStart adapter = hub_model(values.text_of(call.argument(1, { "model_id" })));
        !adapter.id.empty())
      return adapter;
  return hub_model(values.text_of(call.argument(
    0, { "pretrained_model_name_or_path", "model_name_or_path", "model_name", "model_id" })));
}

PythonStart of_preset(const PythonCall& call, const PythonValues& values) {
  const std::string name = values.full_name(call.name);
  const std::string_view owner = owner_of_name(name);
  if (!begins_with_any(name, { "keras_hub.", "keras_nlp.", "keras_cv." }) ||
      !is_model_class(owner) || call.argument(99, { "load_weights" }) == "False")
    return {};
  PythonStart start = named(values.text_of(call.argument(0, { "preset" })));
  if (start.id.starts_with("./") || start.id.starts_with('/')) return {};
  if (const std::size_t scheme = start.id.find("://"); scheme != std::string::npos)
    start.id.erase(0, scheme + 3);
  return start;
}

PythonStart of_timm(const PythonCall& call, const PythonValues& values) {
  if (!is_true(call.argument(1, { "pretrained" }))) return {};
  PythonStart start = named(values.text_of(call.argument(0, { "model_name" })));
  for (const std::string_view scheme : { "hf-hub:", "hf_hub:" })
    if (start.id.starts_with(scheme)) start.id.erase(0, scheme.size());
  if (!start.id.empty() && start.id.find('/') == std::string::npos) start.id.insert(0, "timm/");
  return start;
}

PythonStart of_torch_hub(const PythonCall& call, const PythonValues& values) {
  std::string repository = values.text_of(call.argument(0, { "repo_or_dir" })).text;
  const PythonText model = values.text_of(call.argument(1, { "model" }));
  if (repository.find('/') == std::string::npos || model.text.empty() ||
      call.argument(99, { "source" }).find("local") != std::string_view::npos)
    return {};
  const std::string_view pretrained = call.argument(99, { "pretrained" });
  const std::string_view weights = call.argument(99, { "weights" });
  const bool by_itself = begins_with_any(
    repository, { "facebookresearch/dino", "ultralytics/", "intel-isl/", "isl-org/", "snakers4/" });
  if (!is_true(pretrained) && !(by_itself && pretrained.empty()) &&
      (weights.empty() || weights == "None"))
    return {};
  repository.resize(std::min(repository.find(':'), repository.size()));
  return { repository + '/' + model.text, model.is_default };
}

PythonStart of_torchvision(const PythonCall& call, const PythonValues& values) {
  const std::string_view name = last_of_name(call.name);
  if (name.empty() || is_upper(name[0]) || name.starts_with("get_model_w") ||
      name.starts_with("list_"))
    return {};
  const std::string_view weights = call.argument(99, { "weights", "weights_backbone" });
  const bool first = !call.arguments.empty() && call.arguments[0].keyword.empty() &&
                     is_true(call.arguments[0].value);
  const bool named_weights = !weights.empty() && names_weights(weights, values);
  if (!first && !named_weights && !is_true(call.argument(99, { "pretrained" }))) return {};
  if (name == "get_model")
    return named(values.text_of(call.argument(0, { "name" })), "torchvision ");
  return { "torchvision " + std::string(name) };
}

PythonStart of_open_clip(const PythonCall& call, const PythonValues& values) {
  const PythonText model = values.text_of(call.argument(0, { "model_name" }));
  for (const std::string_view scheme : { "hf-hub:", "hf_hub:" })
    if (model.text.starts_with(scheme))
      return { model.text.substr(scheme.size()), model.is_default };
  const PythonText weights = values.text_of(call.argument(1, { "pretrained" }));
  if (weights.text.empty() || weights.text.find_first_of("./") != std::string::npos) return {};
  return { model.text.empty() ? weights.text : model.text + ' ' + weights.text,
           model.is_default || weights.is_default };
}

PythonStart of_sentences(const PythonCall& call, const PythonValues& values) {
  const PythonText model = values.text_of(call.argument(0, { "model_name_or_path" }));
  const bool is_path = begins_with_any(model.text, { ".", "/", "~" }) ||
                       model.text.find_first_of("-_") == std::string::npos;
  if (!is_hub_id(model.text) && (is_path || model.text.find('/') != std::string::npos)) return {};
  const bool is_part = values.full_name(call.name).ends_with(".Transformer");
  return { model.text, model.is_default, !is_part };
}

PythonStart of_spacy(const PythonCall& call, const PythonValues& values) {
  PythonStart start = named(values.text_of(call.argument(0, { "name" })));
  // `en_core_web_sm`; anything else is a path.
  if (start.id.size() < 6 || start.id[2] != '_' || start.id.find('/') != std::string::npos)
    return {};
  start.if_trained = true;
  return start;
}

PythonStart of_keras(const PythonCall& call, const PythonValues& values) {
  const std::string_view name = last_of_name(call.name);
  if (name.empty() || !is_upper(name[0])) return {};
  const std::string_view weights = call.argument(99, { "weights" });
  const bool is_imagenet = weights.empty() || values.text_of(weights).text == "imagenet";
  return is_imagenet ? PythonStart{ "keras.applications " + std::string(name) } : PythonStart{};
}

PythonStart of_name(const PythonCall& call, const PythonValues& values, std::string_view owner,
                    std::initializer_list<std::string_view> starts) {
  const PythonText model = values.text_of(call.argument(0, { "name", "model" }));
  if (!begins_with_any(lower(model.text), starts) || model.text.find("..") != std::string::npos)
    return {};
  return { std::string(owner) + model.text, model.is_default };
}

PythonStart of_address(const PythonCall& call, const PythonValues& values) {
  if (call.arguments.empty()) return {};
  const PythonText address = values.text_of(call.arguments[0].value);
  return is_model_address(address.text) ? PythonStart{ address.text, address.is_default }
                                        : PythonStart{};
}

}  // namespace

PythonStart find_start(const PythonCall& call, const PythonValues& values) {
  const std::string name = values.full_name(call.name);
  const std::string_view last = last_of_name(name);
  if (last == "from_pretrained") return of_transformers(call, values);
  if (last == "from_preset") return of_preset(call, values);
  if (name.starts_with("timm.") && last == "create_model") return of_timm(call, values);
  if (name == "torch.hub.load") return of_torch_hub(call, values);
  if (name.starts_with("torchvision.models.")) return of_torchvision(call, values);
  if (name.starts_with("open_clip.create_model")) return of_open_clip(call, values);
  if (name == "clip.load") return of_name(call, values, "openai CLIP ", { "vit", "rn" });
  if (name == "whisper.load_model")
    return of_name(call, values, "openai/whisper-", { "tiny", "base", "small", "medium", "large" });
  if (name == "ultralytics.YOLO") return of_name(call, values, "", { "yolo" });
  if (name.starts_with("sentence_transformers.") &&
      (last.ends_with("Transformer") || last.ends_with("Encoder")))
    return of_sentences(call, values);
  if (name == "spacy.load") return of_spacy(call, values);
  if (name.find("keras.applications.") != std::string::npos) return of_keras(call, values);
  if (name.starts_with("tensorflow_hub.") || last == "load_from_checkpoint" ||
      last == "load_state_dict_from_url")
    return of_address(call, values);
  return {};
}

PythonStart find_fetch(const PythonCall& call, const PythonValues& values) {
  const std::string_view last = last_of_name(call.name);
  if (is_one_of(last, { "hf_hub_download", "snapshot_download", "cached_download", "hf_hub_url",
                        "from_pretrained_keras" })) {
    if (call.argument(99, { "repo_type" }).find("dataset") != std::string_view::npos) return {};
    const PythonText model = values.text_of(call.argument(0, { "repo_id" }));
    if (is_hub_id(model.text) || is_ownerless_id(model.text))
      return { model.text, model.is_default };
  }
  if (is_one_of(last, { "get_file", "load_state_dict_from_url", "load_url", "urlretrieve",
                        "download", "download_url_to_file", "cached_path", "cached_download",
                        "hf_hub_url", "download_file", "urlopen" }))
    for (const PythonArgument& argument : call.arguments)
      if (const PythonText address = values.text_of(argument.value); is_model_address(address.text))
        return { address.text, address.is_default };
  if (values.full_name(call.name) == "kagglehub.model_download")
    return named(values.text_of(call.argument(0, { "handle" })));
  return {};
}

bool fills_model(const PythonCall& call) {
  const std::string_view last = last_of_name(call.name);
  if (last == "from_pretrained") return is_model_class(owner_of_name(call.name));
  return is_one_of(last, { "load_state_dict", "set_weights", "load_weights", "load_model",
                           "load_from_checkpoint", "load_checkpoint", "load_pretrained", "copy_",
                           "load_params", "load_adapter", "load_lora_weights", "load_ckpt",
                           "load_pretrained_weights", "restore_checkpoint", "from_disk" });
}

bool reads_weights(const PythonCall& call) {
  return is_one_of(last_of_name(call.name),
                   { "load", "load_file", "safe_open", "read_bytes", "load_file_in_model", "File",
                     "load_npz", "open", "from_bytes", "msgpack_restore", "load_safetensors" });
}

}  // namespace reallyopen
