#include "repository/submodules.h"

#include "repository/path.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_submodules = 1000;

// A value without its quotes, escapes and comment.
std::string value_of(std::string_view text) {
  std::string value;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char letter = text[i];
    if (letter == '"') {
      quoted = !quoted;
    } else if (letter == '\\' && i + 1 < text.size()) {
      value += text[++i];
    } else if (!quoted && (letter == '#' || letter == ';')) {
      break;
    } else {
      value += letter;
    }
  }
  return std::string(trimmed(value));
}

void set(Submodule& submodule, std::string_view line, int number) {
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos) return;
  const std::string key = lower(trimmed(line.substr(0, equals)));
  if (key == "path") submodule.path = value_of(line.substr(equals + 1));
  if (key != "url") return;
  submodule.url = value_of(line.substr(equals + 1));
  submodule.line = number;
}

}  // namespace

std::vector<Submodule> read_submodules(std::string_view text) {
  std::vector<Submodule> submodules;
  bool inside = false;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.starts_with('[')) {
      if (submodules.size() == most_submodules) break;
      inside = lower(line).starts_with("[submodule");
      if (inside) submodules.emplace_back();
    } else if (inside && !line.starts_with('#') && !line.starts_with(';')) {
      set(submodules.back(), line, number);
    }
  }
  std::erase_if(submodules,
                [](const Submodule& one) { return one.path.empty() || one.url.empty(); });
  return submodules;
}

std::string repository_of_url(std::string_view url) {
  const std::size_t scheme = url.find("://");
  const bool has_scheme = scheme != std::string_view::npos;
  if (has_scheme) url.remove_prefix(scheme + 3);
  const std::size_t host_end = url.find_first_of(has_scheme ? "/" : ":");
  if (host_end == std::string_view::npos) return "";
  std::string_view host = url.substr(0, host_end);
  if (const std::size_t at = host.rfind('@'); at != std::string_view::npos)
    host.remove_prefix(at + 1);
  if (has_scheme) host = host.substr(0, host.find(':'));
  const std::vector<std::string_view> names = split_path(
    url.substr(host_end + 1, url.find_first_of("?#") - host_end - 1));
  if (host.find('.') == std::string_view::npos || names.size() < 2) return "";
  std::string_view name = names[1];
  if (name.ends_with(".git")) name.remove_suffix(4);
  const std::string known = host == "raw.githubusercontent.com" ? "github.com" : std::string(host);
  return lower(known + "/" + std::string(names[0]) + "/" + std::string(name));
}

}  // namespace reallyopen
