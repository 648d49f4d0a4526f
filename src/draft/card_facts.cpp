// What the model card says, in its metadata as the Hub reads it, and in its first heading.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "draft/gather.h"
#include "draft/read_file.h"
#include "license/expression.h"
#include "license/license_table.h"
#include "text/letters.h"
#include "text/lines.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

// How the model was made from another, in the manifest's words.
std::string relation_of(Ledger& ledger) {
  for (const Fact& fact : of_model(ledger, "base_model_relation"))
    for (const std::string_view known : { "finetune", "adapter", "merge", "quantized" })
      if (fact.value.text == known) return fact.value.text;
  return "";
}

void gather_metadata(Ledger& ledger, Facts& facts) {
  const auto said = [&](std::string_view quantity) {
    return of_model(ledger, quantity, SourceKind::card_metadata);
  };
  const auto take = [&](Sourced& fact, std::string_view quantity) {
    for (const Fact& found : said(quantity)) set_if_empty(fact, found.value.text, source_of(found));
  };
  take(facts.name, "name");
  take(facts.developer, "developer");
  take(facts.weights_license, "license");
  for (const Fact& fact : said("language"))
    facts.languages.push_back({ fact.value.text, source_of(fact) });
  for (const Fact& fact : said("task")) facts.tasks.push_back({ fact.value.text, source_of(fact) });
  for (const Fact& fact : said("dataset"))
    facts.datasets.push_back({ fact.value.text, "", source_of(fact), true });
  for (const Fact& fact : said("base_model"))
    facts.base_models.push_back({ fact.value.text, relation_of(ledger), source_of(fact) });
}

// The text before its first block of code, whose comments look like headings.
std::string_view before_code(const std::string& text) {
  const std::size_t fence = text.find("\n```");
  return std::string_view(text).substr(0, fence);
}

std::string without_markup(std::string_view text) {
  static const Pattern markup(R"(([*`_]{1,2}|<[^>]*>|!?\[|\]\([^)]*\)))");
  std::string kept;
  std::string_view found;
  for (std::string_view rest = text; markup.next_in(rest, found); text = rest)
    kept += text.substr(0, static_cast<std::size_t>(found.data() - text.data()));
  return kept.append(text);
}

// The first heading of the README, where it is a name and no sentence.
void gather_heading(const std::string& path, const std::string& text, Facts& facts) {
  static const Pattern heading(R"((?m)^#\s+([^\n]{1,60})$|<h1[^>]*>\s*([^\n]{1,120}?)\s*</h1>)");
  static const Pattern name(R"(^[\p{L}\p{N}][\p{L}\p{N} ._+()-]*$)");
  const std::string_view beginning = before_code(text);
  std::string_view found;
  std::string_view tagged;
  if (!heading.found_in(beginning, found, tagged)) return;
  if (!found.data()) found = tagged;
  std::string title = without_markup(found);
  while (title.ends_with(' ')) title.pop_back();
  const auto line = line_number(text, found);
  // Headings of templates: of the Hub, skops, sentence-transformers.
  for (const std::string_view of_template :
       { "Model Card for Model ID", "Model description", "Model Card", "Model Details",
         "SentenceTransformer", "CrossEncoder", "SparseEncoder", "SPLADE Sparse Encoder" })
    if (title == of_template) return;
  if (name.matches(title)) set_if_empty(facts.name, title, fmt::format("{}:{}", path, line));
}

// A README links to other people's models as well: `url` is of the lab or the name of this one.
bool is_own_model(std::string_view url, const std::string& origin, const Facts& facts) {
  for (const BaseModelFact& base : facts.base_models)
    if (!base.name.empty() && url.ends_with("/" + base.name)) return false;
  const auto parts = [](std::string_view address) {
    const std::size_t slash = address.rfind('/');
    const std::size_t before = address.rfind('/', slash - 1);
    return std::pair(squeezed(address.substr(before + 1, slash - before - 1)),
                     squeezed(address.substr(slash + 1)));
  };
  const auto [owner, model] = parts(url);
  const auto alike = [](const std::string& one, const std::string& other) {
    return one.size() > 2 && other.size() > 2 &&
           (one.find(other) != one.npos || other.find(one) != other.npos);
  };
  if (origin.find('/') != origin.npos) {
    const auto [origin_owner, origin_name] = parts(origin);
    if (alike(owner, origin_owner) || alike(model, origin_name)) return true;
  }
  return alike(model, squeezed(facts.name.value)) || (origin.empty() && facts.name.value.empty());
}

constexpr std::size_t longest_front_matter = 4000;
constexpr std::size_t most_links = 500;    // of one kind that are looked at
constexpr std::size_t widest_line = 1000;  // bytes to each side of a link

// The line that `found`, a part of the text, stands in; of a long one what is near.
std::string_view line_around(std::string_view text, std::string_view found) {
  const auto at = static_cast<std::size_t>(found.data() - text.data());
  const std::size_t first = at - std::min(at, widest_line);
  const std::string_view near = text.substr(first, at - first + found.size() + widest_line);
  const std::size_t begin = near.rfind('\n', at - first) + 1;
  return near.substr(begin, near.find('\n', at - first) - begin);
}

