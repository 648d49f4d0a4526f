// A manifest as the front matter of a model card. What else the card holds stays as it is, byte for
// byte.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "card/front_matter.h"
#include "convert/exchange.h"
#include "convert/hub_license.h"
#include "convert/license_choice.h"
#include "convert/yaml_text.h"
#include "manifest/parse.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

using Json = nlohmann::ordered_json;
using Notes = std::vector<std::string>;

constexpr std::string_view hub = "https://huggingface.co/";

// `owner/name` of a Hub URL below `folder`; empty for any other.
std::string hub_id(std::string url, std::string_view folder) {
  const std::string prefix = std::string(hub) + std::string(folder);
  if (!url.starts_with(prefix)) return "";
  url.erase(0, prefix.size());
  while (url.ends_with('/')) url.pop_back();
  return std::ranges::count(url, '/') <= 1 ? url : "";
}

void add_card_license(const Release& release, Json& card, Notes& notes) {
  const std::string expression = release.license("weights");
  if (states_no_license(expression)) return;
  std::vector<std::string> ids;
  for (const std::string& id : license_choices(expression)) ids.push_back(hub_of_spdx(id));
  const bool known = !ids.empty() && std::ranges::find(ids, "") == ids.end();
  if (known && ids.size() == 1) card["license"] = ids.front();
  if (known && ids.size() > 1) card["license"] = ids;
  if (!known) {
    card["license"] = "other";
    const Node* stated = release.find({ "license", "weights" });
    const std::string name = stated && stated->is_mapping() ? text_of(stated->get("name")) : "";
    const std::string url = stated && stated->is_mapping() ? text_of(stated->get("url")) : "";
    const std::string file = stated && stated->is_mapping() ? text_of(stated->get("file")) : "";
    card["license_name"] = name.empty() ? expression : name;
    const std::string link = url.empty() ? file : url;
    if (!link.empty()) card["license_link"] = link;
  }
  for (const char* content : { "code", "data", "documentation" })
    if (const std::string other = release.license(content); !other.empty() && other != expression)
      notes.push_back(
        fmt::format("the licence of the {} (`{}`) is left out: a card has one licence", content,
                    printable(other, 80)));
}

void add_bases(const Release& release, Json& card, Notes& notes) {
  std::vector<std::string> ids;
  std::vector<std::string> relations;
  for (const Node* base : release.base_models()) {
    std::string id = hub_id(text_of(base->get("url")), "");
    const std::string name = text_of(base->get("name"));
    if (id.empty() && std::ranges::count(name, '/') == 1) id = name;
    if (id.empty()) {
      notes.push_back(
        fmt::format("base model `{}` is left out: it has no Hub id", printable(name, 60)));
      continue;
    }
    ids.push_back(id);
    relations.push_back(text_of(base->get("relation")));
  }
  if (ids.empty()) return;
  card["base_model"] = ids.size() == 1 ? Json(ids.front()) : Json(ids);
  const std::string relation = relations.front();
  const bool alike = std::ranges::count(relations, relation) ==
                     static_cast<std::ptrdiff_t>(relations.size());
  const bool of_hub = relation == "finetune" || relation == "adapter" || relation == "merge" ||
                      relation == "quantized";
  if (alike && of_hub)
    card["base_model_relation"] = relation;
  else
    notes.push_back(
      fmt::format("the relation `{}` to the base model is left out: the Hub has no word for it",
                  printable(relation, 40)));
}

void add_datasets(const Release& release, Json& card, Notes& notes) {
  std::vector<std::string> ids;
  for (const Node* source : release.sources()) {
    const std::string id = hub_id(text_of(source->get("url")), "datasets/");
    if (id.empty())
      notes.push_back(fmt::format("data source `{}` is left out: it is not on the Hub",
                                  printable(text_of(source->get("name")), 60)));
    else if (std::ranges::find(ids, id) == ids.end())
      ids.push_back(id);
  }
  if (!ids.empty()) card["datasets"] = ids;
}

void add_emissions(const Release& release, Json& card, Notes& notes) {
  double tonnes = 0;
  bool stated = false;
  const Node* hardware = release.find({ "hardware" });
  const auto add = [&](const Node& setup) {
    if (const auto own = quantity_of(setup.get("co2e_tonnes"))) tonnes += *own, stated = true;
  };
  if (hardware && hardware->is_mapping()) add(*hardware);
  if (hardware)
    for (const Node& setup : hardware->items) add(setup);
  if (!stated) return;
  // The Hub counts in grams.
  card["co2_eq_emissions"] = { { "emissions", tonnes * 1e6 },
                               { "source", "TRANSPARENCY.yaml" },
                               { "training_type", "training" } };
  notes.push_back("emissions are written in grams, as the Hub counts them");
}

