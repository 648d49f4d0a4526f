#include "evidence/results/results.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <span>

#include "configuration/agreement.h"
#include "configuration/read.h"
#include "evidence/artifact_files.h"
#include "evidence/results/given_result.h"
#include "repository/path.h"
#include "script/notebook.h"
#include "text/letters.h"
#include "text/lines.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_results = 1u << 20;
constexpr std::size_t most_result_files = 50;
constexpr std::size_t longest_log = 4u << 20;

struct StatedResult {
  std::string benchmark;  // squeezed
  std::string metric;
  const Node* node = nullptr;
  const Node* value = nullptr;
};

struct Figure {
  double value = 0;
  double half_unit = 0;  // of the last digit that is written
};

// The first number of `95.2 %`, `59.1 ± 0.3`.
std::optional<Figure> figure_of(std::string_view text) {
  const std::size_t begin = text.find_first_of("0123456789");
  if (begin == std::string_view::npos) return std::nullopt;
  const std::size_t end = std::min(text.find_first_not_of("0123456789.eE", begin), text.size());
  const std::string digits(text.substr(begin, end - begin));
  Node node{ .kind = NodeKind::string, .text = digits };
  const auto number = number_of(node);
  if (!number) return std::nullopt;
  const std::size_t point = digits.find('.');
  const auto decimals = point == std::string::npos ? 0.0
                                                   : static_cast<double>(digits.size() - point - 1);
  return Figure{ number->value, 0.505 * std::pow(10.0, -decimals) };
}

// As shares and as percents, each within what the other rounds.
bool agree(const Figure& a, const Figure& b) {
  for (const double scale : { 1.0, 100.0, 0.01 }) {
    const double difference = std::abs(a.value * scale - b.value);
    if (difference <= std::max(b.half_unit, a.half_unit * scale)) return true;
  }
  return false;
}

bool holds(std::string_view label, std::string_view name) {
  return !name.empty() && label.find(name) != std::string_view::npos;
}

class ResultComparison {
 public:
  ResultComparison(const Snapshot& snapshot, const Declarations& declarations)
      : snapshot_(snapshot),
        declarations_(declarations),
        base_(folder_of(declarations.document()->path)),
        model_(squeezed(name_of_model(declarations))) {}

  std::vector<OtherResult> run(const std::vector<Card>& cards) {
    gather_stated();
    if (stated_.empty()) return {};
    for (const Card& card : cards) {
      if (card.front_matter) compare(results_of_front_matter(*card.front_matter));
      std::vector<GivenResult> given = results_of_text(card);
      const auto prose = std::ranges::stable_partition(
        given, [](const GivenResult& each) { return !each.in_prose; });
      std::vector<GivenResult> sentences(prose.begin(), prose.end());
      given.erase(prose.begin(), given.end());
      compare(given);
      compare(sentences);
    }
    compare_files();
    compare_logs();
    return std::move(found_);
  }

 private:
  static std::string name_of_model(const Declarations& declarations) {
    const Node* name = declarations.find({ "model", "name" });
    return name ? name->text : "";
  }

  void gather_stated() {
    const Node* results = declarations_.find({ "evaluation", "results" });
    if (!results) return;
    for (const Node& item : results->items) {
      const Node* value = item.get("value");
      if (!value || value->text.empty() || item.string_at("metric").empty()) continue;
      stated_.push_back({ squeezed(item.string_at("benchmark")),
                          metric_name(item.string_at("metric")), &item, value });
    }
  }

  // ---- files

  void compare_files() {
    std::set<std::string> seen;
    for (const Artifact& artifact : declarations_.artifacts())
      if (artifact.field.starts_with("evaluation.results_files"))
        for (const Entry& entry : files_of(snapshot_, base_, artifact, most_result_files))
          if (seen.insert(entry.path).second) compare_file(entry);
    std::vector<Entry> named;
    // Looking at an entry costs more than reading its name.
    (void)snapshot_.walk_names(base_, [&](const TrackedName& name, const Look& look) {
      if (name.kind != EntryKind::file || !is_named_like_results(name.path)) return true;
      if (const Entry* entry = look(); entry && entry->kind == EntryKind::file)
        named.push_back(*entry);
      return named.size() < most_result_files;
    });
    for (const Entry& entry : named)
      if (seen.insert(entry.path).second) compare_file(entry);
  }

  // What lies deeper is of other experiments.
  bool is_named_like_results(std::string_view path) const {
    const std::string_view below = path.substr(base_.empty() ? 0 : base_.size() + 1);
    if (std::ranges::count(below, '/') > 2) return false;
    const std::string name = lower(name_of(path));
    if (below.find(".eval_results/") != std::string_view::npos) return true;
    if (name == "metrics.csv" || name == "results.csv" || name == "scores.csv") return true;
    if (!name.ends_with(".json")) return false;
    for (const std::string_view word : { "result", "metric", "eval", "score" })
      if (name.find(word) != std::string::npos) return true;
    return false;
  }