// The paper of the model, not each one that is cited: named as such at the beginning, or in the
// first entry of how to cite it.
void gather_paper(const std::string& path, const std::string& text, Facts& facts) {
  static const Pattern link(R"((https://arxiv\.org/(?:abs|pdf)/\d{4}\.\d{4,5}(?:v\d+)?))");
  static const Pattern cited(R"(^\s*url\s*=)");
  static const Pattern own(
    R"((?i)^\s*#|paper|\breport\b|preprint|\[arxiv|arxiv[^)\s]*\.svg|badge)");
  std::string_view rest = text;
  std::string_view found;
  constexpr std::ptrdiff_t last_line_of_beginning = 60;
  Sourced in_citation;
  for (std::size_t links = 0; links < most_links && link.next_in(rest, found); ++links) {
    const std::string_view line = line_around(text, found);
    const auto number = line_number(text, found);
    const std::string_view whole = line;
    const Sourced paper{ std::string(found), fmt::format("{}:{}", path, number) };
    if (cited.found_in(whole)) set_if_empty(in_citation, paper.value, paper.source);
    const bool beginning = number <= last_line_of_beginning && !line.starts_with('|');
    if (beginning && own.found_in(whole))
      return set_if_empty(facts.paper, paper.value, paper.source);
  }
  // A card that a library wrote asks to cite the library's papers.
  if (!has_one_of("generated_from_trainer|library_name: sentence-transformers|library_name: trl",
                  std::string_view(text).substr(0, longest_front_matter)))
    set_if_empty(facts.paper, in_citation.value, in_citation.source);
}

void gather_links(const std::string& path, const std::string& text, const std::string& origin,
                  Facts& facts) {
  static const Pattern hub(
    R"((https://huggingface\.co/[A-Za-z0-9][\w.-]*/[\w.-]*[A-Za-z0-9])[^\w./-])");
  const std::string_view name_of_origin = std::string_view(origin).substr(origin.rfind('/') + 1);
  std::set<std::string> seen;
  std::string_view rest = text;
  std::string_view found;
  for (std::size_t links = 0; links < most_links && hub.next_in(rest, found); ++links) {
    const std::string url(found.data(), found.size());
    const bool other = url.find("/datasets/") != url.npos || url.find("/spaces/") != url.npos ||
                       url.find("/collections/") != url.npos || url.find("/papers/") != url.npos ||
                       url.find("/docs/") != url.npos || url.find("/blog/") != url.npos;
    if (other || !is_own_model(url, origin, facts) || !seen.insert(url).second) continue;
    const auto line = line_number(text, found);
    // The model that is called as the repository is, before the one that is named first.
    const std::string_view name = std::string_view(url).substr(url.rfind('/') + 1);
    if (facts.hub.value.empty() || name == facts.name.value || name == name_of_origin)
      facts.hub = { url, fmt::format("{}:{}", path, line) };
  }
  facts.hub_links += seen.size();
}

// "We fine-tuned the pretrained [BERT](https://huggingface.co/lab/bert)": for a person to judge. A
// list or a table is of several models.
void gather_base_hints(const std::string& path, const std::string& text, Facts& facts) {
  static const Pattern hub(
    R"(https://(?:huggingface\.co|hf\.co)/([A-Za-z0-9][\w.-]*/[\w.-]*[A-Za-z0-9])[)\s"'>.,])");
  static const Pattern made(
    R"((?i)\b(?:fine-?tun(?:ed?|ing)|(?:initiali[sz]ed|derived|distilled|adapted|quanti[sz]ed|started) (?:from|with)|built (?:on|upon)|continued? pre-?training)\b)");
  constexpr std::size_t most_hints = 3;
  std::string_view rest = text;
  std::string_view found;
  for (std::size_t links = 0;
       links < most_links && facts.base_hints.size() < most_hints && hub.next_in(rest, found);
       ++links) {
    const std::string name(found);
    const std::string_view line = line_around(text, found);
    const bool listed = line.starts_with('|') || line.starts_with('-') || line.starts_with('*');
    const bool other = is_one_of(name.substr(0, name.find('/')),
                                 { "datasets", "spaces", "collections", "papers", "docs", "blog" });
    const bool known = std::ranges::find(facts.base_models, name, &BaseModelFact::name) !=
                         facts.base_models.end() ||
                       std::ranges::find(facts.base_hints, name, &Sourced::value) !=
                         facts.base_hints.end() ||
                       facts.hub.value.ends_with("/" + name);
    if (!listed && !other && !known && made.found_in(line))
      facts.base_hints.push_back({ name, fmt::format("{}:{}", path, line_number(text, found)) });
  }
}

// "The code and the model weights are licensed under the MIT License": the licence it names.
void gather_license_sentence(const std::string& path, Ledger& ledger, Facts& facts) {
  for (const Fact& fact : ledger.about("license", SourceKind::card_text))
    if (fact.place.path == path)
      set_if_empty(facts.weights_license, fact.value.text,
                   fmt::format("the sentence of {}", source_of(fact)));
}

}  // namespace

void gather_card(const Snapshot& snapshot, Ledger& ledger, Facts& facts) {
  gather_metadata(ledger, facts);
  for (const std::string_view name :
       { "README.md", "readme.md", "MODEL_CARD.md", "model_card.md" }) {
    const std::string path = below(facts.folder, name);
    const std::string text = text_of(snapshot, path);
    if (text.empty()) continue;
    gather_heading(path, text, facts);
    gather_paper(path, text, facts);
    gather_links(path, text, snapshot.origin(), facts);
    gather_base_hints(path, text, facts);
    gather_license_sentence(path, ledger, facts);
    // A heading alone is no card.
    static const Pattern words(R"((?m)^\s*[^#\s<])");
    if (!words.found_in(text)) std::erase(facts.survey.cards, path);
  }
}

}  // namespace reallyopen
