// Annotations of a GitHub workflow step:
// https://docs.github.com/actions/reference/workflow-commands-for-github-actions
#include <fmt/format.h>

#include <algorithm>

#include "report/format.h"
#include "report/inert.h"
#include "report/order.h"
#include "report/summary.h"

namespace reallyopen {
namespace {

// GitHub shows ten of a step and drops the rest without a word.
constexpr std::size_t most_annotations = 9;
constexpr std::size_t longest_annotation = 1000;
constexpr std::size_t most_accepted = 20;

std::string escape(std::string_view text, bool in_property) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '%':
        result += "%25";
        break;
      case '\r':
        result += "%0D";
        break;
      case '\n':
        result += "%0A";
        break;
      case ':':
        result += in_property ? "%3A" : ":";
        break;
      case ',':
        result += in_property ? "%2C" : ",";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::string_view command(Level level) {
  switch (level) {
    case Level::error:
      return "error";
    case Level::warning:
      return "warning";
    case Level::note:
      break;
  }
  return "notice";
}

std::string property(std::string_view text) { return escape(inert(text), true); }

// The file is only a link: what GitHub would read differently is still no command.
std::string annotation(const Finding& finding, const ModelVerdict& model) {
  const Place& place = finding.place;
  const std::string& path = place.path.empty() ? model.manifest : place.path;
  std::string at = "file=" + property(path.empty() ? "." : path);
  if (place.line > 0) at += fmt::format(",line={}", place.line);
  if (place.line > 0 && place.column > 0)
    at += fmt::format(",col={},endColumn={}", place.column, place.column + place.width);
  std::string message = inert(finding.message, longest_annotation);
  if (!finding.hint.empty()) message += "\n" + inert(finding.hint, longest_annotation);
  for (const Related& related : finding.related)
    message += fmt::format("\n{}: {}", where(related.place),
                           inert(related.label, longest_annotation));
  if (!finding.fix.empty()) message += "\nfix: " + inert(finding.fix, longest_annotation);
  return fmt::format("::{} {},title={}::{}\n", command(finding.level), at, property(finding.rule),
                     escape(message, false));
}

struct Located {
  const Finding* finding;
  const ModelVerdict* model;
};

// What decides comes first; what was accepted is not annotated.
std::vector<Located> by_weight(const RunVerdict& run) {
  std::vector<Located> result;
  for (const ModelVerdict& model : run.models)
    for (const Finding* finding : in_order(model.findings))
      if (!is_accepted(*finding)) result.push_back({ finding, &model });
  std::ranges::stable_sort(result, std::ranges::greater{},
                           [](const Located& one) { return one.finding->level; });
  return result;
}

// What was accepted is no annotation, and is not kept quiet either.
std::string accepted_lines(const std::vector<const Finding*>& findings) {
  std::string text;
  std::size_t count = 0;
  for (const Finding* finding : findings) {
    if (!is_accepted(*finding) || ++count > most_accepted) continue;
    text += fmt::format("accepted: {} [{}] {}\n", where(finding->place), inert(finding->rule),
                        inert(acceptance(*finding), longest_annotation));
  }
  if (count > most_accepted) text += fmt::format("and {} more accepted\n", count - most_accepted);
  return text;
}

// One line for all: GitHub shows it beside the annotations.
std::string roll_up(const RunVerdict& run, std::size_t left_out) {
  std::vector<const Finding*> all;
  std::string text;
  for (const ModelVerdict& model : run.models) {
    text += in_one_line(run, model) + "\n";
    for (const std::string& proviso : provisos(run, model)) text += proviso + "\n";
    for (const Finding* finding : in_order(model.findings)) all.push_back(finding);
  }
  if (run.models.empty()) text = "no model was examined\n";
  const std::string counted = in_words(tally(all));
  if (!counted.empty()) text += counted + "\n";
  text += accepted_lines(all);
  if (left_out > 0)
    text += fmt::format("{} not shown here; the step summary has them\n",
                        plural(left_out, "finding"));
  text.pop_back();
  return fmt::format("::notice title=reallyopen exit {}::{}\n", run.exit_code, escape(text, false));
}

}  // namespace

std::string write_github(const RunVerdict& run, const ReportOptions&) {
  const std::vector<Located> findings = by_weight(run);
  const std::size_t shown = std::min(findings.size(), most_annotations);
  std::string result;
  for (std::size_t i = 0; i < shown; ++i)
    result += annotation(*findings[i].finding, *findings[i].model);
  return result + roll_up(run, findings.size() - shown);
}

}  // namespace reallyopen