  void compare_file(const Entry& entry) {
    const ReadResult read = snapshot_.read(entry, longest_results);
    if (read.status != ReadStatus::complete) return;
    if (entry.path.ends_with(".csv")) {
      std::vector<GivenResult> given = results_of_rows(entry.path, read.bytes);
      for (GivenResult& each : given) each.place.line_text = line_of(read.bytes, each.place.line);
      return compare(given);
    }
    const ParseResult parsed = read_configuration(entry.path, read.bytes);
    if (!parsed.document) return;
    const bool entries = parsed.document->root.is_sequence();
    compare(entries ? results_of_entries(*parsed.document) : results_of_values(*parsed.document));
  }

  // ---- logs, and what notebooks printed

  void compare_logs() {
    std::set<std::string> seen;
    for (const Artifact& artifact : declarations_.artifacts()) {
      const bool logs = artifact.field.starts_with("training.logs") ||
                        artifact.field.starts_with("evaluation.results_files");
      const bool scripts = artifact.field.starts_with("training.scripts") ||
                           artifact.field.starts_with("evaluation.code");
      if ((!logs && !scripts) || artifact.evidence != Evidence::present) continue;
      for (const Entry& entry : files_of(snapshot_, base_, artifact, most_result_files))
        if ((entry.path.ends_with(".ipynb") || (logs && is_text_log(entry.path))) &&
            seen.insert(entry.path).second)
          compare_log(entry);
    }
  }

  static bool is_text_log(std::string_view path) {
    return path.ends_with(".log") || path.ends_with(".txt") || path.ends_with(".jsonl") ||
           path.ends_with(".out");
  }

  void compare_log(const Entry& entry) {
    const bool is_notebook = entry.path.ends_with(".ipynb");
    const ReadResult read = snapshot_.read(entry, longest_log);
    if (read.status != ReadStatus::complete) return;
    const std::vector<GivenResult> given = results_of_lines(
      entry.path, is_notebook ? outputs_of_notebook(entry.path, read.bytes) : read.bytes);
    for (const StatedResult& stated : stated_)
      if (results_by(stated.metric) == 1) compare_log(stated, given, is_notebook);
  }

  // Of a metric that a log gives at each step, one that agrees is enough.
  void compare_log(const StatedResult& stated, const std::vector<GivenResult>& given, bool ends) {
    const GivenResult* other = nullptr;
    for (const GivenResult& each : given) {
      if (!is_final(each, stated, ends)) continue;
      if (is_same(each, stated)) return;
      other = &each;
    }
    if (other) add(stated, *other);
  }

  // Under exactly that name; under another of the metric where the line speaks of the end, as the
  // lines of a notebook do.
  bool is_final(const GivenResult& given, const StatedResult& stated, bool ends) const {
    const std::string metric = squeezed(stated.node->string_at("metric"));
    const bool exact = squeezed(given.labels[0]) == metric || squeezed(given.labels[1]) == metric;
    const bool prefixed = metric_name(metric) != metric;
    if (exact && (prefixed || metric.starts_with("val") || metric.starts_with("train")))
      return true;
    if (metric_name(given.labels[0]) != stated.metric &&
        metric_name(given.labels[1]) != stated.metric)
      return false;
    const std::string line = lower(given.labels[2]);
    return (ends || contains_one_of(line, { "test", "final", "result" })) &&
           !is_of_another(given, stated) && !contains_one_of(line, { "epoch", "step", "baseline" });
  }

  // ---- comparison

  // Of one file, or of one form of statement in it.
  void compare(const std::vector<GivenResult>& given) {
    std::vector<const StatedResult*> confirmed;
    for (const StatedResult& stated : stated_)
      if (std::ranges::any_of(given, [&](const GivenResult& each) {
            return names_benchmark(each, stated) && is_same(each, stated);
          }))
        confirmed.push_back(&stated);
    for (const StatedResult& stated : stated_) {
      const GivenResult* other = nullptr;
      bool agrees = false;
      for (const GivenResult& each : given) {
        if (!speaks_of(each, stated, confirmed)) continue;
        agrees |= is_same(each, stated);
        if (!other) other = &each;
      }
      if (other && !agrees) add(stated, *other);
    }
    compare_columns(given);
  }

  // A column of a metric with as many numbers as are stated, of which one is another.
  void compare_columns(const std::vector<GivenResult>& given) {
    for (std::size_t begin = 0; begin < given.size();) {
      std::size_t end = begin + 1;
      while (end < given.size() && given[end].in_table &&
             given[end].labels[0] == given[begin].labels[0] &&
             given[end].place.line == given[end - 1].place.line + 1)
        ++end;
      if (given[begin].in_table && end - begin > 1)
        compare_column({ given.begin() + static_cast<std::ptrdiff_t>(begin), end - begin });
      begin = end;
    }
  }

