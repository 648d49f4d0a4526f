// The text report: findings as a compiler shows them, then what holds and what is missing.
#include <fmt/format.h>

#include <algorithm>

#include "report/cells.h"
#include "report/conclusion.h"
#include "report/excerpt.h"
#include "report/format.h"
#include "report/inert.h"
#include "report/order.h"
#include "report/paint.h"
#include "report/summary.h"

namespace reallyopen {
namespace {

constexpr int narrowest = 40;
constexpr int gutter = 5;  // cells for the line number

class FindingsText {
 public:
  FindingsText(const Paint& paint, int width) : paint_(paint), width_(width) {}

  std::string write(const std::vector<const Finding*>& findings) {
    for (const Finding* finding : findings)
      if (finding->level != Level::note) add(*finding);
    // Notes ask for nothing: they come last, and without their line.
    for (const Finding* finding : findings) {
      if (finding->level != Level::note) continue;
      add_headline(*finding);
      add_wrapped("fix: ", finding->fix);
    }
    if (!text_.empty() && !text_.ends_with("\n\n")) text_ += '\n';
    return std::move(text_);
  }

 private:
  void add(const Finding& finding) {
    add_headline(finding);
    if (finding.place.line > 0 && !finding.place.line_text.empty())
      add_source(finding.place, finding.hint, finding.level);
    else
      add_wrapped("", finding.hint);
    for (const Related& related : finding.related) {
      add_wrapped("", fmt::format("{}: {}", where(related.place), inert(related.label)));
      if (related.place.line > 0 && !related.place.line_text.empty())
        add_source(related.place, "", Level::note);
    }
    add_wrapped("fix: ", finding.fix);
    add_wrapped("accepted: ", acceptance(finding));
    text_ += '\n';
  }

  static std::string where(const Place& place) {
    std::string result = inert(place.path.empty() ? "." : place.path);
    // The same file, but no `::command::` to a CI runner.
    if (begins_log_command(result)) result.insert(0, "./");
    if (place.line > 0) result += fmt::format(":{}", place.line);
    if (place.line > 0 && place.column > 0) result += fmt::format(":{}", place.column);
    return result;
  }

  void add_headline(const Finding& finding) {
    text_ += fmt::format("{} {} {} [{}]\n", paint_(Ink::bold, where(finding.place) + ":"),
                         paint_(ink(finding.level), std::string(name(finding.level)) + ":"),
                         paint_(Ink::bold, inert(finding.message)), inert(finding.rule));
  }

  void add_source(const Place& place, const std::string& below_caret, Level level) {
    const int available = width_ - gutter - 3;
    const Excerpt source = excerpt(place, available);
    text_ += paint_(Ink::dim, fmt::format("{:>{}} |", place.line, gutter)) + ' ' + source.line +
             '\n';
    const std::string below = paint_(Ink::dim, fmt::format("{:>{}} |", "", gutter)) + ' ';
    const std::string hint = inert(below_caret);
    if (source.caret_cells == 0) {
      for (const std::string& line : wrapped(hint, available))
        if (!line.empty()) text_ += below + line + '\n';
      return;
    }
    const std::string marks = "^" +
                              std::string(static_cast<std::size_t>(source.caret_cells - 1), '~');
    text_ += below + std::string(static_cast<std::size_t>(source.caret), ' ') +
             paint_(ink(level), marks);
    const bool beside = source.caret + source.caret_cells + 1 + cells(hint) <= available;
    if (!hint.empty() && beside) text_ += ' ' + hint;
    text_ += '\n';
    if (hint.empty() || beside) return;
    for (const std::string& line : wrapped(hint, available)) text_ += below + line + '\n';
  }

  void add_wrapped(std::string_view label, const std::string& text) {
    if (text.empty()) return;
    const int indent = gutter + 1;
    std::string before = std::string(indent, ' ') + std::string(label);
    const int used = cells(before);
    for (const std::string& line : wrapped(inert(text), width_ - used)) {
      text_ += before + line + '\n';
      before.assign(static_cast<std::size_t>(used), ' ');
    }
  }

  const Paint& paint_;
  int width_;
  std::string text_;
};

}  // namespace

std::string write_text(const RunVerdict& run, const ReportOptions& options) {
  const Paint paint(options.colour);
  const int width = std::max(narrowest, options.width);
  std::string text;
  for (const ModelVerdict& model : run.models) {
    if (!text.empty()) text += '\n';
    text += FindingsText(paint, width).write(in_order(model.findings));
    text += conclusion(run, model, paint, width);
  }
  text += last_line(run);
  return inert_lines(text);
}

}  // namespace reallyopen
