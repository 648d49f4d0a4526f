// One page for a browser: verdict, claims, steps, the matrix of components and claims, findings.
// Nothing is loaded from elsewhere and nothing runs; the page forbids both to itself.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "report/format.h"
#include "report/html_text.h"
#include "report/inert.h"
#include "report/order.h"
#include "report/summary.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_html_bytes = 4u << 20;  // of the findings of all models

using Reasons = std::map<std::string_view, std::string_view>;

std::string tag(std::string_view word, std::string_view style) {
  return fmt::format("<span class=\"tag {}\">{}</span>", style, html(word));
}

std::string_view mark(Verdict verdict) {
  switch (verdict) {
    case Verdict::holds:
      return "✓";
    case Verdict::fails:
      return "✗";
    case Verdict::incomplete:
      return "?";
  }
  return "?";
}

// How strong a word for evidence looks.
std::string_view style(Evidence evidence) {
  switch (evidence) {
    case Evidence::unknown:
      return "incomplete";
    case Evidence::broken:
      return "fails";
    case Evidence::present:
    case Evidence::pinned:
      return "holds";
    case Evidence::linked:
    case Evidence::described:
      return "note";
    case Evidence::not_applicable:
    case Evidence::absent:
    case Evidence::withheld:
      break;
  }
  return "plain";
}

std::string banner(const RunVerdict& run, const ModelVerdict& model,
                   const std::vector<const Finding*>& findings, std::size_t number) {
  const Claims asked = asked_claims(model);
  const Verdict verdict = verdict_of(run, model);
  std::string lines;
  if (asked.empty()) lines = "<p class=\"answer\">No claim was made, so none is shown.</p>\n";
  for (const ClaimVerdict* claim : asked)
    lines += fmt::format("<p class=\"answer\"><span aria-hidden=\"true\">{}</span> {}? {}</p>\n",
                         mark(claim->verdict), html(spoken(claim->id)), html(answer(*claim)));
  const std::string counted = in_words(tally(findings));
  lines += counted.empty()
             ? "<p>Nothing was found.</p>\n"
             : fmt::format("<p><a href=\"#findings-{}\">{}</a>.</p>\n", number, html(counted));
  for (const std::string& proviso : provisos(run, model))
    lines += fmt::format("<p>{}.</p>\n", html_message(proviso));
  return fmt::format("<div class=\"verdict {}\">\n{}</div>\n", name(verdict), lines);
}

std::string claim_card(const ClaimVerdict& claim) {
  return fmt::format(
    "<li{}><div class=\"row\"><h3>{}</h3>{}</div>\n"
    "<div class=\"bar {}\" aria-hidden=\"true\"><span style=\"width:{}%\"></span></div>\n"
    "<p class=\"quiet\">{} of {} requirements met, {}{}</p></li>\n",
    claim.asked ? " class=\"asked\"" : "", html(claim.id),
    tag(name(claim.verdict), name(claim.verdict)), name(claim.verdict),
    static_cast<int>(claim.progress), claim.met, claim.of, percent(claim),
    claim.asked ? "; asked" : "");
}

std::string claims_section(const ModelVerdict& model) {
  if (model.claims.empty()) return "";
  std::string cards;
  for (const ClaimVerdict* claim : asked_first(model)) cards += claim_card(*claim);
  return "<h2>Claims</h2>\n<ul class=\"cards\">\n" + cards + "</ul>\n";
}

std::string steps_section(const ClaimVerdict& claim) {
  if (claim.unmet.empty()) return "";
  std::string steps;
  for (const Unmet& unmet : claim.unmet) {
    const std::string& step = !unmet.step.empty()      ? unmet.step
                              : !unmet.lacking.empty() ? unmet.lacking
                                                       : unmet.needs;
    steps += fmt::format(
      "<li><div class=\"head\"><h3>{}</h3>{}</div>{} <span class=\"place\">{}</span></li>\n",
      html(unmet.component), tag(name(unmet.has), style(unmet.has)), html_message(step),
      html(where(unmet.place)));
  }
  return fmt::format("<h2>Shortest way to {}</h2>\n<ol class=\"steps\">\n{}</ol>\n", html(claim.id),
                     steps);
}

