#include "evidence/weights/stated_model.h"

#include <algorithm>

#include "evidence/weights/stated_sizes.h"
#include "ledger/agreement.h"
#include "text/letters.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

// A family as people call it, and the types of models (`model_type`, `general.architecture`) that
// are of it: those that hold one of the parts.
struct FamilyRow {
  std::string_view word;
  std::string_view parts;  // between blanks
};
constexpr FamilyRow families[] = {
  { "mamba", " mamba jamba bamba zamba falcon_h1 nemotron_h granitemoehybrid " },
  { "rwkv", " rwkv " },
  { "llama",
    " llama mistral mixtral ministral qwen gemma phi olmo smollm internlm baichuan deepseek "
    "granite "
    "stablelm cohere starcoder glm minicpm apertus arcee helium exaone seed_oss hunyuan ernie4 " },
  { "gpt2", " gpt2 gpt_bigcode imagegpt biogpt " },
  { "bert", " bert roberta electra ernie esm mpnet xlm- deberta nomic modern " },
  { "roberta", " roberta camembert xlm- " },
  { "t5", " t5 switch ul2 " },
  { "vit", " vit deit dino beit clip siglip vision-encoder " },
  { "resnet", " resnet regnet timm detr " },
  { "swin", " swin donut " },
  { "convnext", " convnext " },
  { "whisper", " whisper " },
  { "qwen", " qwen " },
  { "gemma", " gemma " },
  { "mistral", " mistral mixtral ministral pixtral " },
  { "mixtral", " mixtral " },
  { "falcon", " falcon " },
  { "bloom", " bloom " },
  { "deepseek", " deepseek " },
};
// No transformers.
constexpr std::string_view others = " mamba rwkv resnet regnet convnext efficientnet mobilenet ";

bool holds_one_of(std::string_view type, std::string_view parts) {
  while (!parts.empty()) {
    parts.remove_prefix(1);
    const std::string_view part = parts.substr(0, parts.find(' '));
    if (!part.empty() && type.find(part) != std::string_view::npos) return true;
    parts.remove_prefix(part.size());
  }
  return false;
}

const FamilyRow* family_called(std::string_view word) {
  const auto row = std::ranges::find(families, word, &FamilyRow::word);
  return row == std::end(families) ? nullptr : row;
}

// `llama3` and `Qwen2.5` are said of families, `gpt2` and `t5` are their names.
const FamilyRow* family_of_word(std::string_view word) {
  if (const FamilyRow* row = family_called(word)) return row;
  while (!word.empty() && is_digit(word.back())) word.remove_suffix(1);
  return family_called(word);
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words{ "" };
  for (const char letter : lower(text)) {
    const bool is_part = is_ascii_letter(letter) || is_digit(letter);
    if (is_part)
      words.back() += letter;
    else if (letter != '-' && !words.back().empty())
      words.emplace_back();
  }
  return words;
}

bool is_known_type(std::string_view type) {
  return std::ranges::any_of(families,
                             [&](const FamilyRow& row) { return holds_one_of(type, row.parts); });
}

// Whether every family that the text names is another than the type's.
bool is_of_another_family(std::string_view text, std::string_view type) {
  bool named = false;
  for (const std::string& word : words_of(text)) {
    if (word == "transformer" || word == "transformers") {
      named = true;
      if (!holds_one_of(type, others)) return false;
    } else if (const FamilyRow* row = family_of_word(word)) {
      named = true;
      if (holds_one_of(type, row->parts)) return false;
    }
  }
  return named;
}

class Comparison {
 public:
  Comparison(const Declarations& declarations, std::span<const Fact> facts,
             std::vector<ModelFileDisagreement>& all)
      : declarations_(declarations), facts_(facts), all_(all) {}

  void run() {
    compare_relation();
    const Node* architecture = declarations_.find({ "model", "architecture" });
    if (!architecture || !architecture->is_mapping()) return;
    if (const Node* family = architecture->get("family")) compare_family(*family);
    if (const Node* type = architecture->get("type")) compare_type(*type);
    if (const Node* length = architecture->get("context_length")) compare_length(*length);
    if (const Node* description = architecture->get("description")) compare_sizes(*description);
  }

 private:
  void contradict(const Node& stated, std::string value, const Fact& fact) {
    all_.push_back({ .quantity = fact.quantity,
                     .other_quantity = fact.quantity,
                     .place = declarations_.place(stated),
                     .value = printable(value, 40),
                     .other = fact.place,
                     .other_value = printable(fact.value.text, 40) });
  }

