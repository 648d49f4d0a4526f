// A manifest as a summary of the training content, on the headings that the EU's template asks for.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "convert/exchange.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

// Text of the manifest in a paragraph or table cell: nothing in it is markup, a line or an end of a
// cell.
std::string literal(const std::string& text) {
  std::string result;
  for (const char letter : printable(text, 4000)) {
    if (std::string_view("\\`*_{}[]<>()#+!|~&").find(letter) != std::string_view::npos)
      result += '\\';
    result += letter;
  }
  return result;
}

std::string or_not_stated(const std::string& text) {
  return text.empty() ? "not stated" : literal(text);
}

std::string joined(const Node* node) { return fmt::format("{}", fmt::join(texts_of(node), ", ")); }

class EuSummaryWriter {
 public:
  explicit EuSummaryWriter(const Release& release) : release_(release) {}

  Converted write() {
    text_ = fmt::format(
      "# Public summary of the training content: {}\n\n"
      "Drafted from a TRANSPARENCY.yaml. Whether it says enough is for its author to judge.\n",
      literal(release_.text({ "model", "name" })));
    general();
    sources();
    processing();
    for (const Node* source : release_.sources())
      if (text_of(source->get("kind")).empty())
        notes_.push_back(fmt::format("`{}` states no `kind`: it stands under 2.6",
                                     printable(text_of(source->get("name")), 60)));
    notes_.push_back("sizes are written as the manifest states them: the template asks for ranges");
    return { std::move(text_), std::move(notes_) };
  }

 private:
  void heading(std::string_view line) {
    text_ += fmt::format("{}{}\n\n", text_.ends_with("\n\n") ? "" : "\n", line);
  }
  void row(std::string_view label, const std::string& text) {
    text_ += fmt::format("- {}: {}\n", label, or_not_stated(text));
  }

  void general() {
    heading("## 1. General information");
    heading("### 1.1 Provider");
    row("Name", release_.developer());
    const std::string contact = release_.text({ "community", "contact" });
    row("Contact",
        contact.empty() ? text_of(release_.find({ "model", "developer", "email" })) : contact);
    heading("### 1.2 Model");
    row("Versioned name",
        release_.text({ "model", "name" }) + " " + release_.text({ "model", "version" }));
    std::vector<std::string> bases;
    for (const Node* base : release_.base_models()) bases.push_back(text_of(base->get("name")));
    row("Models that it was derived from",
        bases.empty() ? "none stated" : fmt::format("{}", fmt::join(bases, ", ")));
    row("Date of placing on the Union market", release_.text({ "model", "release_date" }));
    heading("### 1.3 Modalities, overall size and other characteristics");
    std::set<std::string> modalities;
    std::set<std::string> languages;
    for (const Node* source : release_.sources()) {
      for (std::string& word : texts_of(source->get("modality")))
        modalities.insert(std::move(word));
      for (std::string& word : texts_of(source->get("languages")))
        languages.insert(std::move(word));
    }
    row("Modalities of the training data", fmt::format("{}", fmt::join(modalities, ", ")));
    row("Overall size", size_of(release_.find({ "data", "total" })));
    row("Languages", fmt::format("{}", fmt::join(languages, ", ")));
    row("Content", release_.text({ "data", "summary" }));
  }

  static std::string size_of(const Node* size) {
    std::vector<std::string> parts;
    if (size && size->is_mapping())
      for (const Member& member : size->members)
        if (const std::string amount = text_of(&member.value); !amount.empty())
          parts.push_back(member.key.text == "note" ? amount : amount + " " + member.key.text);
    return fmt::format("{}", fmt::join(parts, ", "));
  }

  void sources() {
    heading("## 2. List of data sources");
    const std::pair<std::string_view, std::vector<std::string_view>> sections[] = {
      { "### 2.1 Publicly available datasets", { "public-dataset" } },
      { "### 2.2.1 Data licensed from rightsholders", { "licensed-dataset" } },
      { "### 2.2.2 Other data obtained from third parties", { "private-dataset" } },
      { "### 2.3 Data crawled and scraped from the web", { "web-crawl" } },
      { "### 2.4 User data", { "user-data" } },
      { "### 2.5 Synthetic data", { "synthetic" } },
      { "### 2.6 Other sources", { "human-generated", "other", "" } },
    };
    for (const auto& [title, kinds] : sections) {
      heading(title);
      bool any = false;
      for (const Node* source : release_.sources()) {
        if (std::ranges::find(kinds, text_of(source->get("kind"))) == kinds.end()) continue;
        add_source(*source);
        any = true;
      }
      if (!any) text_ += "None stated.\n";
    }
  }

  void add_source(const Node& source) {
    text_ += fmt::format("- **{}**\n", or_not_stated(text_of(source.get("name"))));
    const auto detail = [&](std::string_view label, const std::string& text) {
      if (!text.empty()) text_ += fmt::format("  - {}: {}\n", label, literal(text));
    };
    detail("Where", text_of(source.get("url")));
    detail("Access", text_of(source.get("access")));
    detail("How to obtain it", text_of(source.get("obtain")));
    detail("Why it is not shared", text_of(source.get("reason")));
    detail("Description", text_of(source.get("description")));
    detail("Modality", joined(source.get("modality")));
    detail("Languages", joined(source.get("languages")));
    detail("Size", size_of(source.get("size")));
    const Node* collected = source.get("collected");
    if (collected)
      detail("Collected",
             text_of(collected->get("start")) + " to " + text_of(collected->get("end")));
    detail("Collection", text_of(source.get("collection")));
    detail("Selection", text_of(source.get("selection")));
    if (const Node* crawler = source.get("crawler"); crawler && crawler->is_mapping())
      for (const Member& member : crawler->members)
        detail("Crawler, " + member.key.text,
               texts_of(&member.value).empty() ? "" : joined(&member.value));
    if (const Node* generators = source.get("generator"))
      for (const Node& generator : generators->items)
        detail("Generating model", text_of(generator.get("model")));
  }

  void all_of_sources(std::string_view key) {
    bool any = false;
    for (const Node* source : release_.sources())
      if (const std::string text = text_of(source->get(key)); !text.empty()) {
        text_ += fmt::format("- {}: {}\n", or_not_stated(text_of(source->get("name"))),
                             literal(text));
        any = true;
      }
    if (!any) text_ += "Not stated.\n";
  }

  void processing() {
    heading("## 3. Data processing aspects");
    heading("### 3.1 Respect of reservations of rights from text and data mining");
    all_of_sources("rights_reservation");
    heading("### 3.2 Removal of illegal content");
    all_of_sources("illegal_content");
    heading("### 3.3 Other information");
    const Node* steps = release_.find({ "preprocessing", "steps" });
    if (!steps || steps->items.empty()) text_ += "Not stated.\n";
    if (!steps) return;
    for (const Node& step : steps->items) {
      const std::string about = text_of(step.get("description"));
      text_ += fmt::format("- {}{}\n", or_not_stated(text_of(step.get("name"))),
                           about.empty() ? "" : ": " + literal(about));
    }
  }

  const Release& release_;
  std::string text_;
  std::vector<std::string> notes_;
};

}  // namespace

Converted write_eu_summary(const Release& release, std::string_view) {
  return EuSummaryWriter(release).write();
}

}  // namespace reallyopen