// Evidence that meets no requirement, whatever it asks.
bool counts_for_nothing(Evidence evidence) {
  return evidence == Evidence::unknown || evidence == Evidence::broken ||
         evidence == Evidence::absent || evidence == Evidence::withheld;
}

std::string dash(std::string_view meaning) {
  return fmt::format(
    "<td class=\"quiet\"><span aria-hidden=\"true\">–</span><span class=\"unseen\">{}</span></td>",
    meaning);
}

std::string cell(const ClaimVerdict& claim, const ComponentEvidence& component) {
  if (std::ranges::find(claim.asks, component.id) == claim.asks.end()) return dash("not asked");
  const auto unmet = std::ranges::find(claim.unmet, component.id, &Unmet::component);
  if (unmet == claim.unmet.end()) {
    // Nothing was examined, as where the manifest cannot be read.
    if (claim.unmet.empty() && claim.verdict != Verdict::holds)
      return "<td><span class=\"mark incomplete\"><span aria-hidden=\"true\">? </span>not "
             "seen</span></td>";
    // Of what may stand for each other, another one is shown, or nearer.
    if (counts_for_nothing(component.evidence)) return dash("another will do");
    return "<td><span class=\"mark holds\"><span aria-hidden=\"true\">✓ </span>met</span></td>";
  }
  const std::string_view verdict = unmet->incomplete ? "incomplete" : "fails";
  return fmt::format(
    "<td><span class=\"mark {}\"><span aria-hidden=\"true\">{} </span>{}</span><small>needs "
    "{}</small></td>",
    verdict, unmet->incomplete ? "?" : "✗", unmet->incomplete ? "not seen" : "unmet",
    html_message(unmet->needs));
}

std::string matrix_section(const ModelVerdict& model) {
  if (model.components.empty()) return "";
  const Claims claims = asked_first(model);
  std::string head = "<th scope=\"col\">component</th><th scope=\"col\">evidence</th>";
  for (const ClaimVerdict* claim : claims)
    head += fmt::format("<th scope=\"col\">{}</th>", html(claim->id));
  std::string rows;
  for (const ComponentEvidence& component : model.components) {
    const std::string& title = component.title.empty() ? component.id : component.title;
    std::string cells;
    for (const ClaimVerdict* claim : claims) cells += cell(*claim, component);
    rows += fmt::format(
      "<tr><th scope=\"row\">{}</th><td>{}{}</td>{}</tr>\n", html(title),
      tag(name(component.evidence), style(component.evidence)),
      component.reason.empty() ? "" : "<small>" + html_message(component.reason) + "</small>",
      cells);
  }
  return fmt::format(
    "<h2>What each claim asks, and what is shown</h2>\n"
    "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Components by "
    "claim\">\n<table>\n"
    "<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n</div>\n",
    head, rows);
}

std::string article(const Finding& finding, const Reasons& reasons) {
  const std::string_view shade = is_accepted(finding) ? "accepted" : name(finding.level);
  std::string text = fmt::format(
    "<article>\n<div class=\"head\">{}<span class=\"place\">{}</span></div>\n<h3>{}</h3>\n{}",
    tag(is_accepted(finding) ? "accepted " + std::string(name(finding.level))
                             : std::string(name(finding.level)),
        shade),
    html(where(finding.place)), html_message(finding.message), html_source(finding.place));
  if (!finding.hint.empty()) text += fmt::format("<p>{}</p>\n", html_message(finding.hint));
  for (const Related& related : finding.related)
    text += fmt::format("<p>{} <span class=\"place\">{}</span></p>\n{}",
                        html_message(related.label), html(where(related.place)),
                        html_source(related.place));
  if (!finding.fix.empty())
    text += fmt::format("<p><strong>Fix:</strong> {}</p>\n", html_message(finding.fix));
  if (is_accepted(finding))
    text += fmt::format("<p><em>{}</em></p>\n", html_message(acceptance(finding)));
  const auto reason = reasons.find(finding.rule);
  text += fmt::format("<details><summary>{}</summary>{}</details>\n</article>\n",
                      html(finding.rule),
                      html_message(reason == reasons.end() ? "" : reason->second));
  return text;
}

