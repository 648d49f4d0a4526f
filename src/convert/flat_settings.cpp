#include "convert/flat_settings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace reallyopen {
namespace {

constexpr std::size_t most_settings = 500;
constexpr int deepest = 6;

bool is_scalar(const Node& node) { return !node.is_mapping() && !node.is_sequence(); }

void flatten(const Node& node, const std::string& name, int depth, Settings& settings) {
  if (depth > deepest || settings.size() >= most_settings) return;
  if (is_scalar(node)) {
    if (!text_of(&node).empty()) settings.emplace_back(name, node.text);
  } else if (node.is_mapping()) {
    for (const Member& member : node.members)
      flatten(member.value, name.empty() ? member.key.text : name + "." + member.key.text,
              depth + 1, settings);
  } else if (std::ranges::all_of(node.items, is_scalar)) {
    settings.emplace_back(name, fmt::format("{}", fmt::join(texts_of(&node), ", ")));
  } else {
    for (std::size_t i = 0; i < node.items.size(); ++i)
      flatten(node.items[i], fmt::format("{}.{}", name, i + 1), depth + 1, settings);
  }
}

std::string hardware_line(const Node& setup) {
  const Node* accelerator = setup.get("accelerator");
  const std::string model = accelerator && accelerator->is_mapping()
                              ? text_of(accelerator->get("vendor")) + " " +
                                  text_of(accelerator->get("model"))
                              : text_of(accelerator);
  const std::string count = text_of(setup.get("count"));
  std::string line = count.empty() ? model : count + " x " + model;
  for (const auto& [key, label] :
       { std::pair("nodes", " nodes"), std::pair("memory_gb", " GB"),
         std::pair("wall_clock_hours", " h"), std::pair("accelerator_hours", " accelerator hours"),
         std::pair("energy_kwh", " kWh") })
    if (const std::string text = text_of(setup.get(key)); !text.empty())
      line += ", " + text + label;
  if (const std::string summary = text_of(setup.get("summary")); !summary.empty())
    line += "; " + summary;
  line.erase(0, std::min(line.find_first_not_of(" ,;"), line.size()));
  return line;
}

}  // namespace

Settings flat_settings(const Node* node, const std::string& name) {
  Settings settings;
  if (node) flatten(*node, name, 0, settings);
  return settings;
}

Settings hyperparameters(const Release& release) {
  Settings settings = flat_settings(release.find({ "hyperparameters" }), "");
  if (const Node* stages = release.find({ "training", "stages" }))
    for (const Node& stage : stages->items)
      std::ranges::move(flat_settings(stage.get("hyperparameters"), text_of(stage.get("id"))),
                        std::back_inserter(settings));
  return settings;
}

std::vector<std::string> hardware_lines(const Release& release) {
  std::vector<std::string> lines;
  const Node* hardware = release.find({ "hardware" });
  if (!hardware) return lines;
  const auto add = [&](const Node& setup) {
    if (std::string line = hardware_line(setup); !line.empty()) lines.push_back(std::move(line));
  };
  if (hardware->is_mapping()) add(*hardware);
  for (const Node& setup : hardware->items) add(setup);
  return lines;
}

}  // namespace reallyopen
