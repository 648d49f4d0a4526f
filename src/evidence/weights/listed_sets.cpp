// Sets that a list of their own describes: diffusers, sentence-transformers, spaCy, Core ML.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "configuration/read.h"
#include "evidence/weights/weight_sets.h"
#include "evidence/weights/weights_pass.h"
#include "repository/path.h"
#include "text/letters.h"
#include "text/lines.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_list = 1u << 20;
constexpr std::size_t most_parts = 100;

// `UNet2DModel`, `CLIPTextModel`; a scheduler or tokenizer has none.
bool class_holds_weights(std::string_view name) {
  return contains_one_of(
    name, { "UNet", "Transformer", "VAE", "Autoencoder", "Encoder", "Model", "ForCausalLM",
            "ForConditional", "ControlNet", "Prior", "Decoder" });
}

struct SetList {
  std::unique_ptr<Document> document;
  const Node& root() const { return document->root; }
};

SetList set_list_at(const SetFolder& folder, std::string_view name) {
  const std::string text = content_at(folder, name, longest_list);
  if (text.empty()) return {};
  auto parsed = read_json(path_in(folder.path, name), text, configuration_limits).document;
  return { std::move(parsed) };
}

// `key = value` of the sections of an INI file, as far as they stand on one line.
struct IniSetting {
  std::string section;
  std::string key;
  std::string value;
  int line = 1;
};

std::vector<IniSetting> ini_settings_of(std::string_view text) {
  std::vector<IniSetting> settings;
  std::string section;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t sign = line.find(" = ");
    if (line.starts_with('[') && line.find(']') != std::string_view::npos)
      section = line.substr(1, line.find(']') - 1);
    else if (sign != std::string_view::npos)
      settings.push_back(
        { section, std::string(line.substr(0, sign)), std::string(line.substr(sign + 3)), number });
  }
  return settings;
}

bool is_trained_component(std::string_view factory) {
  return is_one_of(factory, { "tok2vec", "transformer", "curated_transformer", "tagger", "parser",
                              "ner", "textcat", "textcat_multilabel", "morphologizer", "senter",
                              "trainable_lemmatizer", "entity_linker", "spancat", "beam_ner",
                              "spancat_singlelabel", "beam_parser", "span_finder" });
}

}  // namespace

std::vector<SetGap> gaps_of_pipeline(const SetFolder& folder) {
  std::vector<SetGap> gaps;
  const SetList list = set_list_at(folder, "model_index.json");
  if (!list.document || !list.root().is_mapping() || !list.root().get("_class_name")) return gaps;
  for (const Member& member : list.root().members) {
    const std::vector<Node>& pair = member.value.items;
    if (member.key.text.starts_with('_') || pair.size() != 2 || !pair[1].is_string() ||
        gaps.size() > most_parts)
      continue;
    const Place place = list.document->place(member.key);
    const std::string part = path_in(folder.path, member.key.text);
    if (!is_somewhere(folder.snapshot, part))
      gaps.push_back({ place, part, "is not in the repository" });
    else if (class_holds_weights(pair[1].text))
      look_for_weights(folder, part, place, gaps);
  }
  return gaps;
}

std::vector<SetGap> gaps_of_sentences(const SetFolder& folder) {
  std::vector<SetGap> gaps;
  const SetList list = set_list_at(folder, "modules.json");
  if (!list.document) return gaps;
  for (const Node& module : list.root().items) {
    const std::string_view type = module.string_at("type");
    const std::string_view name = type.substr(type.rfind('.') + 1);
    if (!type.starts_with("sentence_transformers.") || gaps.size() > most_parts) continue;
    const std::string part = path_in(folder.path, module.string_at("path"));
    const Place place = list.document->place(module);
    if (is_one_of(name, { "Transformer", "Dense", "StaticEmbedding", "WordEmbeddings", "CNN",
                          "LSTM", "LayerNorm", "CLIPModel" }))
      look_for_weights(folder, part, place, gaps);
    // Git keeps no empty folder, and `Normalize` has nothing to keep.
    else if (name == "Pooling" && !is_somewhere(folder.snapshot, part + "/config.json"))
      gaps.push_back({ place, part + "/config.json", "is not in the repository" });
  }
  return gaps;
}

std::vector<SetGap> gaps_of_spacy(const SetFolder& folder) {
  std::vector<SetGap> gaps;
  const SetList meta = set_list_at(folder, "meta.json");
  const std::string text = content_at(folder, "config.cfg", longest_list);
  if (!meta.document || text.empty() || !meta.root().get("spacy_version")) return gaps;
  const std::vector<IniSetting> settings = ini_settings_of(text);
  const auto pipeline = std::ranges::find_if(settings, [](const IniSetting& setting) {
    return setting.section == "nlp" && setting.key == "pipeline";
  });
  if (pipeline == settings.end()) return gaps;
  for (const IniSetting& setting : settings) {
    constexpr std::string_view components = "components.";
    if (!setting.section.starts_with(components) || setting.key != "factory") continue;
    const std::string name = setting.section.substr(components.size());
    const std::string factory = setting.value.substr(
      1, setting.value.size() - std::min<std::size_t>(setting.value.size(), 2));
    if (name.find('.') != std::string::npos || !is_trained_component(factory) ||
        pipeline->value.find('"' + name + '"') == std::string::npos)
      continue;
    look_for_weights(folder, path_in(folder.path, name),
                     line_place(path_in(folder.path, "config.cfg"), text, setting.line), gaps);
  }
  return gaps;
}

std::vector<SetGap> gaps_of_package(const SetFolder& folder) {
  std::vector<SetGap> gaps;
  if (!folder.path.ends_with(".mlpackage")) return gaps;
  const std::string manifest = path_in(folder.path, "Manifest.json");
  if (!is_somewhere(folder.snapshot, manifest))
    return { { { .path = folder.path }, manifest, "is not in the repository" } };
  const SetList list = set_list_at(folder, "Manifest.json");
  const Node* items = list.document ? list.root().get("itemInfoEntries") : nullptr;
  if (!items) return gaps;
  for (const Member& member : items->members) {
    const Node* path = member.value.get("path");
    if (!path || !path->is_string()) continue;
    std::string part = path_in(folder.path, "Data/" + path->text);
    if (part.ends_with("/weights")) part += "/weight.bin";
    if (!is_somewhere(folder.snapshot, part))
      gaps.push_back({ list.document->place(*path), part, "is not in the repository" });
  }
  return gaps;
}

}  // namespace reallyopen
