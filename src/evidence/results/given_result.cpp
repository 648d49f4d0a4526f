#include "evidence/results/given_result.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "text/letters.h"
#include "text/lines.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_results = 5'000;  // of a file
constexpr int deepest = 12;
constexpr std::size_t most_cells = 40;

std::string_view unmarked(std::string_view text) { return trimmed(text, " \t\r*_`"); }

std::vector<std::string_view> cells_of(std::string_view line, char separator) {
  std::vector<std::string_view> cells;
  while (cells.size() < most_cells) {
    const std::size_t end = std::min(line.find(separator), line.size());
    cells.push_back(unmarked(line.substr(0, end)));
    if (end == line.size()) break;
    line.remove_prefix(end + 1);
  }
  return cells;
}

bool is_number_cell(std::string_view cell) {
  if (cell.starts_with('-') || cell.starts_with('+')) cell.remove_prefix(1);
  return !cell.empty() && is_digit(cell[0]) &&
         cell.find_first_not_of("0123456789.,%± +-()") == std::string_view::npos;
}

void walk(const Document& document, const Node& node, std::vector<std::string>& labels,
          std::vector<GivenResult>& found) {
  if (found.size() >= most_results || static_cast<int>(labels.size()) > deepest) return;
  if (node.is_number())
    found.push_back({ .labels = labels, .value = node.text, .place = document.place(node) });
  for (const Member& member : node.members) {
    labels.push_back(member.key.text);
    walk(document, member.value, labels, found);
    labels.pop_back();
  }
  for (const Node& item : node.items) walk(document, item, labels, found);
}

// A table of Markdown: its header, and the rows below the line of dashes.
class TableReader {
 public:
  TableReader(const Card& card, std::vector<GivenResult>& found) : card_(card), found_(found) {}

  void read(std::string_view line, int number) {
    if (line.find('|') == std::string_view::npos) {
      header_.clear();
      previous_.clear();
      return;
    }
    std::string_view inside = unmarked(line);
    if (inside.starts_with('|')) inside.remove_prefix(1);
    if (inside.ends_with('|')) inside.remove_suffix(1);
    std::vector<std::string_view> cells = cells_of(inside, '|');
    const bool dashes = std::ranges::all_of(cells, [](std::string_view cell) {
      return !cell.empty() && cell.find_first_not_of("-: ") == std::string_view::npos;
    });
    if (dashes) {
      header_ = previous_;
    } else if (!header_.empty()) {
      read_row(cells, number);
    }
    previous_ = std::move(cells);
  }

 private:
  // `HellaSwag (acc_norm)` names a benchmark and a metric.
  static void add_label(std::string_view cell, std::vector<std::string>& labels) {
    if (cell.empty() || is_number_cell(cell)) return;
    labels.emplace_back(cell);
    const std::size_t open = cell.find('(');
    if (open != cell.npos && cell.ends_with(')'))
      labels.emplace_back(cell.substr(open + 1, cell.size() - open - 2));
  }

  void read_row(const std::vector<std::string_view>& cells, int number) {
    for (std::size_t i = 0; i < std::min(cells.size(), header_.size()); ++i) {
      if (!is_number_cell(cells[i]) || found_.size() >= most_results) continue;
      GivenResult result{ .value = std::string(cells[i]),
                          .place = card_.text.place(number, 1),
                          .in_table = true };
      result.labels.emplace_back(header_[i]);
      for (const std::string_view cell : cells) add_label(cell, result.labels);
      found_.push_back(std::move(result));
    }
  }

  const Card& card_;
  std::vector<GivenResult>& found_;
  std::vector<std::string_view> header_;
  std::vector<std::string_view> previous_;
};

// `Accuracy on the test images: **97.3 %**`: a line that gives one number, behind a colon or
// blanks.
void read_sentence(const Card& card, std::string_view line, int number,
                   std::vector<GivenResult>& found) {
  constexpr std::size_t longest = 200;
  const std::string text(unmarked(line));
  if (text.empty() || text.size() > longest) return;
  const std::string low = lower(text);
  for (const std::string_view other :
       { "baseline", "compared", "versus", "previous", "base model", "paper", "without", "before",
         "instead", "train", "improve", "better", "worse", "from ", "seed", "random" })
    if (low.find(other) != std::string::npos) return;
  std::size_t numbers = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at]) || (at > 0 && (is_word_letter(text[at - 1]) || text[at - 1] == '.')))
      continue;
    begin = at;
    end = std::min(text.find_first_not_of("0123456789.", at), text.size());
    ++numbers;
    at = end;
  }
  if (numbers != 1) return;
  std::string value = text.substr(begin, end - begin);
  while (value.ends_with('.')) value.pop_back();
  if (text.substr(end).find('%') < 3) value += " %";
  std::string said = text.substr(0, begin);
  if (const std::size_t sentence = said.rfind(". "); sentence != said.npos)
    said.erase(0, sentence + 2);
  if (const std::size_t square = said.find("R²"); square != said.npos)
    said.replace(square, 3, "R2");
  found.push_back({ .labels = { std::move(said) },
                    .value = std::move(value),
                    .place = card.text.place(number, 1),
                    .in_prose = true });
}

}  // namespace

