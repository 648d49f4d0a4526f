// Statements whose words state nothing.
#include <fmt/format.h>

#include "evidence/plausibility/empty_words.h"
#include "evidence/plausibility/examinations.h"
#include "evidence/recipe/stated_values.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

void add_empty(Plausibility& found, const Declarations& declarations, const Node& node,
               std::string field, std::string_view component) {
  found.empty.push_back({ declarations.place(node), field,
                          fmt::format("`{}` says {}, which states nothing", field,
                                      in_backticks(printable(node.text, 80))),
                          std::string(component) });
}

void examine_values(const Declarations& declarations, const Node* section, std::string_view field,
                    Plausibility& found) {
  for (const StatedValue& stated : stated_values(section, field))
    if (stated.node->is_string() && states_no_value(stated.node->text))
      add_empty(found, declarations, *stated.node, stated.field, "hyperparameters");
}

void examine_hardware(const Declarations& declarations, Plausibility& found) {
  for (const Node* setup : each_of(declarations.find({ "hardware" }))) {
    const Node* accelerator = setup->get("accelerator");
    if (accelerator && accelerator->is_mapping()) accelerator = accelerator->get("model");
    if (accelerator && states_no_value(accelerator->text))
      add_empty(found, declarations, *accelerator, "hardware.accelerator", "hardware");
    for (const std::string_view key : { "cpu", "interconnect", "system_configuration" })
      if (const Node* node = setup->get(key); node && states_no_value(node->text))
        add_empty(found, declarations, *node, fmt::format("hardware.{}", key), "hardware");
  }
}

void examine_source(const Declarations& declarations, const Node& source, Plausibility& found) {
  const auto look = [&](std::string_view key, bool (*is_empty)(std::string_view)) {
    const Node* node = source.get(key);
    if (node && node->is_string() && !node->text.empty() && is_empty(node->text))
      add_empty(found, declarations, *node, fmt::format("data.sources.{}", key), "data-sources");
  };
  const bool located = source.get("url") || source.get("artifact");
  look("obtain", names_no_way);
  look("license", states_no_value);
  for (const std::string_view key : { "name", "description" }) {
    // What can be looked at is described by itself, unless it is called what it cannot be.
    const Node* node = source.get(key);
    if (node && (!located || keeps_secret(node->text)))
      look(key, describes_no_data);
    else
      look(key, states_no_value);
  }
}

// `not-applicable` means that there is nothing, and not that it is kept back.
void examine_reasons(const Declarations& declarations, const Node* section, std::string_view field,
                     std::string_view component, Plausibility& found) {
  if (!section || section->string_at("status") != "not-applicable") return;
  const Node* reason = section->get("reason");
  if (!reason || !keeps_secret(reason->text)) return;
  found.secrecy.push_back({ declarations.place(*reason), std::string(field),
                            fmt::format("`{}` is called not applicable, and the reason is that it "
                                        "is kept back",
                                        field),
                            std::string(component) });
}

}  // namespace

void examine_words(const Declarations& declarations, Plausibility& found) {
  examine_values(declarations, declarations.find({ "hyperparameters" }), "hyperparameters", found);
  for (const Node* stage : each_of(declarations.find({ "training", "stages" })))
    examine_values(declarations, stage->get("hyperparameters"), "training.stages.hyperparameters",
                   found);
  examine_hardware(declarations, found);
  for (const Node* source : each_of(declarations.find({ "data", "sources" })))
    examine_source(declarations, *source, found);
  examine_reasons(declarations, declarations.find({ "preprocessing" }), "preprocessing",
                  "data-preprocessing", found);
  for (const Node* step : each_of(declarations.find({ "preprocessing", "steps" })))
    examine_reasons(declarations, step, "preprocessing.steps", "data-preprocessing", found);
  for (const auto& [key, component] :
       { std::pair("scripts", "training-scripts"), std::pair("checkpoints", "checkpoints"),
         std::pair("logs", "training-logs"), std::pair("seeds", "seeds") })
    examine_reasons(declarations, declarations.find({ "training", key }),
                    std::string("training.") + key, component, found);
  examine_reasons(declarations, declarations.find({ "hyperparameters" }), "hyperparameters",
                  "hyperparameters", found);
  examine_reasons(declarations, declarations.find({ "evaluation" }), "evaluation",
                  "evaluation-code", found);
}

}  // namespace reallyopen
