#include "report/inert.h"

#include "support/catch.h"
#include "text/printable.h"
#include "unit/report/sample_run.h"

using namespace reallyopen;
using namespace reallyopen::sample;

namespace {

// Every text a repository or policy can bring into a report, set to `hostile`.
RunVerdict run_full_of(const std::string& hostile) {
  ModelVerdict model = failing_model();
  model.manifest = model.name = model.version = hostile;
  for (Finding& finding : model.findings) {
    finding.rule = finding.message = finding.hint = finding.fix = hostile;
    finding.component = finding.fingerprint = hostile;
    finding.place.path = finding.place.line_text = hostile;
  }
  for (ComponentEvidence& component : model.components) {
    component.field = component.reason = component.step = hostile;
    component.places = { { hostile, 1, 1, 1, hostile } };
  }
  for (ClaimVerdict& claim : model.claims) {
    claim.id = hostile;
    for (Unmet& unmet : claim.unmet) {
      unmet.component = unmet.needs = unmet.why = unmet.lacking = unmet.step = hostile;
      unmet.place = { hostile, 1 };
    }
  }
  RunVerdict run = run_of({ model, model });
  run.subject.description = hostile;
  run.subject.revision = hostile;
  return run;
}

const std::vector<std::string> hostile_texts = {
  "::error::pwned",
  "  \u3000\u00a0::warning file=x::pwned",
  "x ::add-mask::y ::debug::z " + std::string(90, 'w') + " ::error::after a break",
  "\n::error::pwned\r\n::error::pwned",
  "##[error]pwned ##vso[task.setvariable variable=a]b ###[group]",
  "\x1b[2J\x1b]0;title\x07 \x9b"
  "31m \u009b\u0085 \u2028::error::x",
  "\u202e\u2066\u200b\ufeff bidirectional",
  std::string("nul \0 del \x7f", 11),
  "\xff\xfe\xc0\xaf\xed\xa0\x80 not UTF-8 \xf0\x9f",
  "\U000e0041\U0001f600\U0010ffff",
  "</script><img src=x> `code` [a](javascript:b)",
  "{} {0} %s %n \" \\ \\u0000",
  "\t\t:tabs",
  "",
};

// What a CI runner or terminal would obey.
void check_output(std::string_view format, const std::string& output) {
  REQUIRE(is_valid_utf8(output));
  REQUIRE(output.ends_with("\n"));
  for (std::size_t at = 0; at < output.size();) {
    const std::size_t end = output.find('\n', at);
    const std::string line = output.substr(at, end - at);
    at = end + 1;
    INFO(printable(line, 10000));
    // printable() changes exactly what is not inert.
    CHECK(printable(line, 1000000) == line);
    // Its lines are commands of ours, and no others: unit/report/formats_test.cpp.
    if (format != "github") CHECK(!begins_log_command(line));
    CHECK(line.find("##[") == std::string::npos);
    CHECK(line.find("##vso[") == std::string::npos);
  }
}

}  // namespace

TEST_CASE("no text from a repository speaks to the terminal or the CI runner") {
  for (const std::string& hostile : hostile_texts) {
    const RunVerdict run = run_full_of(hostile);
    for (const Format& format : formats())
      for (const int width : { 0, 40, 80, 120 }) {
        INFO(format.id << " at " << width << ": " << printable(hostile));
        const std::string output = format.write(run, { .width = width });
        check_output(format.id, output);
        CHECK(format.write(run, { .width = width }) == output);
      }
  }
}

TEST_CASE("with colour, every escape sequence is one of ours") {
  for (const std::string& hostile : hostile_texts) {
    std::string output = text(run_full_of(hostile), { .colour = true });
    for (const std::string_view ours : { "\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[1;31m",
                                         "\x1b[1;33m", "\x1b[1;34m", "\x1b[1;32m" })
      for (std::size_t at; (at = output.find(ours)) != std::string::npos;)
        output.erase(at, ours.size());
    check_output("text", output);
  }
}

TEST_CASE("a path that looks like a command stays a path") {
  ModelVerdict model = holding_model();
  model.findings = { path_missing() };
  model.findings[0].place.path = "::error::x";
  CHECK(text(run_of({ model })).starts_with("./::error::x:31:12: error: "));
}

TEST_CASE("what a runner takes for a command") {
  CHECK(begins_log_command("::error::x"));
  CHECK(begins_log_command(" \u3000 ::error::x"));
  CHECK(begins_log_command("\x1b[1m::error::x"));
  CHECK(!begins_log_command("a ::error::x"));
  CHECK(!begins_log_command(":error"));
  CHECK(inert("##[error]") == "#\\x23[error]");
  CHECK(inert("## [1.0] and #[x] and C## [") == "## [1.0] and #[x] and C## [");
}
