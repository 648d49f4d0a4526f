#include "report/format.h"

namespace reallyopen {

// A format is one file that defines its function, named here.
std::string write_json(const RunVerdict&, const ReportOptions&);
std::string write_text(const RunVerdict&, const ReportOptions&);

namespace {

constexpr Format table[] = {
  { "text", "for people: findings with their lines, the verdict, the shortest way", write_text },
  { "json", "for programs: everything, by schemas/report.schema.json", write_json },
};

}  // namespace

std::span<const Format> formats() { return table; }

const Format* find_format(std::string_view id) {
  for (const Format& format : table)
    if (format.id == id) return &format;
  return nullptr;
}

}  // namespace reallyopen
