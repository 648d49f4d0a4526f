// `datasets`, `base_model` and `base_model_relation` of a card against the manifest.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "evidence/cards/base_model.h"
#include "evidence/cards/card_comparison.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t shortest_name = 3;  // a shorter one is found in anything

std::string_view url_of(const Node& node) {
  if (node.is_string()) return node.text;
  return node.string_at("url");
}

struct Source {
  const Node* node = nullptr;
  bool trains = true;  // not only evaluated on
};

void add_sources(const Node* list, std::vector<Source>& sources) {
  if (!list) return;
  for (const Node& node : list->items) {
    const Node* used = node.get("used_for");
    const bool evaluates = used && !used->items.empty() &&
                           std::ranges::all_of(used->items, [](const Node& use) {
                             return use.text == "evaluation" || use.text == "validation";
                           });
    sources.push_back({ &node, !evaluates });
  }
}

// With their subsets, which may be what the card means.
std::vector<Source> sources_of(const Declarations& declarations) {
  std::vector<Source> sources;
  add_sources(declarations.find({ "data", "sources" }), sources);
  for (std::size_t i = 0; i < sources.size(); ++i)
    add_sources(sources[i].node->get("subsets"), sources);
  return sources;
}

std::vector<std::string_view> urls_of(const Node& source) {
  std::vector<std::string_view> urls{ source.string_at("url") };
  if (const Node* artifact = source.get("artifact")) {
    urls.push_back(url_of(*artifact));
    for (const Node& item : artifact->items) urls.push_back(url_of(item));
  }
  return urls;
}

bool is_dataset(const Node& source, std::string_view id) {
  for (const std::string_view url : urls_of(source))
    if (lower(url).find(lower(id)) != std::string::npos) return true;
  const std::string name = squeezed(behind_owner(id));
  for (const std::string_view key : { "name", "id", "citation", "description" }) {
    const std::string text = squeezed(source.string_at(key));
    if (name.size() >= shortest_name && text.find(name) != std::string::npos) return true;
    const bool names = key == "name" || key == "id";
    if (names && text.size() >= shortest_name && name.find(text) != std::string::npos) return true;
  }
  return false;
}

// Where the manifest should speak of `key`, or at least begins.
Place section_place(const Declarations& declarations, std::initializer_list<std::string_view> keys,
                    std::string_view parent) {
  if (const Node* node = declarations.find(keys)) return declarations.place(*node);
  for (const Member& member : declarations.document()->root.members)
    if (member.key.text == parent) return declarations.place(member.key);
  return declarations.place(declarations.document()->root);
}

void compare_datasets(const Card& card, const Declarations& declarations,
                      CardComparison& comparison) {
  const std::vector<const Node*> listed = strings_of(card.find("datasets"));
  if (listed.empty()) return;
  const std::vector<Source> sources = sources_of(declarations);
  for (const Node* dataset : listed) {
    const bool stated = std::ranges::any_of(
      sources, [&](const Source& source) { return is_dataset(*source.node, dataset->text); });
    if (stated) continue;
    comparison.datasets.push_back(
      { .subject = fmt::format("datasets {}", dataset->text),
        .place = card.front_matter->place(*dataset),
        .says = dataset->text,
        .other = section_place(declarations, { "data", "sources" }, "data"),
        .other_says = {} });
  }
  for (const Source& source : sources) {
    const std::string id = hub_id(source.node->string_at("url"), "datasets/");
    if (id.empty() || !source.trains) continue;
    const bool is_listed = std::ranges::any_of(
      listed, [&](const Node* dataset) { return is_dataset(*source.node, dataset->text); });
    if (is_listed) continue;
    comparison.datasets.push_back({ .subject = fmt::format("sources {}", id),
                                    .place = declarations.place(*source.node->get("url")),
                                    .says = id,
                                    .other = card.front_matter->place(*card.find("datasets")),
                                    .other_says = {} });
  }
}

// Whether the Hub's four relations allow what the manifest says; it has none for the others.
bool relation_agrees(std::string_view hub, std::string_view stated) {
  constexpr std::array exact = std::to_array<std::string_view>({ "adapter", "merge", "quantized" });
  const auto is_exact = [&](std::string_view relation) {
    return std::ranges::find(exact, relation) != exact.end();
  };
  if (hub == stated) return true;
  return hub == "finetune" && !is_exact(stated);
}

void compare_relation(const Card& card, const Declarations& declarations, const Node& base,
                      CardComparison& comparison) {
  const Node* relation = card.find("base_model_relation");
  const Node* stated = base.get("relation");
  if (!relation || !relation->is_string() || !stated || !stated->is_string()) return;
  if (relation_agrees(relation->text, stated->text)) return;
  comparison.relations.push_back(
    { .subject = fmt::format("base_model_relation {}", base.string_at("name")),
      .place = card.front_matter->place(*relation),
      .says = relation->text,
      .other = declarations.place(*stated),
      .other_says = stated->text });
}

void compare_base_models(const Card& card, const Declarations& declarations,
                         CardComparison& comparison) {
  const std::vector<const Node*> listed = strings_of(card.find("base_model"));
  if (listed.empty()) return;
  const Node* bases = declarations.find({ "model", "base_models" });
  std::vector<const Node*> stated;
  if (bases)
    for (const Node& base : bases->items) stated.push_back(&base);
  std::vector<const Node*> only_on_card;
  for (const Node* model : listed) {
    const auto same = std::ranges::find_if(
      stated, [&](const Node* base) { return names_model(*base, model->text); });
    if (same == stated.end())
      only_on_card.push_back(model);
    else
      compare_relation(card, declarations, **same, comparison);
  }
  std::erase_if(stated, [&](const Node* base) {
    return !base->get("name") || std::ranges::any_of(listed, [&](const Node* model) {
      return names_model(*base, model->text);
    });
  });
  // Where each names one that the other does not, they are meant to be the same.
  for (std::size_t i = 0; i < only_on_card.size(); ++i)
    comparison.base_models.push_back(
      { .subject = fmt::format("base_model {}", only_on_card[i]->text),
        .place = card.front_matter->place(*only_on_card[i]),
        .says = only_on_card[i]->text,
        .other = i < stated.size()
                   ? declarations.place(*stated[i]->get("name"))
                   : section_place(declarations, { "model", "base_models" }, "model"),
        .other_says = {} });
  for (std::size_t i = only_on_card.size(); i < stated.size(); ++i) {
    const Node& name = *stated[i]->get("name");
    comparison.base_models.push_back({ .subject = fmt::format("base_models {}", name.text),
                                       .place = declarations.place(name),
                                       .says = name.text,
                                       .other = card.front_matter->place(*card.find("base_model")),
                                       .other_says = {} });
  }
}

}  // namespace

void compare_lineage(const Card& card, const Declarations& declarations,
                     CardComparison& comparison) {
  compare_datasets(card, declarations, comparison);
  compare_base_models(card, declarations, comparison);
}

}  // namespace reallyopen
