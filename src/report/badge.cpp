#include "report/badge.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "report/cells.h"
#include "report/xml_text.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr int cell_width = 7;  // pixels of one character at 11 px
constexpr int padding = 6;

std::string spoken_id(std::string_view id) {
  std::string words = printable(id, 60);
  std::ranges::replace(words, '-', ' ');
  return words;
}

std::string escaped(std::string_view text) { return escape_xml(printable(text, 200)); }

int width_of(std::string_view text) { return cells(text) * cell_width + 2 * padding; }

}  // namespace

Badge badge_for(const ModelVerdict& model, const ClaimVerdict& claim) {
  Badge badge{ .label = spoken_id(claim.id), .message = "", .colour = "" };
  const auto accepted = std::ranges::count_if(model.findings, is_accepted);
  switch (claim.verdict) {
    case Verdict::holds:
      badge.message = accepted == 0 ? "shown" : fmt::format("shown, {} accepted", accepted);
      badge.colour = "#2b7a3d";
      break;
    case Verdict::incomplete:
      badge.message = "cannot tell";
      badge.colour = "#8a6d00";
      break;
    case Verdict::fails:
      badge.message = fmt::format("not shown ({} %)", static_cast<int>(claim.progress));
      badge.colour = "#666666";
      break;
  }
  return badge;
}

std::string badge_svg(const Badge& badge) {
  const int left = width_of(badge.label);
  const int right = width_of(badge.message);
  const std::string label = escaped(badge.label);
  const std::string message = escaped(badge.message);
  return fmt::format(
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"20\" role=\"img\" "
    "aria-label=\"{3}: {4}\">\n"
    "  <title>{3}: {4}</title>\n"
    "  <rect width=\"{1}\" height=\"20\" fill=\"#333333\"/>\n"
    "  <rect x=\"{1}\" width=\"{2}\" height=\"20\" fill=\"{5}\"/>\n"
    "  <g fill=\"#ffffff\" text-anchor=\"middle\" font-family=\"Verdana,DejaVu Sans,sans-serif\" "
    "font-size=\"11\">\n"
    "    <text x=\"{6}\" y=\"14\">{3}</text>\n"
    "    <text x=\"{7}\" y=\"14\">{4}</text>\n"
    "  </g>\n"
    "</svg>\n",
    left + right, left, right, label, message, badge.colour, left / 2, left + right / 2);
}

std::string badge_json(const Badge& badge) {
  const nlohmann::ordered_json json{ { "schemaVersion", 1 },
                                     { "label", badge.label },
                                     { "message", badge.message },
                                     { "color", badge.colour } };
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace reallyopen