Json card_of(const Release& release, Notes& notes) {
  Json card = Json::object();
  add_card_license(release, card, notes);
  if (const auto languages = texts_of(release.find({ "model", "languages" })); !languages.empty())
    card["language"] = languages;
  if (const auto tasks = texts_of(release.find({ "model", "tasks" })); !tasks.empty()) {
    card["pipeline_tag"] = tasks.front();
    if (tasks.size() > 1)
      notes.push_back("a card has one `pipeline_tag`: the first of `model.tasks` is written");
  }
  add_bases(release, card, notes);
  add_datasets(release, card, notes);
  add_emissions(release, card, notes);
  notes.push_back(
    "scripts, hyperparameters, hardware, environment and restrictions have no place in a card's "
    "front matter");
  return card;
}

// ---- merging

bool same(const Node& node, const Json& value) {
  if (value.is_array()) {
    // The Hub reads a single value as a list of one.
    if (!node.is_sequence()) return value.size() == 1 && same(node, value.front());
    if (node.items.size() != value.size()) return false;
    for (std::size_t i = 0; i < value.size(); ++i)
      if (!same(node.items[i], value[i])) return false;
    return true;
  }
  if (value.is_object()) {
    if (!node.is_mapping() || node.members.size() != value.size()) return false;
    return std::ranges::all_of(node.members, [&](const Member& member) {
      return value.contains(member.key.text) && same(member.value, value.at(member.key.text));
    });
  }
  if (value.is_number()) return node.is_number() && node.number == value.get<double>();
  if (node.is_sequence()) return node.items.size() == 1 && same(node.items.front(), value);
  return node.is_string() && node.text == value.get<std::string>();
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    lines.emplace_back(text.substr(0, end + 1));
    text.remove_prefix(end + 1);
  }
  return lines;
}

bool is_filling(const std::string& line) {
  const std::size_t first = line.find_first_not_of(" \t\r\n");
  return first == std::string::npos || line[first] == '#';
}

std::string with_line_ends(std::string text, bool windows) {
  if (!windows) return text;
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2))
    text.insert(at, "\r");
  return text;
}

// The block with our values: lines of other keys, and comments, are those of before.
std::string merged(const FrontMatter& before, const Document& document, const Json& card) {
  std::vector<std::string> lines = lines_of(before.yaml);
  // The line end before the block is there also where the block has one line only.
  const bool windows = *(before.yaml.data() - 2) == '\r';
  if (!lines.empty() && !lines.back().ends_with('\n')) lines.back() += windows ? "\r\n" : "\n";
  std::string added;
  for (const auto& [key, value] : card.items()) {
    const std::string text = with_line_ends(yaml_text(Json{ { key, value } }), windows);
    const auto& members = document.root.members;
    const auto member = std::ranges::find(members, key, [](const Member& m) { return m.key.text; });
    if (member == members.end()) {
      added += text;
      continue;
    }
    if (same(member->value, value)) continue;
    const auto index = [&](int line) { return static_cast<std::size_t>(line - before.first_line); };
    const std::size_t first = index(member->key.line);
    std::size_t end = std::next(member) == members.end() ? lines.size()
                                                         : index(std::next(member)->key.line);
    while (end > first + 1 && is_filling(lines[end - 1])) --end;
    for (std::size_t i = first; i < end; ++i) lines[i].clear();
    lines[first] = text;
  }
  std::string result;
  for (const std::string& line : lines) result += line;
  result += added;
  // The line end before the closing `---` is no part of the block.
  if (result.ends_with('\n')) result.pop_back();
  if (result.ends_with('\r')) result.pop_back();
  return result;
}

bool is_block_style(const Document& document) {
  int line = 0;
  for (const Member& member : document.root.members) {
    if (member.key.line <= line) return false;
    line = member.key.line;
  }
  return document.root.is_mapping();
}

}  // namespace

Converted write_card(const Release& release, std::string_view existing) {
  Converted result;
  const Json card = card_of(release, result.notes);
  const auto before = find_front_matter(existing);
  if (!before) {
    result.text = fmt::format("---\n{}---\n{}{}", yaml_text(card), existing.empty() ? "" : "\n",
                              existing);
    return result;
  }
  const ParseResult parsed = parse_document("README.md", with_lines_of_card(*before));
  if (!parsed.document || !parsed.problems.empty()) throw UnreadableExchange(parsed.problems);
  const bool empty = parsed.document->root.kind == NodeKind::null;
  if (!empty && !is_block_style(*parsed.document))
    throw UnreadableExchange(
      { { .place = { .path = "README.md", .line = before->first_line, .column = 1 },
          .message = "the front matter is no list of `key: value` lines",
          .fix = "write each key on a line of its own" } });
  const auto begin = static_cast<std::size_t>(before->yaml.data() - existing.data());
  result.text = fmt::format("{}{}{}", existing.substr(0, begin),
                            merged(*before, *parsed.document, card),
                            existing.substr(begin + before->yaml.size()));
  return result;
}

}  // namespace reallyopen