std::vector<GivenResult> results_of_front_matter(const Document& document) {
  std::vector<GivenResult> found;
  const Node* index = document.root.get("model-index");
  if (!index) return found;
  for (const Node& model : index->items) {
    const Node* results = model.get("results");
    if (!results) continue;
    for (const Node& result : results->items) {
      const Node* dataset = result.get("dataset");
      const Node* metrics = result.get("metrics");
      if (!metrics) continue;
      for (const Node& metric : metrics->items) {
        const Node* value = metric.get("value");
        if (!value || value->text.empty() || found.size() >= most_results) continue;
        GivenResult given{ .labels = {}, .value = value->text, .place = document.place(*value) };
        for (const std::string_view key : { "type", "name" })
          given.labels.emplace_back(metric.string_at(key));
        if (dataset)
          for (const std::string_view key : { "name", "type", "config", "split" })
            given.labels.emplace_back(dataset->string_at(key));
        found.push_back(std::move(given));
      }
    }
  }
  return found;
}

std::vector<GivenResult> results_of_entries(const Document& document) {
  std::vector<GivenResult> found;
  for (const Node& entry : document.root.items) {
    const Node* dataset = entry.get("dataset");
    const Node* value = entry.get("value");
    if (!dataset || !value) continue;
    GivenResult given{ .labels = {}, .value = value->text, .place = document.place(*value) };
    for (const std::string_view key : { "id", "task_id", "metric" })
      given.labels.emplace_back(dataset->string_at(key));
    given.labels.emplace_back(entry.string_at("metric"));
    found.push_back(std::move(given));
  }
  return found;
}

std::vector<GivenResult> results_of_values(const Document& document) {
  std::vector<GivenResult> found;
  std::vector<std::string> labels;
  walk(document, document.root, labels, found);
  return found;
}

std::vector<GivenResult> results_of_rows(std::string_view path, std::string_view text) {
  std::vector<GivenResult> found;
  std::vector<std::string_view> header;
  int number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::vector<std::string_view> cells = cells_of(text.substr(0, end), ',');
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (header.empty()) {
      header = cells;
      continue;
    }
    std::vector<std::string> words;
    for (const std::string_view cell : cells)
      if (!cell.empty() && !is_number_cell(cell)) words.emplace_back(cell);
    for (std::size_t i = 0; i < std::min(cells.size(), header.size()); ++i) {
      // Of a run only what it tested; of a list of results what each row names.
      if ((!header[i].starts_with("test") && words.empty()) || !is_number_cell(cells[i])) continue;
      if (found.size() >= most_results) return found;
      GivenResult given{ .labels = { std::string(header[i]) },
                         .value = std::string(cells[i]),
                         .place = { .path = std::string(path), .line = number, .column = 1 } };
      std::ranges::copy(words, std::back_inserter(given.labels));
      found.push_back(std::move(given));
    }
  }
  return found;
}

std::vector<GivenResult> results_of_lines(std::string_view path, std::string_view text) {
  constexpr std::size_t longest = 2'000;
  std::vector<GivenResult> found;
  for (int number = 1; !text.empty() && found.size() < most_results; ++number) {
    const std::string_view line = take_until(text, '\n').substr(0, longest);
    std::string_view before;
    std::string_view name;
    for (std::size_t at = 0; at < line.size();) {
      const std::size_t begin = std::min(line.find_first_not_of(" \t\r:=,;|()[]{}\"'<>!?*", at),
                                         line.size());
      at = std::min(line.find_first_of(" \t\r:=,;|()[]{}\"'<>!?*", begin), line.size());
      const std::string_view word = line.substr(begin, at - begin);
      if (!is_number_cell(word)) {
        before = std::exchange(name, word);
        continue;
      }
      if (name.empty() || found.size() >= most_results) continue;
      found.push_back(
        { .labels = { std::string(name), std::string(before) + " " + std::string(name),
                      std::string(line) },
          .value = std::string(word),
          .place = { .path = std::string(path),
                     .line = number,
                     .column = 1,
                     .line_text = std::string(line) } });
    }
  }
  return found;
}

std::vector<GivenResult> results_of_text(const Card& card) {
  std::vector<GivenResult> found;
  TableReader tables(card, found);
  bool fenced = false;
  const int lines = static_cast<int>(card.text.line_starts.size());
  for (int number = 1; number <= lines; ++number) {
    const std::string_view line = card.text.line(number);
    if (card.text.line_starts[static_cast<std::size_t>(number - 1)] < card.prose) continue;
    if (line.starts_with("```")) fenced = !fenced;
    if (fenced) continue;
    tables.read(line, number);
    if (line.find('|') == std::string_view::npos) read_sentence(card, line, number, found);
  }
  return found;
}

std::string metric_name(std::string_view metric) {
  metric = metric.substr(0, metric.find(','));  // `acc_norm,none` of lm-evaluation-harness
  std::string name = squeezed(metric);
  for (const std::string_view prefix : { "eval", "test", "final", "best", "overall" })
    if (name.starts_with(prefix) && name.size() > prefix.size()) name.erase(0, prefix.size());
  struct Synonym {
    std::string_view name;
    std::string_view meant;
  };
  static constexpr auto synonyms = std::to_array<Synonym>(
    { { "acc", "accuracy" },
      { "top1", "top1accuracy" },
      { "acc1", "top1accuracy" },
      { "top1acc", "top1accuracy" },
      { "accuracytop1", "top1accuracy" },
      { "f1score", "f1" },
      { "f1macro", "macrof1" },
      { "ppl", "perplexity" },
      { "bpb", "bitsperbyte" },
      { "bpc", "bitspercharacter" },
      { "rsquared", "r2" },
      { "r2score", "r2" },
      { "exactmatch", "em" },
      { "meanabsoluteerror", "mae" },
      { "rootmeansquarederror", "rmse" },
      { "meansquarederror", "mse" },
      { "worderrorrate", "wer" },
      { "balancedacc", "balancedaccuracy" } });
  const auto known = std::ranges::find(synonyms, name, &Synonym::name);
  return known == synonyms.end() ? name : std::string(known->meant);
}

}  // namespace reallyopen
