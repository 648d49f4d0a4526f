#include "environment/requirements.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "text/printable.h"

namespace reallyopen {
namespace {

std::string_view trim(std::string_view text) {
  constexpr std::string_view space = " \t\r";
  const std::size_t first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

std::string_view without_comment(std::string_view line) {
  if (line.starts_with('#')) return {};
  const std::size_t comment = std::min(line.find(" #"), line.find("\t#"));
  return trim(line.substr(0, comment));
}

// A URL that names one content: a commit, a digest, or an archive of one version.
Pin pin_of_url(std::string_view url) {
  static const RE2 commit("(?i).*@[0-9a-f]{40}(?:[#?].*)?");
  static const RE2 digest("(?i).*[#&](?:sha256|sha512)=[0-9a-f]{32,}.*");
  static const RE2 archive("(?i)(?:https?|file)://.*\\.(?:whl|tar\\.gz|zip|tar\\.bz2)(?:[#?].*)?");
  if (RE2::FullMatch(url, digest)) return Pin::hashed;
  if (RE2::FullMatch(url, commit)) return Pin::hashed;
  return RE2::FullMatch(url, archive) ? Pin::exact : Pin::open;
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
    std::string_view line = without_comment(trim(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
    const bool continues = line.ends_with('\\');
    if (continues) line.remove_suffix(1);
    if (joins)
      lines.back().text += fmt::format(" {}", trim(line));
    else if (!line.empty())
      lines.push_back({ std::string(trim(line)), number });
    joins = continues && !lines.empty();
  }
  return lines;
}

}  // namespace

PackageRequirement read_requirement(std::string_view text) {
  static const RE2 local("(?:-e +|--editable[= ]+)?\\.{0,2}/?[\\w./-]*(?:\\[[\\w, -]*\\])?");
  static const RE2 named("([A-Za-z0-9][A-Za-z0-9._-]*) *(?:\\[[^\\]]*\\])? *(.*)");
  static const RE2 exact("(?:.*,)? *={2,3} *([A-Za-z0-9.!+_-]+) *(?:,.*)?");
  text = trim(text);
  PackageRequirement requirement;
  const bool is_editable = text.starts_with("-e") || text.starts_with("--editable");
  if (text.empty() || (text.starts_with('-') && !is_editable)) return requirement;
  const bool hashed = text.find("--hash") != std::string_view::npos;
  text = trim(text.substr(0, text.find(" --")));
  if (const std::size_t marker = text.find(" ;"); marker != std::string_view::npos)
    text = trim(text.substr(0, marker));
  if (text.find("://") != std::string_view::npos) {
    const std::size_t at = text.find(" @");
    requirement.pin = pin_of_url(text.substr(at == std::string_view::npos ? 0 : at + 2));
    if (at != std::string_view::npos)
      requirement.name = package_name(text.substr(0, text.find_first_of(" [")));
    return requirement;
  }
  const bool is_local = text.starts_with('.') || is_editable ||
                        (text.find('/') != std::string_view::npos);
  if (is_local && RE2::FullMatch(text, local)) return requirement;
  if (const std::size_t marker = text.find(';'); marker != std::string_view::npos)
    text = trim(text.substr(0, marker));
  re2::StringPiece name;
  re2::StringPiece specifier;
  if (!RE2::FullMatch(text, named, &name, &specifier)) return { .pin = Pin::open };
  requirement.name = package_name({ name.data(), name.size() });
  requirement.pin = Pin::open;
  if (RE2::FullMatch(specifier, exact, &requirement.version))
    requirement.pin = hashed ? Pin::hashed : Pin::exact;
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
    if (requirement.pin == Pin::exact) list.firmness = std::min(list.firmness, Firmness::exact);
    if (requirement.pin != Pin::open || list.loose) continue;
    list.firmness = Firmness::ranges;
    list.loose = LooseLine{ .place = { .path = std::string(path),
                                       .line = line.line,
                                       .column = 1,
                                       .width = static_cast<int>(code_points(line.text)) },
                            .what = fmt::format("`{}` may change", printable(line.text, 80)) };
  }
  if (list.loose) list.firmness = Firmness::ranges;
  if (any) return list;
  if (includes) return {};
  list.firmness = Firmness::ranges;
  list.loose = LooseLine{ .place = { .path = std::string(path) }, .what = "no package is listed" };
  return list;
}

}  // namespace reallyopen
