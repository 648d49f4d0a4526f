// `all_results.json`, `train_results.json`, `eval_results.json`: figures of a run.
#include <array>

#include "ledger/readers.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::array results_quantities = std::to_array<std::string_view>({ "result" });

// How fast it went says nothing about the model.
bool is_figure(std::string_view key) {
  return !key.ends_with("_runtime") && !key.ends_with("_per_second") &&
         !key.ends_with("_samples") && !key.ends_with("_flos") && key != "epoch" &&
         key != "total_flos";
}

}  // namespace

constinit const Reader results_reader = {
  .id = "results",
  .source = SourceKind::run_record,
  .quantities = results_quantities,
  .takes =
    [](std::string_view name, std::string_view) {
  return is_one_of(name, { "all_results.json", "train_results.json", "eval_results.json",
                           "test_results.json", "predict_results.json" });
  },
  .read =
    [](std::span<const SourceFile> files, FactWriter& out) {
  for (const SourceFile& file : files) {
    const auto results = out.values(file);
    if (!results) continue;
    for (const Member& member : results->root.members)
      if (member.value.is_number() && is_figure(member.key.text))
        out.add("result", *results, member.value, member.key.text);
  }
  },
  };

}  // namespace reallyopen
