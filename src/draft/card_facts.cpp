// What the model card says, in its metadata as the Hub reads it, and in its first heading.
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "draft/gather.h"
#include "draft/read_file.h"
#include "license/expression.h"
#include "license/license_table.h"

namespace reallyopen {
namespace {

// One text or a list of texts.
std::vector<const Node*> texts_at(const Node& root, std::string_view key) {
  std::vector<const Node*> result;
  const Node* node = root.get(key);
  if (!node) return result;
  if (node->is_string()) result.push_back(node);
  for (const Node& item : node->items)
    if (item.is_string()) result.push_back(&item);
  return result;
}

std::string relation_of(const Node& root) {
  const std::string_view relation = root.string_at("base_model_relation");
  for (const std::string_view known : { "finetune", "adapter", "merge", "quantized" })
    if (relation == known) return std::string(known);
  return "finetune";
}

void gather_front_matter(const Document& card, Facts& facts) {
  const Node& root = card.root;
  const auto take = [&](Sourced& fact, std::string_view key) {
    if (const Node* node = root.get(key); node && node->is_string())
      set_if_empty(fact, node->text, place_of(card, *node));
  };
  take(facts.name, "model_name");
  take(facts.developer, "model_creator");
  take(facts.weights_license, "license");
  for (const Node* text : texts_at(root, "language"))
    facts.languages.push_back({ text->text, place_of(card, *text) });
  for (const Node* text : texts_at(root, "pipeline_tag"))
    facts.tasks.push_back({ text->text, place_of(card, *text) });
  for (const Node* text : texts_at(root, "datasets"))
    facts.datasets.push_back({ text->text, "", place_of(card, *text), true });
  for (const Node* text : texts_at(root, "base_model"))
    facts.base_models.push_back({ text->text, relation_of(root), place_of(card, *text) });
}

// The text before its first block of code, whose comments look like headings.
std::string_view before_code(const std::string& text) {
  const std::size_t fence = text.find("\n```");
  return std::string_view(text).substr(0, fence);
}

// The first heading of the README, where it is a name and no sentence.
void gather_heading(const std::string& path, const std::string& text, Facts& facts) {
  static const RE2 heading(R"((?m)^#\s+([^\n]{1,60})$|<h1[^>]*>\s*([^\n]{1,120}?)\s*</h1>)");
  static const RE2 name(R"(^[\p{L}\p{N}][\p{L}\p{N} ._+()-]*$)");
  static const RE2 markup(R"([*`_]{1,2}|<[^>]*>|!?\[|\]\([^)]*\))");
  const std::string_view beginning = before_code(text);
  re2::StringPiece found;
  re2::StringPiece tagged;
  if (!RE2::PartialMatch(re2::StringPiece(beginning.data(), beginning.size()), heading, &found,
                         &tagged))
    return;
  if (!found.data()) found = tagged;
  std::string title(found.data(), found.size());
  RE2::GlobalReplace(&title, markup, "");
  while (title.ends_with(' ')) title.pop_back();
  const auto line = 1 + std::count(text.data(), found.data(), '\n');
  if (RE2::FullMatch(title, name))
    set_if_empty(facts.name, title, fmt::format("{}:{}", path, line));
}

void gather_links(const std::string& path, const std::string& text, std::string_view name_of_origin,
                  Facts& facts) {
  static const RE2 paper(R"((https://arxiv\.org/(?:abs|pdf)/\d{4}\.\d{4,5}(?:v\d+)?))");
  static const RE2 hub(
    R"((https://huggingface\.co/[A-Za-z0-9][\w.-]*/[\w.-]*[A-Za-z0-9])[^\w./-])");
  const auto take = [&](const RE2& pattern, Sourced& fact) {
    re2::StringPiece found;
    if (!RE2::PartialMatch(text, pattern, &found)) return;
    const auto line = 1 + std::count(text.data(), found.data(), '\n');
    set_if_empty(fact, std::string_view(found.data(), found.size()),
                 fmt::format("{}:{}", path, line));
  };
  take(paper, facts.paper);
  std::set<std::string> seen;
  re2::StringPiece rest(text);
  re2::StringPiece found;
  while (RE2::FindAndConsume(&rest, hub, &found)) {
    const std::string url(found.data(), found.size());
    const bool other = url.find("/datasets/") != url.npos || url.find("/spaces/") != url.npos ||
                       url.find("/collections/") != url.npos || url.find("/papers/") != url.npos ||
                       url.find("/docs/") != url.npos || url.find("/blog/") != url.npos;
    if (other || !seen.insert(url).second) continue;
    const auto line = 1 + std::count(text.data(), found.data(), '\n');
    // The model that is called as the repository is, before the one that is named first.
    const std::string_view name = std::string_view(url).substr(url.rfind('/') + 1);
    if (facts.hub.value.empty() || name == facts.name.value || name == name_of_origin)
      facts.hub = { url, fmt::format("{}:{}", path, line) };
  }
  facts.hub_links += seen.size();
}

// "The code and the model weights are licensed under the MIT License": the licence it names.
void gather_license_sentence(const std::string& path, const std::string& text, Facts& facts) {
  static const RE2 sentence(
    R"((?i)\b(?:weights|models?|checkpoints)\b[^.\n]{0,80}?\b(?:licensed|released|available|distributed|provided|published)\b[^.\n]{0,40}?\bunder (?:the |an? )?[\[*`_]*([A-Za-z][\w .-]{1,40}?)[\]*`_]*(?:\([^)\s]*\))?(?: (?:open[- ]source )?licen[sc]e\b|[.,\n;]))");
  re2::StringPiece found;
  if (!RE2::PartialMatch(text, sentence, &found)) return;
  std::string words(found.data(), found.size());
  for (const std::string_view ending : { " License", " license", " Licence", " licence" })
    if (words.ends_with(ending)) words.resize(words.size() - ending.size());
  const auto line = 1 + std::count(text.data(), found.data(), '\n');
  if (license_called(words) || find_license(words) || meant_licenses(words).size() == 1)
    set_if_empty(facts.weights_license, words, fmt::format("the sentence of {}:{}", path, line));
}

}  // namespace

void gather_card(const Snapshot& snapshot, Facts& facts) {
  for (const std::string& path : facts.survey.cards) {
    if (path.size() > facts.folder.size() + 60) continue;
    if (const auto card = front_matter_of(snapshot, path)) gather_front_matter(*card, facts);
  }
  for (const std::string_view name :
       { "README.md", "readme.md", "MODEL_CARD.md", "model_card.md" }) {
    const std::string path = below(facts.folder, name);
    const std::string text = text_of(snapshot, path);
    if (text.empty()) continue;
    gather_heading(path, text, facts);
    const std::string origin = snapshot.origin();
    gather_links(path, text, std::string_view(origin).substr(origin.rfind('/') + 1), facts);
    gather_license_sentence(path, text, facts);
  }
}

}  // namespace reallyopen
