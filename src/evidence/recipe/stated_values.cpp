#include "evidence/recipe/stated_values.h"

#include <array>

#include "configuration/settings.h"
#include "manifest/field_path.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

struct Unit {
  std::string_view word;
  double ones;
};

constexpr std::array units = std::to_array<Unit>({
  { "%", 0.01 },
  { "percent", 0.01 },
  { "k", 1e3 },
  { "thousand", 1e3 },
  { "m", 1e6 },
  { "million", 1e6 },
});

// `thousand steps` counts thousands.
Node counted(const Node& value, std::string_view unit) {
  Node node = value;
  const std::string word = lower(unit.substr(0, unit.find(' ')));
  for (const Unit& each : units)
    if (each.word == word && node.is_number()) {
      node.kind = NodeKind::number;
      node.number *= each.ones;
    }
  return node;
}

// Tokens in the manifest may be sequences in the file.
bool counts_otherwise(std::string_view unit) {
  return lower(unit).find("token") != std::string::npos;
}

}  // namespace

std::vector<StatedValue> stated_values(const Node* section, std::string_view field, bool traced) {
  std::vector<StatedValue> stated;
  if (!section) return stated;
  for (const Member& member : section->members) {
    const std::string& key = member.key.text;
    if (key == "files" || key == "status" || key == "reason" || key.starts_with("x-")) continue;
    const Node* value = &member.value;
    std::string_view unit;
    if (value->is_mapping()) {
      unit = value->string_at("unit");
      if ((value->get("from") && !traced) || value->get("status")) continue;
      value = value->get("value");
    }
    if (!value || value->is_mapping() || counts_otherwise(unit)) continue;
    std::string path(field);
    append_key(path, key);
    stated.push_back({ std::move(path), canonical_name(key), value, counted(*value, unit) });
  }
  return stated;
}

RunFactors run_factors(const Declarations& declarations) {
  RunFactors factors;
  for (const StatedValue& stated :
       stated_values(declarations.find({ "hyperparameters" }), "hyperparameters")) {
    const Hyperparameter* known = find_hyperparameter(stated.name);
    if (known && known->id == "gradient_accumulation_steps")
      if (const auto number = number_of(stated.value)) factors.accumulation = number->value;
  }
  const Node* hardware = declarations.find({ "hardware" });
  if (hardware && hardware->is_sequence() && hardware->items.size() == 1)
    hardware = &hardware->items.front();
  const Node* count = hardware ? hardware->get("count") : nullptr;
  const Node* nodes = hardware ? hardware->get("nodes") : nullptr;
  if (count && count->is_number())
    factors.devices = count->number * (nodes && nodes->is_number() ? nodes->number : 1);
  return factors;
}

}  // namespace reallyopen
