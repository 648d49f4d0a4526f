// `adapter_config.json`, as PEFT writes it: which model the adapter is for.
#include <array>

#include "ledger/readers.h"

namespace reallyopen {
namespace {

constexpr std::array adapter_quantities = std::to_array<std::string_view>({ "base_model" });

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
  }
  },
};

}  // namespace reallyopen
