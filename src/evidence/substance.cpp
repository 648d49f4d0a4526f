#include "evidence/substance.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "script/stub.h"
#include "text/letters.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

// Longer texts say more than "later": measured on public repositories, promises stand alone in one
// or two lines.
constexpr std::size_t longest_promise = 400;

struct CommentStyle {
  std::string_view line;         // starts a comment until the end of the line
  std::string_view block_start;  // and one over several lines
  std::string_view block_end;
};

struct ExtensionStyle {
  std::string_view extension;
  CommentStyle style;
};

constexpr CommentStyle hash{ "#", "", "" };
constexpr CommentStyle slashes{ "//", "/*", "*/" };
constexpr CommentStyle dashes{ "--", "", "" };
constexpr CommentStyle headings{ "#", "<!--", "-->" };

constexpr std::array styles = std::to_array<ExtensionStyle>({
  { ".py", hash },        { ".sh", hash },
  { ".bash", hash },      { ".zsh", hash },
  { ".yaml", hash },      { ".yml", hash },
  { ".toml", hash },      { ".txt", hash },
  { ".cfg", hash },       { ".ini", hash },
  { ".r", hash },         { ".jl", hash },
  { ".rb", hash },        { ".pl", hash },
  { ".slurm", hash },     { ".sbatch", hash },
  { ".lock", hash },      { ".nix", hash },
  { "Dockerfile", hash }, { "Makefile", hash },
  { ".c", slashes },      { ".cc", slashes },
  { ".cpp", slashes },    { ".cu", slashes },
  { ".h", slashes },      { ".hpp", slashes },
  { ".js", slashes },     { ".ts", slashes },
  { ".go", slashes },     { ".rs", slashes },
  { ".java", slashes },   { ".scala", slashes },
  { ".swift", slashes },  { ".kt", slashes },
  { ".lua", dashes },     { ".sql", dashes },
  { ".md", headings },    { ".rst", CommentStyle{} },
});

CommentStyle style_of(std::string_view path) {
  for (const ExtensionStyle& row : styles)
    if (path.ends_with(row.extension)) return row.style;
  return {};
}

std::string_view trim(std::string_view text) { return trimmed(text, " \t\r\n\v\f"); }

std::string without_comments(std::string_view content, const CommentStyle& style) {
  std::string result;
  bool in_block = false;
  while (!content.empty()) {
    const std::size_t end = std::min(content.find('\n'), content.size());
    const std::string_view line = trim(content.substr(0, end));
    content.remove_prefix(std::min(end + 1, content.size()));
    if (!in_block && !style.block_start.empty() && line.starts_with(style.block_start))
      in_block = true;
    if (in_block) {
      in_block = line.find(style.block_end) == std::string_view::npos;
      continue;
    }
    if (line.empty() || (!style.line.empty() && line.starts_with(style.line))) continue;
    result += line;
    result += '\n';
  }
  return result;
}

SubstanceResult find_promise(std::string_view content) {
  static const Pattern pattern(
    "(?i)(coming soon|available soon|stay tuned|"
    "(?:will|shall) be (?:\\w+ )?(?:released|published|available|added|uploaded|open[- ]?sourced)|"
    "to be (?:released|added|published|announced|done|determined)|"
    "not (?:yet )?(?:been )?(?:released|available|published|implemented)|"
    "\\bT\\.?B\\.?[AD]\\b|NotImplementedError|即将(?:发布|开源|公开)|敬请期待)",
    "oon|tuned|l be |to be |not |tb|t.b|notimplemented|即将|敬请期待");
  std::string_view promise;
  if (!pattern.found_in(content, promise)) return {};
  const auto at = static_cast<std::size_t>(promise.data() - content.data());
  const std::size_t begin = content.rfind('\n', at) + 1;
  const auto number = 1 + std::ranges::count(content.substr(0, at), '\n');
  return { Substance::promise, static_cast<int>(number),
           std::string(trim(content.substr(begin, content.find('\n', at) - begin))) };
}

}  // namespace

bool is_binary(std::string_view content) {
  return content.substr(0, 8192).find('\0') != std::string_view::npos;
}

SubstanceResult judge_substance(std::string_view path, std::string_view content) {
  if (is_binary(content)) return {};
  const std::string_view text = trim(content);
  if (text.empty() || text == "{}" || text == "[]" || text == "null" || text == "---")
    return { Substance::empty, 0, "" };
  const bool is_short = text.size() <= longest_promise;
  // A short script may speak of what is left out and do its work all the same.
  const bool works = is_short && path.ends_with(".py") &&
                     has_python_work(list_python_statements(text));
  if (is_short && !works) {
    SubstanceResult promise = find_promise(content);
    if (promise.substance == Substance::promise) return promise;
  }
  if (without_comments(text, style_of(path)).empty()) return { Substance::comments_only, 0, "" };
  return {};
}

}  // namespace reallyopen
