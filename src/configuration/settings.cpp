#include "configuration/settings.h"

#include <algorithm>
#include <array>
#include <optional>

namespace reallyopen {
namespace {

constexpr std::size_t most_settings = 20'000;
constexpr std::size_t most_items_named = 2;  // `betas[0]`, `betas[1]`

struct KnownSection {
  std::string_view name;
  Section about;
};

constexpr KnownSection known_sections[] = {
  { "training", Section::training },
  { "train", Section::training },
  { "trainer", Section::training },
  { "training_args", Section::training },
  { "training_arguments", Section::training },
  { "train_args", Section::training },
  { "trainer_args", Section::training },
  { "train_config", Section::training },
  { "training_config", Section::training },
  { "trainer_config", Section::training },
  { "train_params", Section::training },
  { "training_params", Section::training },
  { "hyperparameters", Section::training },
  { "hyper_parameters", Section::training },
  { "hyperparams", Section::training },
  { "hparams", Section::training },
  { "optimizer", Section::training },
  { "optim", Section::training },
  { "optimizer_config", Section::training },
  { "optimizer_params", Section::training },
  { "optimizer_args", Section::training },
  { "optimization", Section::training },
  { "solver", Section::training },
  { "scheduler", Section::training },
  { "lr_scheduler", Section::training },
  { "scheduler_config", Section::training },
  { "scheduler_params", Section::training },
  { "schedule", Section::training },
  { "sched", Section::training },
  { "adam", Section::training },
  { "adamw", Section::training },
  { "sgd", Section::training },
  { "cosine", Section::training },
  { "lightning", Section::training },
  { "pl_trainer", Section::training },
  { "optim_wrapper", Section::training },
  { "init_args", Section::training },
  { "dict_kwargs", Section::training },
  { "params", Section::training },
  { "args", Section::training },
  { "arguments", Section::training },
  { "kwargs", Section::training },
  { "config", Section::training },
  { "common", Section::training },
  { "experiment", Section::training },
  { "run", Section::training },
  { "sft", Section::training },
  { "pretrain", Section::training },
  { "pretraining", Section::training },
  { "finetune", Section::training },
  { "model", Section::model },
  { "model_config", Section::model },
  { "model_args", Section::model },
  { "model_params", Section::model },
  { "architecture", Section::model },
  { "network", Section::model },
  { "net", Section::model },
  { "transformer", Section::model },
  { "text_config", Section::model },
  { "llm_config", Section::model },
  { "data", Section::data },
  { "dataset", Section::data },
  { "data_config", Section::data },
  { "data_args", Section::data },
  { "dataloader", Section::data },
  { "loader", Section::data },
  { "train_dataloader", Section::data },
  { "train_loader", Section::data },
  { "train_ds", Section::data },
  { "datamodule", Section::data },
  { "tokenizer", Section::data },
};

std::optional<Section> section_of(std::string_view name) {
  for (const KnownSection& known : known_sections)
    if (known.name == name) return known.about;
  return std::nullopt;
}

// What an optimizer is set to is the training's wherever it stands, and not the model's.
bool is_only_of_training(std::string_view name) {
  return name.starts_with("optim") || name.find("sched") != std::string_view::npos;
}

// Lightning names a class and beside it what it is made with: those are settings of the section.
bool is_of_section_around(std::string_view name) {
  return name == "init_args" || name == "dict_kwargs";
}

// How torchtune, Hydra, Lightning and others name the class of what a section sets.
std::string name_of_key(std::string_view key) {
  const bool names_class = key == "_component_" || key == "_target_" || key == "class_path" ||
                           key == "_name_";
  return names_class ? "type" : canonical_name(key);
}

// `{desc: null, value: 3e-4}`, as W&B writes each setting.
const Node& value_of(const Node& node) {
  const Node* value = node.get("value");
  const bool wrapped = value && std::ranges::all_of(node.members, [](const Member& member) {
                         return member.key.text == "value" || member.key.text == "desc" ||
                                member.key.text == "unit";
                       });
  return wrapped ? *value : node;
}

struct Pending {
  const Node* mapping;
  std::string section;
  std::string path;
  Section about;
  bool merged;
};

bool is_lower(char letter) { return letter >= 'a' && letter <= 'z'; }
bool is_upper(char letter) { return letter >= 'A' && letter <= 'Z'; }

class Walk {
 public:
  std::vector<Setting> settings;
  std::vector<Pending> pending;

  void add(const Pending& at, const Member& member) {
    if (member.key.text == "<<") return merge(at, member.value);
    Pending below = at;
    std::string_view key = member.key.text;
    // `"optimizer.lr": 0.1`, as flattened configurations are written.
    for (std::size_t dot = key.find('.'); dot != std::string_view::npos; dot = key.find('.')) {
      if (!enter(below, key.substr(0, dot))) return;
      key.remove_prefix(dot + 1);
    }
    const std::string path = at.path.empty() ? member.key.text : at.path + "." + member.key.text;
    const Node& value = value_of(member.value);
    settings.push_back(
      { name_of_key(key), below.section, path, below.about, &member.key, &value, below.merged });
    add_items(settings.back());
    if (!value.is_mapping() || !enter(below, key)) return;
    below.mapping = &value;
    below.path = path;
    pending.push_back(std::move(below));
  }

 private:
  static bool enter(Pending& at, std::string_view key) {
    std::string name = canonical_name(key);
    const auto about = section_of(name);
    if (!about) return false;
    if (is_of_section_around(name)) return true;
    // `params` of the model are the model's.
    if (at.about == Section::root || *about != Section::training || is_only_of_training(name))
      at.about = *about;
    at.section = std::move(name);
    return true;
  }

  void merge(const Pending& at, const Node& value) {
    Pending below = at;
    below.merged = true;
    const auto push = [&](const Node& mapping) {
      below.mapping = &mapping;
      pending.push_back(below);
    };
    if (value.is_mapping()) push(value);
    for (const Node& item : value.items)
      if (item.is_mapping()) push(item);
  }

  // By value: a reference into `settings` would not outlive the first item.
  void add_items(Setting list) {
    const std::vector<Node>& items = list.value->items;
    for (std::size_t i = 0; i < std::min(items.size(), most_items_named); ++i) {
      Setting item = list;
      item.name += '[' + std::to_string(i) + ']';
      item.path += '[' + std::to_string(i) + ']';
      item.value = &items[i];
      settings.push_back(std::move(item));
    }
  }
};

}  // namespace

std::string canonical_name(std::string_view key) {
  while (key.starts_with('-')) key.remove_prefix(1);
  std::string name;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const char letter = key[i];
    if (letter == '-' || letter == ' ') {
      name += '_';
    } else if (is_upper(letter)) {
      if (i > 0 && is_lower(key[i - 1])) name += '_';
      name += static_cast<char>(letter - 'A' + 'a');
    } else {
      name += letter;
    }
  }
  return name;
}

std::vector<Setting> list_settings(const Document& document) {
  Walk walk;
  if (document.several) {
    for (const Node& root : document.root.items)
      walk.pending.push_back({ &root, "", "", Section::root, false });
  } else {
    walk.pending.push_back({ &document.root, "", "", Section::root, false });
  }
  // In order of sections; expanded merge keys could repeat without end, hence the limit.
  for (std::size_t next = 0; next < walk.pending.size(); ++next) {
    const Pending at = walk.pending[next];
    for (const Member& member : at.mapping->members) {
      if (walk.settings.size() >= most_settings) return walk.settings;
      walk.add(at, member);
    }
  }
  return walk.settings;
}

}  // namespace reallyopen