std::string findings_section(std::string_view heading, const std::vector<const Finding*>& findings,
                             const Reasons& reasons, std::size_t room) {
  if (findings.empty()) return "";
  std::string text = fmt::format("{}\n", heading);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    text += article(*findings[i], reasons);
    if (text.size() > room && i + 1 < findings.size())
      return text + fmt::format("<p>And {} more; the JSON report has them all.</p>\n",
                                findings.size() - i - 1);
  }
  return text;
}

std::string model_section(const RunVerdict& run, const ModelVerdict& model, std::size_t number) {
  Reasons reasons;
  for (const RuleDescription& rule : run.rules) reasons.emplace(rule.id, rule.why);
  const std::vector<const Finding*> findings = in_order(model.findings);
  std::vector<const Finding*> open;
  std::vector<const Finding*> accepted;
  for (const Finding* finding : findings)
    (is_accepted(*finding) ? accepted : open).push_back(finding);
  const std::size_t room = most_html_bytes / run.models.size();
  std::string text = fmt::format(
    "<section aria-labelledby=\"model-{0}\">\n<h1 id=\"model-{0}\">{1}</h1>\n", number,
    html(model_name(run, model)));
  const std::string read = revision_read(run);
  text += fmt::format("<p class=\"quiet\">{}{}{}</p>\n", html(model.manifest),
                      read.empty() ? "" : ", ", html(read));
  text += banner(run, model, findings, number) + claims_section(model);
  for (const ClaimVerdict* claim : asked_claims(model)) text += steps_section(*claim);
  text += matrix_section(model);
  // The banner leads to what was found, be it accepted.
  const std::string anchor = fmt::format(" id=\"findings-{}\"", number);
  text += findings_section("<h2" + anchor + ">Findings</h2>", open, reasons, room);
  text += findings_section("<h2" + (open.empty() ? anchor : "") + ">Accepted findings</h2>",
                           accepted, reasons, room / 4);
  return text + "</section>\n";
}

std::string overview(const RunVerdict& run) {
  if (run.models.size() < 2) return "";
  std::string items;
  for (std::size_t i = 0; i < run.models.size(); ++i)
    items += fmt::format(
      "<li><a href=\"#model-{}\">{}</a> {}</li>\n", i + 1, html(run.models[i].manifest),
      tag(name(verdict_of(run, run.models[i])), name(verdict_of(run, run.models[i]))));
  return fmt::format("<nav aria-label=\"Models\">\n<ul class=\"cards\">\n{}</ul>\n</nav>\n", items);
}

}  // namespace

std::string write_html(const RunVerdict& run, const ReportOptions&) {
  std::string body;
  for (std::size_t i = 0; i < run.models.size(); ++i)
    body += model_section(run, run.models[i], i + 1);
  if (run.models.empty()) body = "<h1>No model was examined</h1>\n";
  const std::string title = run.models.size() == 1 ? in_one_line(run, run.models.front())
                                                   : fmt::format("{} models", run.models.size());
  return inert_lines(fmt::format(
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
    "'unsafe-inline'\">\n"
    "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n"
    "<a class=\"skip\" href=\"#report\">Skip to the report</a>\n<main id=\"report\">\n{}{}</main>\n"
    "<footer>reallyopen {}; verdict: {}; exit code {}</footer>\n</body>\n</html>\n",
    html(title), html_style, overview(run), body, REALLYOPEN_VERSION, name(run.verdict),
    run.exit_code));
}

}  // namespace reallyopen
