#include "evidence/cards/base_model.h"

#include <algorithm>

namespace reallyopen {
namespace {

std::string party_name(const Node* party) {
  if (!party) return "";
  const std::string_view text = party->is_string() ? party->text : party->string_at("name");
  std::string result;
  for (const char letter : text) {
    if (letter == ' ' || letter == '\t') continue;
    result += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  return result;
}

}  // namespace

std::vector<BaseModel> base_models(const Declarations& declarations) {
  std::vector<BaseModel> result;
  const Node* bases = declarations.find({ "model", "base_models" });
  if (!bases) return result;
  const std::string developer = party_name(declarations.find({ "model", "developer" }));
  for (const Node& node : bases->items) {
    BaseModel base{ .node = &node, .name = std::string(node.string_at("name")) };
    const Node* license = node.get("license");
    if (license && license->is_mapping()) license = license->get("id");
    if (license && license->is_string()) base.license = license;
    const std::string of_base = party_name(node.get("developer"));
    base.same_developer = !of_base.empty() && of_base == developer;
    result.push_back(std::move(base));
  }
  return result;
}

}  // namespace reallyopen
