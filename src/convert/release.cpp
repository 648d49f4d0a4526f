#include "convert/release.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>

#include "evidence/licenses/applied_license.h"

namespace reallyopen {
namespace {

double power_of(char letter) {
  switch (letter) {
    case 'k':
      return 1e3;
    case 'M':
      return 1e6;
    case 'B':
      return 1e9;
    case 'T':
      return 1e12;
    default:
      return 1;
  }
}

std::vector<const Node*> items_of(const Node* node) {
  std::vector<const Node*> items;
  if (node && node->is_sequence())
    for (const Node& item : node->items) items.push_back(&item);
  return items;
}

}  // namespace

const ComponentEvidence& Release::component(std::string_view id) const {
  const auto found = std::ranges::find(components_, id, &ComponentEvidence::id);
  if (found == components_.end()) throw std::logic_error(fmt::format("no component `{}`", id));
  return *found;
}

std::string Release::text(std::initializer_list<std::string_view> keys) const {
  return text_of(find(keys));
}

std::string Release::developer() const { return party_name(find({ "model", "developer" })); }

std::vector<const Node*> Release::sources() const { return items_of(find({ "data", "sources" })); }

std::vector<const Node*> Release::base_models() const {
  return items_of(find({ "model", "base_models" }));
}

const Artifact* Release::first_artifact(std::string_view component) const {
  const auto rows = all_components();
  const auto row = std::ranges::find(rows, component, &Component::id);
  if (row == rows.end()) throw std::logic_error(fmt::format("no component `{}`", component));
  for (const Artifact* artifact : artifacts_of(declarations_, **row))
    if (!artifact->written.empty()) return artifact;
  return nullptr;
}

std::string Release::location(std::string_view component) const {
  const Artifact* artifact = first_artifact(component);
  if (artifact) return artifact->written;
  // Data is named by its place more often than as an artifact.
  if (component == "data-sources")
    for (const Node* source : sources())
      if (std::string url = text_of(source->get("url")); !url.empty()) return url;
  return "";
}

std::string Release::license_file(std::string_view component) const {
  const Artifact* artifact = first_artifact(component);
  const Node* license = artifact ? artifact->node->get("license") : nullptr;
  const Node* file = license ? license->get("file") : nullptr;
  return text_of(file && file->is_mapping() ? file->get("path") : file);
}

std::string Release::license(std::string_view content) const {
  const Node* stated = release_license(declarations_, content);
  return stated ? stated->text : "";
}

std::string text_of(const Node* node) {
  if (!node || node->is_mapping() || node->is_sequence() || node->kind == NodeKind::null) return "";
  return node->text;
}

std::vector<std::string> texts_of(const Node* node) {
  std::vector<std::string> texts;
  for (const Node* item : items_of(node))
    if (std::string text = text_of(item); !text.empty()) texts.push_back(std::move(text));
  if (std::string text = text_of(node); !text.empty()) texts.push_back(std::move(text));
  return texts;
}

std::string party_name(const Node* party) {
  return party && party->is_mapping() ? text_of(party->get("name")) : text_of(party);
}

std::optional<double> quantity_of(const Node* node) {
  std::string text = text_of(node);
  if (text.starts_with('~')) text.erase(0, 1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc()) return std::nullopt;
  std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (rest.starts_with(' ')) rest.remove_prefix(1);
  if (rest.empty()) return value;
  const double power = power_of(rest.front());
  if (rest.size() > 1 || power == 1) return std::nullopt;
  return value * power;
}

}  // namespace reallyopen
