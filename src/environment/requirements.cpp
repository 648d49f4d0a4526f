#include "environment/requirements.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/letters.h"
#include "text/pattern.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

std::string_view without_comment(std::string_view line) {
  if (line.starts_with('#')) return {};
  const std::size_t comment = std::min(line.find(" #"), line.find("\t#"));
  return trimmed(line.substr(0, comment));
}

// A URL that names one content: a commit, a digest, or an archive of one version.
Pin pin_of_url(std::string_view url) {
  static const Pattern commit("(?i).*@[0-9a-f]{40}(?:[#?].*)?", "@");
  static const Pattern digest("(?i).*[#&](?:sha256|sha512)=[0-9a-f]{32,}.*", "sha256=|sha512=");
  static const Pattern archive(
    "(?i)(?:https?|file)://.*\\.(?:whl|tar\\.gz|zip|tar\\.bz2)(?:[#?].*)?", ".whl|.tar.|.zip");
  if (digest.matches(url)) return Pin::hashed;
  if (commit.matches(url)) return Pin::hashed;
  return archive.matches(url) ? Pin::exact : Pin::open;
}

// Logical lines: `\` at the end joins the next.
struct LogicalLine {
  std::string text;
  int line = 0;
};

std::vector<LogicalLine> logical_lines(std::string_view text) {
  std::vector<LogicalLine> lines;
  bool joins = false;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = without_comment(trimmed(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
    const bool continues = line.ends_with('\\');
    if (continues) line.remove_suffix(1);
    if (joins)
      lines.back().text += fmt::format(" {}", trimmed(line));
    else if (!line.empty())
      lines.push_back({ std::string(trimmed(line)), number });
    joins = continues && !lines.empty();
  }
  return lines;
}

// `torch` of `torch[cuda] == 2.1`; empty where no name can begin so.
std::string_view leading_package_name(std::string_view text) {
  if (text.empty() || !(is_ascii_letter(text[0]) || is_digit(text[0]))) return {};
  const auto goes_on = [](char letter) {
    return is_word_letter(letter) || letter == '.' || letter == '-';
  };
  return text.substr(
    0, static_cast<std::size_t>(std::ranges::find_if_not(text, goes_on) - text.begin()));
}

// Without `[cuda]`.
std::string_view behind_extras(std::string_view text) {
  const std::size_t end = text.starts_with('[') ? text.find(']') : std::string_view::npos;
  return end == std::string_view::npos ? text : trimmed(text.substr(end + 1));
}

// `2.1` of `>=2, ==2.1`; empty where no version alone is asked for.
std::string_view exact_version(std::string_view specifiers) {
  std::string_view exact;
  const auto goes_on = [](char letter) {
    return is_word_letter(letter) ||
           std::string_view(".!+-").find(letter) != std::string_view::npos;
  };
  while (!specifiers.empty()) {
    const std::size_t comma = std::min(specifiers.find(','), specifiers.size());
    std::string_view one = trimmed(specifiers.substr(0, comma));
    specifiers.remove_prefix(std::min(comma + 1, specifiers.size()));
    if (!one.starts_with("==")) continue;
    one = trimmed(one.substr(one.starts_with("===") ? 3 : 2));
    if (!one.empty() && std::ranges::all_of(one, goes_on)) exact = one;
  }
  return exact;
}

}  // namespace

PackageRequirement read_requirement(std::string_view text) {
  static const Pattern local("(?:-e +|--editable[= ]+)?\\.{0,2}/?[\\w./-]*(?:\\[[\\w, -]*\\])?");
  text = trimmed(text);
  PackageRequirement requirement;
  const bool is_editable = text.starts_with("-e") || text.starts_with("--editable");
  if (text.empty() || (text.starts_with('-') && !is_editable)) return requirement;
  const bool hashed = text.find("--hash") != std::string_view::npos;
  text = trimmed(text.substr(0, text.find(" --")));
  if (const std::size_t marker = text.find(" ;"); marker != std::string_view::npos)
    text = trimmed(text.substr(0, marker));
  if (text.find("://") != std::string_view::npos) {
    const std::size_t at = text.find(" @");
    requirement.pin = pin_of_url(text.substr(at == std::string_view::npos ? 0 : at + 2));
    if (at != std::string_view::npos)
      requirement.name = package_name(text.substr(0, text.find_first_of(" [")));
    return requirement;
  }
  const bool is_local = text.starts_with('.') || is_editable ||
                        (text.find('/') != std::string_view::npos);
  if (is_local && local.matches(text)) return requirement;
  if (const std::size_t marker = text.find(';'); marker != std::string_view::npos)
    text = trimmed(text.substr(0, marker));
  const std::string_view name = leading_package_name(text);
  if (name.empty()) return { .pin = Pin::open };
  requirement.name = package_name(name);
  requirement.pin = Pin::open;
  requirement.version = exact_version(behind_extras(trimmed(text.substr(name.size()))));
  if (!requirement.version.empty()) requirement.pin = hashed ? Pin::hashed : Pin::exact;
  return requirement;
}

PackageList read_requirements(std::string_view path, std::string_view text) {
  PackageList list{ .firmness = Firmness::locked };
  bool any = false;
  bool includes = false;
  for (const LogicalLine& line : logical_lines(text)) {
    const PackageRequirement requirement = read_requirement(line.text);
    includes |= line.text.starts_with("-r") || line.text.starts_with("--requirement");
    if (requirement.pin == Pin::none) continue;
    any = true;
    if (!requirement.version.empty())
      list.packages.push_back({ requirement.name, requirement.version, line.line });
    else if (!requirement.name.empty())
      list.unversioned.push_back(requirement.name);
    if (requirement.pin == Pin::exact) list.firmness = std::min(list.firmness, Firmness::exact);
    if (requirement.pin != Pin::open || list.loose) continue;
    list.firmness = Firmness::ranges;
    list.loose = LooseLine{ .place = { .path = std::string(path),
                                       .line = line.line,
                                       .column = 1,
                                       .width = static_cast<int>(code_points(line.text)) },
                            .what = fmt::format("`{}` may change", printable(line.text, 80)) };
  }
  list.takes_others = includes;
  if (list.loose) list.firmness = Firmness::ranges;
  if (any) return list;
  if (includes) return {};
  list.firmness = Firmness::ranges;
  list.loose = LooseLine{ .place = { .path = std::string(path) }, .what = "no package is listed" };
  return list;
}

}  // namespace reallyopen
