#include "configuration/shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "configuration/agreement.h"

namespace reallyopen {
namespace {

constexpr std::string_view hidden_names[] = { "hidden_size", "d_model", "n_embd" };
constexpr std::string_view heads_names[] = { "num_attention_heads", "n_heads", "n_head",
                                             "num_heads", "attention_heads" };
constexpr std::string_view key_value_names[] = { "num_key_value_heads", "n_kv_heads",
                                                 "num_kv_heads", "num_query_groups" };
// Parts of the names of settings that free the hidden size from the heads.
constexpr std::string_view freeing[] = { "head_dim",   "d_kv",     "kv_channels", "head_size",
                                         "d_head",     "dim_head", "key_size",    "qk_",
                                         "mamba",      "ssm",      "state_size",  "expand",
                                         "linear_attn" };

struct Group {
  std::vector<const Setting*> settings;
};

std::string_view prefix(const Setting& setting) {
  const std::size_t dot = setting.path.rfind('.');
  return dot == std::string::npos ? std::string_view()
                                  : std::string_view(setting.path).substr(0, dot);
}

struct Size {
  const Setting* setting = nullptr;
  double value = 0;
};

Size find_size(const Group& group, std::span<const std::string_view> names) {
  Size size;
  for (const Setting* setting : group.settings) {
    if (setting->merged || std::ranges::find(names, setting->name) == names.end()) continue;
    const auto number = number_of(*setting->value);
    const bool whole = number && number->tolerance == 0 && number->value >= 1 &&
                       number->value == std::floor(number->value) && number->value < 1e9;
    if (!whole || (size.setting && size.value != number->value)) return {};
    size = { setting, number->value };
  }
  return size;
}

bool is_freed(const Group& group) {
  return std::ranges::any_of(group.settings, [](const Setting* setting) {
    return std::ranges::any_of(freeing, [&](std::string_view part) {
      return setting->name.find(part) != std::string::npos;
    });
  });
}

}  // namespace

std::vector<ShapeConflict> find_shape_conflicts(std::span<const Setting> settings) {
  std::map<std::string_view, Group> groups;
  for (const Setting& setting : settings)
    if (setting.about != Section::data) groups[prefix(setting)].settings.push_back(&setting);
  std::vector<ShapeConflict> conflicts;
  for (const auto& [path, group] : groups) {
    const Size hidden = find_size(group, hidden_names);
    const Size heads = find_size(group, heads_names);
    const Size key_value = find_size(group, key_value_names);
    if (hidden.setting && heads.setting && !is_freed(group) &&
        std::fmod(hidden.value, heads.value) != 0)
      conflicts.push_back({ hidden.setting, heads.setting,
                            fmt::format("a hidden size of {} cannot be split over {} heads",
                                        hidden.value, heads.value) });
    if (heads.setting && key_value.setting && std::fmod(heads.value, key_value.value) != 0)
      conflicts.push_back(
        { heads.setting, key_value.setting,
          fmt::format("{} heads cannot share {} key-value heads", heads.value, key_value.value) });
  }
  return conflicts;
}

}  // namespace reallyopen
