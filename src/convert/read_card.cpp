// The front matter of a model card as a draft of a manifest.
#include <fmt/format.h>

#include <algorithm>

#include "card/front_matter.h"
#include "convert/draft.h"
#include "convert/exchange.h"
#include "convert/hub_license.h"
#include "manifest/parse.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view the_card = "the model card";

class CardReader {
 public:
  CardReader(const Node& card, std::string title) : card_(card), title_(std::move(title)) {}

  Converted read() {
    draft_ = empty_draft("open-weights", the_card);
    if (!title_.empty()) draft_["model"]["name"] = title_;
    notes_.push_back(
      "`claim`, and the model's version and developer, are for you to say: a card has no field for "
      "them");
    read_license();
    read_list("language", "languages");
    if (const std::string task = text_of(card_.get("pipeline_tag")); !task.empty())
      draft_["model"]["tasks"] = { task };
    read_bases();
    read_datasets();
    note_losses();
    return { draft_text(draft_, the_card), std::move(notes_) };
  }

 private:
  void read_license() {
    std::vector<std::string> ids = texts_of(card_.get("license"));
    std::erase(ids, "unknown");
    if (ids.empty()) return;
    if (ids == std::vector<std::string>{ "other" }) return read_other_license();
    std::string expression;
    for (const std::string& id : ids)
      expression += (expression.empty() ? "" : " OR ") + spdx_of_hub(id);
    draft_["license"] = { { "weights", expression } };
  }

  void read_other_license() {
    const std::string name = text_of(card_.get("license_name"));
    const std::string link = text_of(card_.get("license_link"));
    std::string id = spdx_of_hub(name.empty() ? "other" : name);
    Json license{ { "id", id.starts_with("LicenseRef-") ? id : "LicenseRef-" + id } };
    if (!name.empty()) license["name"] = name;
    if (link.starts_with("https://") || link.starts_with("http://"))
      license["url"] = link;
    else if (!link.empty())
      license["file"] = link;
    draft_["license"] = { { "weights", std::move(license) } };
  }

  void read_list(std::string_view key, std::string_view field) {
    if (const auto texts = texts_of(card_.get(key)); !texts.empty())
      draft_["model"][std::string(field)] = texts;
  }

  void read_bases() {
    const std::string stated = text_of(card_.get("base_model_relation"));
    const std::string relation = stated.empty() ? "other" : stated;
    for (const std::string& id : texts_of(card_.get("base_model")))
      draft_["model"]["base_models"].push_back(
        { { "name", id }, { "url", "https://huggingface.co/" + id }, { "relation", relation } });
    if (draft_["model"].contains("base_models") && stated.empty())
      notes_.push_back(
        "how the model came from its base model is not stated: `relation` is `other`");
  }

  void read_datasets() {
    Json sources = Json::array();
    for (const std::string& id : texts_of(card_.get("datasets")))
      sources.push_back({ { "name", id },
                          { "access", "public" },
                          { "url", "https://huggingface.co/datasets/" + id } });
    if (sources.empty()) return;
    draft_["data"] = { { "sources", std::move(sources) } };
    notes_.push_back(
      "that the data sources are `public`, and all there are, is a guess: a card only names them");
  }

  void note_losses() {
    constexpr std::string_view held[] = {
      "license",      "license_name", "license_link",        "language",
      "pipeline_tag", "base_model",   "base_model_relation", "datasets"
    };
    for (const Member& member : card_.members)
      if (std::ranges::find(held, member.key.text) == std::end(held))
        notes_.push_back(fmt::format("`{}` is left out", printable(member.key.text, 40)));
  }

  const Node& card_;
  std::string title_;
  Json draft_;
  std::vector<std::string> notes_;
};

// The first heading, without its markup.
std::string title_of(std::string_view body) {
  while (!body.empty()) {
    std::string_view line = body.substr(0, body.find('\n'));
    body.remove_prefix(std::min(line.size() + 1, body.size()));
    while (line.ends_with('\r') || line.ends_with(' ') || line.ends_with('#'))
      line.remove_suffix(1);
    if (line.starts_with("# ") && line.find_first_of("<[!`") == std::string_view::npos)
      return printable(line.substr(2), 120);
  }
  return "";
}

}  // namespace

Converted read_card(const std::string& path, std::string_view whole) {
  const auto front_matter = find_front_matter(whole);
  if (!front_matter)
    throw UnreadableExchange(
      { { .place = { .path = path, .line = 1, .column = 1 },
          .message = "the card has no front matter",
          .fix = "begin it with a block of YAML between two lines of `---`" } });
  const ParseResult parsed = parse_document(path, with_lines_of_card(*front_matter));
  if (!parsed.document || !parsed.problems.empty()) throw UnreadableExchange(parsed.problems);
  return CardReader(parsed.document->root, title_of(whole.substr(front_matter->end))).read();
}

}  // namespace reallyopen
