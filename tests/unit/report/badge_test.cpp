#include "report/badge.h"

#include <nlohmann/json.hpp>

#include "support/catch.h"

using namespace reallyopen;

TEST_CASE("a badge says no more than the verdict") {
  struct Row {
    Verdict verdict;
    int met;
    std::string message;
  };
  for (const Row& row :
       { Row{ Verdict::holds, 6, "shown" }, Row{ Verdict::fails, 5, "not shown (83 %)" },
         Row{ Verdict::incomplete, 5, "cannot tell" } }) {
    ClaimVerdict claim{ .id = "mof-class-3", .verdict = row.verdict, .met = row.met, .of = 6 };
    claim.progress = 100.0 * claim.met / claim.of;
    const Badge badge = badge_for({}, claim);
    CHECK(badge.label == "mof class 3");
    CHECK(badge.message == row.message);
    CHECK(badge_svg(badge).find(">" + row.message + "</text>") != std::string::npos);
    const auto json = nlohmann::json::parse(badge_json(badge));
    CHECK(json["schemaVersion"] == 1);
    CHECK(json["label"] == "mof class 3");
    CHECK(json["message"] == row.message);
    CHECK(json["color"] == badge.colour);
  }
  CHECK(badge_for({}, { .verdict = Verdict::holds }).colour !=
        badge_for({}, { .verdict = Verdict::fails }).colour);
}

TEST_CASE("a badge counts what was accepted, and does not take it for shown") {
  ModelVerdict model;
  model.findings.push_back({ .rule = "path-empty", .waived = Acceptance{ .reason = "later" } });
  model.findings.push_back({ .rule = "path-missing", .incomplete = true, .known = true });
  CHECK(badge_for(model, { .verdict = Verdict::holds }).message == "shown, 1 accepted");
  CHECK(badge_for(model, { .verdict = Verdict::fails }).message == "not shown (0 %)");
}

TEST_CASE("a badge fetches nothing, and text in it is text") {
  const std::string svg = badge_svg({ "<script>\"&'\x1b[1m", "a\nb", "#000000" });
  CHECK(svg.find("<script>") == std::string::npos);
  CHECK(svg.find('\x1b') == std::string::npos);
  CHECK(svg.find("&lt;script&gt;&quot;&amp;") != std::string::npos);
  CHECK(svg.find("href") == std::string::npos);
  // The namespace is the only address in it.
  CHECK(svg.find("http", svg.find("http") + 1) == std::string::npos);
}
