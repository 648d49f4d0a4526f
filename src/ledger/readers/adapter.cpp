// `adapter_config.json`, as PEFT writes it: which model the adapter is for, and what it adapts.
#include <array>

#include "ledger/readers.h"

namespace reallyopen {
namespace {

constexpr std::array adapter_quantities = std::to_array<std::string_view>(
  { "base_model", "adapter_rank", "adapter_target" });

// Only what holds for every module: a pattern gives some of them another rank, and a text in place
// of the list is an expression.
void read_lora(const Document& config, const std::string& folder, FactWriter& out) {
  if (config.root.string_at("peft_type") != "LORA") return;
  const Node* pattern = config.root.get("rank_pattern");
  const Node* rank = config.root.get("r");
  if (rank && rank->is_number() && (!pattern || pattern->members.empty()))
    out.add("adapter_rank", config, *rank, folder);
  const Node* targets = config.root.get("target_modules");
  if (!targets || !targets->is_sequence()) return;
  for (const Node& target : targets->items) {
    Node module = target;
    module.text = target.text.substr(target.text.rfind('.') + 1);
    if (target.is_string()) out.add("adapter_target", config, module, folder);
  }
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
    read_lora(*config, file.folder, out);
  }
  },
};

}  // namespace reallyopen
