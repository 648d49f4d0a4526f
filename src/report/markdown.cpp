// Markdown, for the summary of a GitHub step, a comment or a release note.
#include <fmt/format.h>

#include "report/excerpt.h"
#include "report/format.h"
#include "report/inert.h"
#include "report/markdown_text.h"
#include "report/order.h"
#include "report/summary.h"

namespace reallyopen {
namespace {

// GitHub drops a step summary of more than 1 MiB.
constexpr std::size_t most_markdown_bytes = 512 * 1024;
constexpr std::size_t most_steps = 100;
constexpr int markdown_excerpt_width = 100;

std::string claims_table(const ModelVerdict& model) {
  std::string result = "| claim | asked | verdict | met |\n|---|---|---|---|\n";
  for (const ClaimVerdict* claim : asked_first(model))
    result += fmt::format("| {} | {} | {} | {} of {} ({}) |\n", markdown_code(claim->id),
                          claim->asked ? "yes" : "", name(claim->verdict), claim->met, claim->of,
                          percent(*claim));
  return result;
}

std::string steps_to(const ClaimVerdict& claim) {
  if (claim.unmet.empty()) return "";
  std::string result = fmt::format("\n### Shortest way to {}\n\n", markdown_code(claim.id));
  std::size_t number = 0;
  for (const Unmet& unmet : claim.unmet) {
    if (++number > most_steps) break;
    const std::string& step = !unmet.step.empty()      ? unmet.step
                              : !unmet.lacking.empty() ? unmet.lacking
                                                       : unmet.needs;
    result += fmt::format("{}. {} ({}): {} ({})\n", number, markdown_code(unmet.component),
                          name(unmet.has), markdown(step), markdown_code(where(unmet.place)));
  }
  return result;
}

std::string source(const Place& place) {
  if (place.line < 1 || place.line_text.empty()) return "";
  const Excerpt lines = excerpt(place, markdown_excerpt_width);
  std::string text = lines.line;
  if (lines.caret_cells > 0)
    text += "\n" + std::string(static_cast<std::size_t>(lines.caret), ' ') + "^" +
            std::string(static_cast<std::size_t>(lines.caret_cells - 1), '~');
  return "\n" + markdown_block(text, "  ") + "\n";
}

std::string item(const Finding& finding) {
  std::string result = fmt::format("- **{}** {}: {} [{}]\n", name(finding.level),
                                   markdown_code(where(finding.place)), markdown(finding.message),
                                   markdown_code(finding.rule));
  result += source(finding.place);
  if (!finding.hint.empty()) result += fmt::format("  {}\\\n", markdown(finding.hint));
  for (const Related& related : finding.related)
    result += fmt::format("  {}: {}\\\n", markdown_code(where(related.place)),
                          markdown(related.label));
  if (!finding.fix.empty()) result += fmt::format("  fix: {}\n", markdown(finding.fix));
  if (result.ends_with("\\\n")) result.erase(result.size() - 2, 1);
  if (is_accepted(finding)) result += fmt::format("\n  *{}*\n", markdown(acceptance(finding)));
  return result;
}

std::string findings_list(std::string_view title, const std::vector<const Finding*>& findings,
                          std::size_t room) {
  if (findings.empty()) return "";
  std::string result = fmt::format("\n### {}\n\n", title);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    result += item(*findings[i]);
    if (result.size() > room && i + 1 < findings.size())
      return result +
             fmt::format("\nand {} more; the JSON report has them all\n", findings.size() - i - 1);
  }
  return result;
}

}  // namespace

std::string write_markdown(const RunVerdict& run, const ReportOptions&) {
  std::string result;
  if (run.models.empty()) result = "## No model was examined\n";
  for (const ModelVerdict& model : run.models) {
    if (!result.empty()) result += "\n";
    result += fmt::format("## {}\n\n", markdown(in_one_line(run, model)));
    std::vector<const Finding*> open;
    std::vector<const Finding*> accepted;
    for (const Finding* finding : in_order(model.findings))
      (is_accepted(*finding) ? accepted : open).push_back(finding);
    const std::string counted = in_words(tally(in_order(model.findings)));
    result += fmt::format("{}\n\n{}", counted.empty() ? "Nothing was found." : counted + ".",
                          claims_table(model));
    for (const std::string& proviso : provisos(run, model))
      result += fmt::format("\n{}.\n", markdown(proviso));
    for (const ClaimVerdict* claim : asked_claims(model)) result += steps_to(*claim);
    const std::size_t room = most_markdown_bytes / run.models.size();
    result += findings_list("Findings", open, room);
    result += findings_list("Accepted findings", accepted, room / 2);
  }
  return inert_lines(result + fmt::format("\nexit code {}\n", run.exit_code));
}

}  // namespace reallyopen
