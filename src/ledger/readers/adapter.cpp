// `adapter_config.json`, as PEFT writes it: which model the adapter is for, and what it adapts.
#include <array>

#include "ledger/readers.h"
#include "ledger/stated_tensor_sizes.h"

namespace reallyopen {
namespace {

constexpr std::array adapter_quantities = std::to_array<std::string_view>(
  { "base_model", "adapter_kind", "adapter_rank", "adapter_target", "adapter_layer",
    "adapter_saved", "tensor_size" });

// What is written for PEFT's kinds of adapters, and what it is called here.
struct KindRow {
  std::string_view type;
  std::string_view kind;
};
constexpr KindRow kinds[] = {
  { "LORA", "LoRA" },       { "ADALORA", "LoRA" },
  { "IA3", "IA3" },         { "PROMPT_TUNING", "prompt" },
  { "P_TUNING", "prompt" }, { "PREFIX_TUNING", "prompt" },
};

void add_list(const Document& config, std::string_view key, std::string_view quantity,
              const std::string& folder, FactWriter& out) {
  const Node* list = config.root.get(key);
  if (!list) return;
  if (list->is_number()) return out.add(quantity, config, *list, folder);
  if (!list->is_sequence()) return;  // a text is an expression
  for (const Node& item : list->items) {
    Node module = item;
    module.text = item.text.substr(item.text.rfind('.') + 1);
    if (item.is_string() || item.is_number()) out.add(quantity, config, module, folder);
  }
}

// Of each module by the pattern that names it, else the general one.
void read_ranks(const Document& config, const std::string& folder, FactWriter& out) {
  const Node* general = config.root.get("r");
  const Node* targets = config.root.get("target_modules");
  const Node* patterns = config.root.get("rank_pattern");
  if (!general || !general->is_number() || !targets || !targets->is_sequence()) return;
  for (const Node& target : targets->items) {
    const std::string module = target.text.substr(target.text.rfind('.') + 1);
    const Node* rank = general;
    if (patterns)
      for (const Member& pattern : patterns->members) {
        if (pattern.key.text == module)
          rank = &pattern.value;
        else if (pattern.key.text.find(module) != std::string::npos)
          rank = nullptr;  // of some of them
        if (pattern.key.text == module || !rank) break;
      }
    if (rank && rank->is_number())
      out.add("adapter_rank", config, *rank, scope_of_part(folder, module));
  }
}

void read_adapter(const Document& config, const std::string& folder, FactWriter& out) {
  const Node* type = config.root.get("peft_type");
  if (!type || !type->is_string()) return;
  const bool dora = config.root.get("use_dora") && config.root.get("use_dora")->text == "true";
  for (const KindRow& row : kinds)
    if (row.type == type->text)
      out.add("adapter_kind", scalar(dora && row.kind == "LoRA" ? "DoRA" : row.kind),
              config.place(dora ? *config.root.get("use_dora") : *type), folder);
  add_stated_sizes(config, config.root, type->text, folder, out);
  add_list(config, "modules_to_save", "adapter_saved", folder, out);
  if (type->text != "LORA") return;
  read_ranks(config, folder, out);
  add_list(config, "target_modules", "adapter_target", folder, out);
  add_list(config, "layers_to_transform", "adapter_layer", folder, out);
}

}  // namespace

constinit const Reader adapter_reader = {
  .id = "adapter",
  .source = SourceKind::adapter,
  .quantities = adapter_quantities,
  .takes = [](std::string_view name, std::string_view) { return name == "adapter_config.json"; },
  .read =
    [](std::span<const SourceFile> files, FactWriter& out) {
  for (const SourceFile& file : files) {
    const auto config = out.values(file);
    if (!config) continue;
    const Node* base = config->root.get("base_model_name_or_path");
    if (base && base->is_string()) out.add("base_model", *config, *base, file.folder);
    read_adapter(*config, file.folder, out);
  }
  },
};

}  // namespace reallyopen
