#include "draft/outline.h"

#include <fmt/format.h>

#include "manifest/write_scalar.h"
#include "text/printable.h"

namespace reallyopen {

void Outline::line(int depth, std::string_view content, std::string_view comment) {
  text_ += std::string(static_cast<std::size_t>(2 * depth), ' ');
  text_ += content;
  if (!comment.empty()) text_ += fmt::format("  # {}", printable(comment));
  text_ += '\n';
}

void Outline::comment(int depth, std::string_view words) {
  line(depth, fmt::format("# {}", printable(words)), "");
}

void Outline::open(int depth, std::string_view key, std::string_view comment) {
  line(depth, fmt::format("{}:", key), comment);
}

void Outline::text(int depth, std::string_view key, std::string_view value,
                   std::string_view comment) {
  line(depth, fmt::format("{}: {}", key, yaml_scalar(value)), comment);
}

void Outline::raw(int depth, std::string_view key, std::string_view value,
                  std::string_view comment) {
  line(depth, fmt::format("{}: {}", key, value), comment);
}

void Outline::list(int depth, std::string_view key, const std::vector<std::string>& values,
                   std::string_view comment) {
  if (values.size() == 1) return text(depth, key, values.front(), comment);
  open(depth, key, comment);
  for (const std::string& value : values) item(depth + 1, value);
}

void Outline::item(int depth, std::string_view value) {
  line(depth, fmt::format("- {}", yaml_scalar(value)), "");
}

void Outline::unknown(int depth, std::string_view key, std::string_view reason) {
  open(depth, key);
  raw(depth + 1, "status", "unknown");
  text(depth + 1, "reason", printable(reason));
}

}  // namespace reallyopen
