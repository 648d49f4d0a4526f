// `.eval_results/*.yaml`, as the Hub's client writes them: one entry for each data set and task
// (seen: huggingface_hub 2.4).
#include <array>

#include "ledger/readers.h"

namespace reallyopen {
namespace {

constexpr std::array result_entries_quantities = std::to_array<std::string_view>({ "result" });

void read_entry(const Document& results, const Node& entry, FactWriter& out) {
  const Node* dataset = entry.get("dataset");
  const Node* value = entry.get("value");
  if (!dataset || !value || !value->is_number()) return;
  std::string scope(dataset->string_at("id"));
  if (const std::string_view task = dataset->string_at("task_id"); !task.empty())
    scope += (scope.empty() ? "" : "/") + std::string(task);
  out.add("result", results, *value, scope);
}

}  // namespace

constinit const Reader result_entries_reader = {
  .id = "result-entries",
  .source = SourceKind::results,
  .quantities = result_entries_quantities,
  .takes =
    [](std::string_view name, std::string_view path) {
  const bool there = path.starts_with(".eval_results/") ||
                     path.find("/.eval_results/") != std::string_view::npos;
  return there && (name.ends_with(".yaml") || name.ends_with(".yml"));
  },
  .read =
    [](std::span<const SourceFile> files, FactWriter& out) {
  for (const SourceFile& file : files)
    if (const auto results = out.values(file))
      for (const Node& entry : results->root.items) read_entry(*results, entry, out);
  },
  };

}  // namespace reallyopen