  // An adapter has no layers of its own.
  void compare_relation() {
    const Node* bases = declarations_.find({ "model", "base_models" });
    const bool holds_adapter = std::ranges::any_of(
      facts_, [](const Fact& fact) { return fact.quantity->id.starts_with("adapter_"); });
    if (!bases || holds_adapter) return;
    for (const Node& base : bases->items) {
      const Node* relation = base.get("relation");
      if (!relation || relation->text != "adapter") continue;
      for_each("tensor_family", [&](const Fact& fact) {
        if (fact.source != SourceKind::weights) return;
        contradict(*relation, relation->text, fact);
        all_.back().quantity = all_.back().other_quantity = find_quantity("base_model_relation");
      });
    }
  }

  template <typename Found>
  void for_each(std::string_view quantity, Found found) const {
    for (const Fact& fact : facts_)
      if (fact.quantity->id == quantity && !fact.hint && fact.scope.empty()) found(fact);
  }

  void compare_family(const Node& family) {
    const Fact* differing = nullptr;
    bool same = false;
    for_each("architecture", [&](const Fact& fact) {
      const std::string type = lower(fact.value.text);
      if (!is_known_type(type)) return;
      if (is_of_another_family(family.text, type))
        differing = &fact;
      else
        same = true;
    });
    if (differing && !same) contradict(family, family.text, *differing);
  }

  // As the class that is loaded tells.
  void compare_type(const Node& type) {
    const std::string text = lower(type.text);
    const auto says = [&](std::string_view words) { return text.find(words) != std::string::npos; };
    for_each("architecture", [&](const Fact& fact) {
      const std::string& name = fact.value.text;
      const bool is_decoder = name.ends_with("ForCausalLM") || name.ends_with("LMHeadModel");
      const bool is_encoder = name.ends_with("ForMaskedLM");
      if (is_decoder && (says("encoder-only") || says("encoder-decoder")))
        contradict(type, type.text, fact);
      if (is_encoder && says("decoder-only")) contradict(type, type.text, fact);
    });
    for_each("stacks", [&](const Fact& fact) {
      const bool both = fact.value.text == "encoder and decoder";
      if (both && (says("decoder-only") || says("encoder-only"))) contradict(type, type.text, fact);
    });
    for_each("experts", [&](const Fact& fact) {
      if (fact.value.number > 1 && says("dense") && !says("moe") && !says("mixture"))
        contradict(type, type.text, fact);
    });
  }

  // Positions that were learned have an end; others are stretched, up to several times.
  void compare_length(const Node& length) {
    constexpr double stretched = 8;
    if (!length.is_number()) return;
    const Fact* longest = nullptr;
    for_each("context_length", [&](const Fact& fact) {
      if (fact.source == SourceKind::weights &&
          (!longest || fact.value.number > longest->value.number))
        longest = &fact;
    });
    if (!longest) return;
    const bool learned = !longest->place.path.ends_with(".gguf");
    if (length.number > longest->value.number * (learned ? 1 : stretched))
      contradict(length, length.text, *longest);
  }

  // A declared configuration is compared with the words by itself.
  void compare_sizes(const Node& description) {
    bool known = false;  // in a family of their own, `blocks` may be anything
    for_each("tensor_family", [&](const Fact&) { known = true; });
    for_each("layers", [&](const Fact& fact) { known |= fact.place.path.ends_with(".gguf"); });
    if (!known) return;
    for (const StatedSize& size : find_stated_sizes(description)) {
      const Fact* differing = nullptr;
      bool agrees = false;
      for_each(size.quantity, [&](const Fact& fact) {
        const Agreement agreement = compare(*fact.quantity, size.value, fact.value);
        agrees = agrees || agreement == Agreement::same ||
                 (fact.source == SourceKind::configuration && size.is_setting);
        if (agreement == Agreement::different && !differing) differing = &fact;
      });
      if (differing && !agrees) contradict(size.value, size.value.text, *differing);
    }
  }

  const Declarations& declarations_;
  std::span<const Fact> facts_;
  std::vector<ModelFileDisagreement>& all_;
};

}  // namespace

void compare_stated_model(const Declarations& declarations, std::span<const Fact> facts,
                          std::vector<ModelFileDisagreement>& all) {
  Comparison(declarations, facts, all).run();
}

}  // namespace reallyopen