  void compare_column(std::span<const GivenResult> column) {
    const std::string metric = metric_name(column[0].labels[0]);
    if (results_by(metric) != column.size()) return;
    std::vector<const StatedResult*> unmatched;
    std::vector<const GivenResult*> left;
    for (const GivenResult& each : column) left.push_back(&each);
    for (const StatedResult& stated : stated_) {
      if (stated.metric != metric) continue;
      const auto same = std::ranges::find_if(
        left, [&](const GivenResult* each) { return is_same(*each, stated); });
      if (same == left.end())
        unmatched.push_back(&stated);
      else
        left.erase(same);
    }
    if (unmatched.size() == 1 && left.size() == 1 && column.size() > 1 && !is_told(*unmatched[0]))
      add(*unmatched[0], *left[0]);
  }

  bool is_told(const StatedResult& stated) const {
    return std::ranges::any_of(found_, [&](const OtherResult& each) {
      return each.declared == declarations_.place(*stated.value);
    });
  }

  bool is_same(const GivenResult& given, const StatedResult& stated) const {
    const auto a = figure_of(stated.value->text);
    const auto b = figure_of(given.value);
    return !a || !b || agree(*a, *b);
  }

  static bool names_benchmark(const GivenResult& given, const StatedResult& stated) {
    return std::ranges::any_of(given.labels, [&](const std::string& label) {
      const std::string word = squeezed(label);
      return holds(word, stated.benchmark) ||
             (word.size() >= 4 && holds(stated.benchmark, word) && word != stated.metric);
    });
  }

  static bool names_metric(const GivenResult& given, const StatedResult& stated) {
    return std::ranges::any_of(given.labels, [&](const std::string& label) {
      if (given.in_prose) {
        const std::string word = squeezed(label);
        return word.starts_with(stated.metric) || word.ends_with(stated.metric);
      }
      return metric_name(label) == stated.metric;
    });
  }

  // Of another split, model or moment.
  bool is_of_another(const GivenResult& given, const StatedResult& stated) const {
    const std::string said = lower(stated.node->string_at("split")) + " " +
                             lower(stated.node->string_at("benchmark"));
    for (const std::string& label : given.labels) {
      const std::string word = lower(label);
      for (const std::string_view split : { "train", "valid", "dev", "val_", "stderr", "std" })
        if (word.find(split) != std::string::npos && said.find(split.substr(0, 3)) == said.npos)
          return true;
    }
    return false;
  }

  bool names_any_other(const GivenResult& given, const StatedResult& stated) const {
    return std::ranges::any_of(stated_, [&](const StatedResult& other) {
      return other.benchmark != stated.benchmark && names_benchmark(given, other);
    });
  }

  std::size_t results_by(const std::string& metric) const {
    return static_cast<std::size_t>(std::ranges::count(stated_, metric, &StatedResult::metric));
  }

  bool speaks_of(const GivenResult& given, const StatedResult& stated,
                 const std::vector<const StatedResult*>& confirmed) const {
    if (is_of_another(given, stated)) return false;
    const bool benchmark = names_benchmark(given, stated);
    if (names_metric(given, stated))
      return benchmark || (results_by(stated.metric) == 1 && !names_any_other(given, stated) &&
                           given.labels.size() <= (given.in_table ? 2U : 3U));
    // A table that gives the others as stated gives this one in the same metric.
    const bool row_of_model = given.labels.size() == 1 ||
                              std::ranges::any_of(given.labels, [&](const std::string& label) {
                                return holds(squeezed(label), model_);
                              });
    return given.in_table && benchmark && row_of_model &&
           std::ranges::any_of(confirmed, [&](const StatedResult* other) {
             return other != &stated && other->metric == stated.metric;
           });
  }

  void add(const StatedResult& stated, const GivenResult& given) {
    found_.push_back({ .benchmark = printable(stated.node->string_at("benchmark"), 60),
                       .metric = printable(stated.node->string_at("metric"), 60),
                       .stated = printable(stated.value->text, 40),
                       .declared = declarations_.place(*stated.value),
                       .found = printable(given.value, 40),
                       .place = given.place,
                       .in_prose = given.in_prose });
  }

  const Snapshot& snapshot_;
  const Declarations& declarations_;
  std::string base_;   // the manifest's folder
  std::string model_;  // its name, squeezed
  std::vector<StatedResult> stated_;
  std::vector<OtherResult> found_;
};

}  // namespace

std::vector<OtherResult> find_other_results(const Snapshot& snapshot,
                                            const Declarations& declarations,
                                            const std::vector<Card>& cards) {
  if (!declarations.document()) return {};
  return ResultComparison(snapshot, declarations).run(cards);
}

}  // namespace reallyopen
