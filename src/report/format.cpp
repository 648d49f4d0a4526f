#include "report/format.h"

namespace reallyopen {

// A format is one file that defines its function, named here.
std::string write_github(const RunVerdict&, const ReportOptions&);
std::string write_gitlab(const RunVerdict&, const ReportOptions&);
std::string write_html(const RunVerdict&, const ReportOptions&);
std::string write_json(const RunVerdict&, const ReportOptions&);
std::string write_junit(const RunVerdict&, const ReportOptions&);
std::string write_markdown(const RunVerdict&, const ReportOptions&);
std::string write_sarif(const RunVerdict&, const ReportOptions&);
std::string write_tap(const RunVerdict&, const ReportOptions&);
std::string write_text(const RunVerdict&, const ReportOptions&);
std::string write_values(const RunVerdict&, const ReportOptions&);

namespace {

constexpr Format table[] = {
  { "text", "for people: findings with their lines, the verdict, the shortest way", write_text },
  { "json", "for programs: everything, by schemas/report.schema.json", write_json },
  { "sarif", "SARIF 2.1.0, for code scanning", write_sarif },
  { "github", "annotations of a workflow step, and its summary", write_github },
  { "html", "one page for a browser, without scripts and without anything from elsewhere",
    write_html },
  { "markdown", "for summaries, comments and release notes", write_markdown },
  { "junit", "JUnit XML: claims and findings as tests", write_junit },
  { "gitlab", "GitLab Code Quality", write_gitlab },
  { "tap", "the Test Anything Protocol, version 14", write_tap },
  { "values", "lines of name=value, for scripts and the outputs of a workflow step", write_values },
};

}  // namespace

std::span<const Format> formats() { return table; }

const Format* find_format(std::string_view id) {
  for (const Format& format : table)
    if (format.id == id) return &format;
  return nullptr;
}

}  // namespace reallyopen
