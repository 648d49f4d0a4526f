#include "evidence/licenses/license_in_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "license/license_ids.h"
#include "manifest/cursor.h"
#include "text/printable.h"
#include "text/utf8.h"

namespace reallyopen {

std::optional<LicenseStatement> license_in_text(const std::string& path, std::string text,
                                                std::size_t at, std::size_t length) {
  Document document{ .path = path, .text = std::move(text), .root = {}, .line_starts = {} };
  const std::string_view written = std::string_view(document.text).substr(at, length);
  LicenseStatement statement;
  statement.expression = expression_meant(written);
  if (statement.expression.empty()) return std::nullopt;
  document.line_starts = find_line_starts(document.text);
  statement.says = fmt::format("`{}`", printable(written, 80));
  statement.place = Cursor(document).place(at, static_cast<int>(code_points(written)));
  return statement;
}

std::optional<LicenseStatement> license_in_header(const std::string& path, std::string text) {
  constexpr std::string_view tag = "SPDX-License-Identifier:";
  constexpr std::string_view
    of_expressions = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.+:()- \t";
  const std::size_t tagged = text.find(tag);
  if (tagged == std::string::npos) return std::nullopt;
  const std::size_t at = std::min(text.find_first_not_of(" \t", tagged + tag.size()), text.size());
  std::size_t end = std::min(text.find_first_not_of(of_expressions, at), text.size());
  // A comment may end on the same line: `MIT -->`.
  while (end > at && std::string_view(" \t-:(").find(text[end - 1]) != std::string_view::npos)
    --end;
  return license_in_text(path, as_utf8(std::move(text)), at, end - at);
}

std::string unread_because(ReadStatus status, std::size_t limit) {
  switch (status) {
    case ReadStatus::complete:
      return "";
    case ReadStatus::over_limit:
      return fmt::format("it is larger than {} KiB", limit >> 10U);
    case ReadStatus::missing:
      return "its content is not in this clone";
    case ReadStatus::unreadable:
      return "it may not be read";
  }
  return "";
}

}  // namespace reallyopen
