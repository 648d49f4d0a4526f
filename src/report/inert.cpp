#include "report/inert.h"

#include <algorithm>
#include <array>

#include "text/printable.h"

namespace reallyopen {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The white space that printable() leaves as it is.
constexpr std::array<std::string_view, 17> spaces = {
  " ",      "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005",
  "\u2006", "\u2007", "\u2008", "\u2009", "\u200a", "\u202f", "\u205f", "\u3000",
};

// The bytes of the space or colour sequence at the front of `text`, or 0.
std::size_t leading_blank(std::string_view text) {
  for (const std::string_view space : spaces)
    if (text.starts_with(space)) return space.size();
  if (!text.starts_with("\x1b[")) return 0;
  const std::size_t end = text.find('m');
  return end == std::string_view::npos ? 0 : end + 1;
}

}  // namespace

bool opens_log_command(std::string_view text, std::size_t at) {
  if (at == 0 || at >= text.size() || text[at] != '#' || text[at - 1] != '#') return false;
  std::size_t next = at + 1;
  while (next < text.size() && is_letter(text[next])) ++next;
  return next < text.size() && text[next] == '[';
}

std::string inert(std::string_view text, std::size_t limit) {
  const std::string shown = printable(text, limit);
  std::string result;
  for (std::size_t at = 0; at < shown.size(); ++at) {
    if (opens_log_command(shown, at))
      result += "\\x23";
    else
      result += shown[at];
  }
  return result;
}

bool begins_log_command(std::string_view text) {
  while (const std::size_t blank = leading_blank(text)) text.remove_prefix(blank);
  return text.starts_with("::");
}

std::string inert_lines(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    while (line.ends_with(' ')) line.pop_back();
    if (begins_log_command(line)) line.replace(line.find("::"), 1, "\\x3a");
    result += line + '\n';
  }
  return result;
}

}  // namespace reallyopen
