#include "support/format_invariants.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <vector>

#include "report/format.h"
#include "report/inert.h"
#include "report/order.h"
#include "rules/catalogue.h"
#include "support/catch.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

using Json = nlohmann::json;

std::vector<const Finding*> all_findings(const RunVerdict& run) {
  std::vector<const Finding*> all;
  for (const ModelVerdict& model : run.models)
    for (const Finding* finding : in_order(model.findings)) all.push_back(finding);
  return all;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string decoded(const std::string& uri) {
  std::string path;
  for (std::size_t at = 0; at < uri.size(); ++at) {
    if (uri[at] != '%') {
      path += uri[at];
      continue;
    }
    path += static_cast<char>(std::stoi(uri.substr(at + 1, 2), nullptr, 16));
    at += 2;
  }
  return path;
}

void check_location(const Json& physical, const Place& place, const std::string& manifest) {
  const std::string uri = physical.at("artifactLocation").at("uri");
  static const RE2 relative("[A-Za-z0-9._~%-][A-Za-z0-9._~%/-]*");
  CHECK(RE2::FullMatch(uri, relative));
  CHECK(decoded(uri) == (place.path.empty() ? manifest : place.path));
  CHECK(physical.contains("region") == (place.line > 0));
  if (place.line < 1) return;
  const Json& region = physical.at("region");
  CHECK(region.at("startLine").get<int>() == place.line);
  if (place.column > 0) CHECK(region.at("startColumn").get<int>() == place.column);
  if (region.contains("endColumn"))
    CHECK(region.at("endColumn").get<int>() > region.at("startColumn").get<int>());
  if (physical.contains("contextRegion") && is_valid_utf8(place.line_text))
    CHECK(physical.at("contextRegion").at("snippet").at("text") == place.line_text);
}

void check_sarif(const std::string& report, const RunVerdict& run) {
  const Json log = Json::parse(report);
  const Json& sarif = log.at("runs").at(0);
  CHECK(sarif.at("invocations").at(0).at("exitCode").get<int>() == run.exit_code);
  const Json& rules = sarif.at("tool").at("driver").at("rules");
  std::size_t at = 0;
  for (const ModelVerdict& model : run.models) {
    for (const Finding* finding : in_order(model.findings)) {
      const Json& result = sarif.at("results").at(at++);
      CHECK(rules.at(result.at("ruleIndex").get<std::size_t>()).at("id") == finding->rule);
      CHECK(result.at("ruleId") == finding->rule);
      CHECK(result.at("level") == std::string(name(finding->level)));
      CHECK(result.at("suppressions").size() == (finding->waived ? 1u : 0u));
      CHECK(result.at("partialFingerprints").at("reallyopen/v1") == finding->fingerprint);
      check_location(result.at("locations").at(0).at("physicalLocation"), finding->place,
                     model.manifest);
    }
  }
  CHECK(sarif.at("results").size() == at);
}

void check_github(const std::string& report, const RunVerdict& run) {
  const std::vector<std::string> lines = lines_of(report);
  static const RE2 command(
    "::(error|warning|notice) "
    "(file=[^,:]+(,line=[1-9][0-9]*(,col=[1-9][0-9]*,endColumn=[1-9][0-9]*)?)?,)?"
    "title=[^,:]+::.*");
  CHECK(lines.size() <= 10);
  CHECK(!lines.empty());
  for (const std::string& line : lines) {
    if (!RE2::FullMatch(line, command)) FAIL_CHECK("not a command: " << line.substr(0, 500));
  }
  CHECK(lines.back().starts_with("::notice title=reallyopen exit " + std::to_string(run.exit_code) +
                                 "::"));
}

// Elements nest, attributes are quoted, and nothing but five entities stands for a character.
// Returns how often each element begins.
std::multiset<std::string> xml_elements(std::string_view xml) {
  static const RE2 token(
    R"((?s)(<\?xml [^<>?]*\?>|<(/?)([a-z-]+)((?: [a-z]+="(?:[^<>&"]|&(?:amp|lt|gt|quot|#39);)*")*)(/?)>|(?:[^<>&]|&(?:amp|lt|gt|quot|#39);)+))");
  std::multiset<std::string> elements;
  std::vector<std::string> open;
  re2::StringPiece rest(xml.data(), xml.size());
  std::string whole, closing, element, attributes, empty;
  while (!rest.empty()) {
    if (!RE2::Consume(&rest, token, &whole, &closing, &element, &attributes, &empty)) {
      FAIL_CHECK("not XML: " << std::string(rest.data(), std::min<std::size_t>(rest.size(), 200)));
      return elements;
    }
    if (element.empty()) continue;
    if (closing.empty()) elements.insert(element);
    if (!closing.empty()) {
      REQUIRE(!open.empty());
      if (open.back() != element) FAIL_CHECK(element << " closes " << open.back());
      open.pop_back();
    } else if (empty.empty()) {
      open.push_back(element);
    }
    element.clear();
  }
  CHECK(open.empty());
  return elements;
}

void check_junit(const std::string& report, const RunVerdict& run) {
  const std::multiset<std::string> elements = xml_elements(report);
  const std::size_t failures = elements.count("failure");
  const std::size_t errors = elements.count("error");
  CHECK((run.exit_code == 1) == (failures > 0));
  CHECK((run.exit_code == 3) == (failures == 0 && errors > 0));
}

void check_tap(const std::string& report, const RunVerdict& run) {
  const std::vector<std::string> lines = lines_of(report);
  static const RE2 line(R"((?:not ok|ok) (\d+) - (?:[^#\\]|\\.)*(?: # SKIP (?:[^#\\]|\\.)*)?)");
  REQUIRE(lines.size() >= 2);
  CHECK(lines[0] == "TAP version 14");
  std::size_t tests = 0;
  std::size_t not_ok = 0;
  for (std::size_t i = 2; i < lines.size(); ++i) {
    if (lines[i].starts_with("  ")) continue;
    ++tests;
    not_ok += lines[i].starts_with("not ok ");
    std::size_t number = 0;
    if (!RE2::FullMatch(lines[i], line, &number) || number != tests)
      FAIL_CHECK("not a test line: " << lines[i].substr(0, 500));
  }
  CHECK(lines[1] == "1.." + std::to_string(tests));
  CHECK((run.exit_code == 0) == (not_ok == 0));
}

void check_gitlab(const std::string& report, const RunVerdict& run) {
  const Json issues = Json::parse(report);
  const auto findings = all_findings(run);
  REQUIRE(issues.size() == findings.size());
  std::set<std::string> fingerprints;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Json& issue = issues[i];
    CHECK(issue.at("check_name") == findings[i]->rule);
    CHECK_FALSE(issue.at("description").get<std::string>().empty());
    CHECK(fingerprints.insert(issue.at("fingerprint")).second);
    CHECK(
      std::set<std::string>{ "info", "minor", "major", "critical" }.contains(issue.at("severity")));
    CHECK_FALSE(issue.at("location").at("path").get<std::string>().empty());
    CHECK(issue.at("location").at("lines").at("begin").get<int>() >= 1);
  }
}

// The text without its code blocks and code spans, whose content means nothing.
std::string outside_code(const std::string& markdown) {
  std::string text;
  std::string fence;
  static const RE2 fence_line(" *(```+)(?:text)?");
  for (const std::string& line : lines_of(markdown)) {
    std::string mark;
    if (RE2::FullMatch(line, fence_line, &mark) && (fence.empty() || fence == mark)) {
      fence = fence.empty() ? mark : "";
      continue;
    }
    if (fence.empty()) text += line + "\n";
  }
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\\') {
      at += 2;
      continue;
    }
    if (text[at] != '`') {
      result += text[at++];
      continue;
    }
    const std::size_t length = text.find_first_not_of('`', at) - at;
    const std::string run(length, '`');
    std::size_t close = at + length;
    do {
      close = text.find(run, close);
      if (close == std::string::npos) return result + text.substr(at);
      const std::size_t end = std::min(text.find_first_not_of('`', close), text.size());
      if (end - close == length) break;
      close = end;
    } while (true);
    at = close + length;
  }
  return result;
}

void check_markdown(const std::string& report) {
  std::string text = outside_code(report);
  RE2::GlobalReplace(&text, "<span>@</span>", "");
  CAPTURE(text.substr(0, 2000));
  for (const std::string_view raw : { "<", "](", "://", "@", "![", "www." })
    CHECK(text.find(raw) == std::string::npos);
}

// Elements nest, attributes are quoted, only elements of ours, nothing that runs or loads.
void check_html(const std::string& report) {
  static const RE2 token(
    R"((?s)(<!doctype html>|<(/?)([a-z0-9]+)((?: [a-z-]+="[^"<>]*")*)>|[^<]+))");
  static const std::set<std::string> known{
    "html",    "head",  "meta",    "title",  "style", "body",    "a",       "main",  "nav",
    "section", "h1",    "h2",      "h3",     "p",     "div",     "span",    "ul",    "ol",
    "li",      "table", "thead",   "tbody",  "tr",    "th",      "td",      "small", "code",
    "pre",     "mark",  "article", "strong", "em",    "details", "summary", "footer"
  };
  static const RE2 loads(R"( (src|on[a-z]+|action|srcset)=| href="[^#])");
  std::vector<std::string> open;
  re2::StringPiece rest(report.data(), report.size());
  std::string whole, closing, element, attributes;
  while (!rest.empty()) {
    element.clear();
    if (!RE2::Consume(&rest, token, &whole, &closing, &element, &attributes)) {
      FAIL_CHECK("not HTML: " << std::string(rest.data(), std::min<std::size_t>(rest.size(), 200)));
      return;
    }
    if (element.empty()) continue;
    if (!known.contains(element)) FAIL_CHECK("unknown element: " << element);
    if (RE2::PartialMatch(attributes, loads)) FAIL_CHECK("loads or runs: " << attributes);
    if (element == "meta") continue;
    if (closing.empty()) {
      open.push_back(element);
    } else {
      REQUIRE(!open.empty());
      if (open.back() != element) FAIL_CHECK(element << " closes " << open.back());
      open.pop_back();
    }
  }
  CHECK(open.empty());
  CHECK(report.find("url(") == std::string::npos);
}

// One line for each name, whatever the repository says.
void check_values(const std::string& report, const RunVerdict& run) {
  std::string names;
  for (const std::string& line : lines_of(report)) names += line.substr(0, line.find('=') + 1);
  CHECK(names == "verdict=exit-code=claims-held=errors=warnings=waived=");
  CHECK(report.find(fmt::format("\nexit-code={}\n", run.exit_code)) != std::string::npos);
}

}  // namespace

