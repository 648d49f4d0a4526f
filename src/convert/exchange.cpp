#include "convert/exchange.h"

#include <fmt/format.h>

#include <algorithm>

namespace reallyopen {
namespace {

constexpr ExchangeFormat format_rows[] = {
  { "mof", "Model Openness Framework record, as the Model Openness Tool reads it", "*.yml",
    write_mof, read_mof },
  { "card", "front matter of a Hugging Face model card", "README.md", write_card, read_card },
  { "cyclonedx", "CycloneDX 1.6 ML-BOM", "*.cdx.json", write_cyclonedx, nullptr },
  { "spdx", "SPDX 3.0.1 with the AI and Dataset profiles", "*.spdx.json", write_spdx, nullptr },
  { "eu-summary", "summary of the training content, on the headings of the EU's template", "*.md",
    write_eu_summary, nullptr },
  { "citation", "citation file", "CITATION.cff", write_citation, nullptr },
};

std::string described(const Problems& problems) {
  std::string lines;
  for (const Problem& problem : problems)
    lines += fmt::format("{}{}:{}:{}: {}{}", lines.empty() ? "" : "\n", problem.place.path,
                         problem.place.line, problem.place.column, problem.message,
                         problem.fix.empty() ? "" : "; " + problem.fix);
  return lines;
}

}  // namespace

UnreadableExchange::UnreadableExchange(const Problems& problems)
    : std::runtime_error(described(problems)) {}

std::span<const ExchangeFormat> exchange_formats() { return format_rows; }

const ExchangeFormat* find_exchange_format(std::string_view id) {
  const auto row = std::ranges::find(format_rows, id, &ExchangeFormat::id);
  return row == std::end(format_rows) ? nullptr : &*row;
}

}  // namespace reallyopen