void check_inert(std::string_view format, const std::string& report) {
  for (const std::string& line : lines_of(report)) {
    bool inert = printable(line, line.size()) == line;
    if (format != "github") inert &= !begins_log_command(line);
    for (std::size_t at = line.find("##"); at != std::string::npos; at = line.find("##", at + 1))
      inert &= !opens_log_command(line, at + 1);
    if (!inert) FAIL_CHECK("not inert: " << printable(line, 300));
  }
  SUCCEED();
}

void check_report(std::string_view format, const std::string& report, const RunVerdict& run) {
  CAPTURE(std::string(format));
  CHECK(report.size() < (4u << 20));
  check_inert(format, report);
  if (format == "json") CHECK(Json::parse(report).at("exit_code").get<int>() == run.exit_code);
  if (format == "sarif") check_sarif(report, run);
  if (format == "github") check_github(report, run);
  if (format == "junit") check_junit(report, run);
  if (format == "tap") check_tap(report, run);
  if (format == "gitlab") check_gitlab(report, run);
  if (format == "markdown") check_markdown(report);
  if (format == "html") check_html(report);
  if (format == "values") check_values(report, run);
}

void check_every_format(const RunVerdict& run) {
  for (const Format& format : formats()) {
    const std::string report = format.write(run, {});
    CHECK(format.write(run, {}) == report);
    check_report(format.id, report, run);
  }
}

RunVerdict with_rules(RunVerdict run) {
  run.rules.clear();
  for (const Rule* rule : all_rules())
    run.rules.push_back({ std::string(rule->id), rule->level, rule->incomplete,
                          std::string(rule->title), std::string(rule->why),
                          std::string(rule->fix) });
  return run;
}

}  // namespace reallyopen
