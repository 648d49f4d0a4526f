#include "weights/checksums.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_lines = 200'000;

// MD5, SHA-1, SHA-224, SHA-256, SHA-384, SHA-512 and what is as long.
bool is_digest(std::string_view text) {
  constexpr std::array<std::size_t, 6> lengths = { 32, 40, 56, 64, 96, 128 };
  return std::ranges::find(lengths, text.size()) != lengths.end() &&
         std::ranges::all_of(text, is_hex_digit);
}

Checksum checksum(std::string_view path, std::string_view digest, bool is_sha256, int line) {
  while (path.starts_with("./")) path.remove_prefix(2);
  return { std::string(path), is_sha256 ? lower(digest) : "", line };
}

// GNU writes `\` before the digest where the name holds escapes.
std::string unescaped(std::string_view name) {
  std::string result;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] != '\\' || i + 1 == name.size()) {
      result += name[i];
      continue;
    }
    const char next = name[++i];
    result += next == 'n' ? '\n' : next == 'r' ? '\r' : next;
  }
  return result;
}

// `<digest>  name`, `<digest> *name`
std::optional<Checksum> read_plain(std::string_view line, int number) {
  const bool escaped = line.starts_with('\\');
  if (escaped) line.remove_prefix(1);
  const std::size_t space = line.find_first_of(" \t");
  if (space == std::string_view::npos || !is_digest(line.substr(0, space))) return std::nullopt;
  std::string_view name = line.substr(space);
  name.remove_prefix(std::min(name.find_first_not_of(" \t"), name.size()));
  if (name.starts_with('*')) name.remove_prefix(1);
  if (name.empty()) return std::nullopt;
  return checksum(escaped ? unescaped(name) : name, line.substr(0, space), space == 64, number);
}

// `SHA256 (name) = <digest>`, and `SHA2-256(name)= <digest>` of openssl.
std::optional<Checksum> read_bsd(std::string_view line, int number) {
  const std::size_t open = line.find('(');
  const std::size_t close = line.rfind(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open)
    return std::nullopt;
  const std::string algorithm = lower(trimmed(line.substr(0, open)));
  std::string_view rest = trimmed(line.substr(close + 1));
  if (algorithm.empty() || !rest.starts_with('=')) return std::nullopt;
  rest = trimmed(rest.substr(1));
  const std::string_view name = line.substr(open + 1, close - open - 1);
  if (!is_digest(rest) || name.empty()) return std::nullopt;
  constexpr std::array<std::string_view, 3> names = { "sha256", "sha2-256", "sha-256" };
  return checksum(name, rest,
                  rest.size() == 64 && std::ranges::find(names, algorithm) != names.end(), number);
}

// The cells of a line of a table; `"` quotes, and doubled stands for itself.
std::vector<std::string> cells(std::string_view line, char separator) {
  std::vector<std::string> result(1);
  bool in_quotes = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && in_quotes && i + 1 < line.size() && line[i + 1] == '"')
      result.back() += line[++i];
    else if (line[i] == '"')
      in_quotes = !in_quotes;
    else if (line[i] == separator && !in_quotes)
      result.emplace_back();
    else
      result.back() += line[i];
  }
  for (std::string& cell : result) cell = std::string(trimmed(cell));
  return result;
}

struct Table {
  char separator = ',';
  std::size_t path = 0;
  std::size_t digest = 0;
};

std::optional<std::size_t> column(const std::vector<std::string>& header,
                                  std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    for (std::size_t i = 0; i < header.size(); ++i)
      if (lower(header[i]) == name) return i;
  return std::nullopt;
}

std::optional<Table> read_table_header(std::string_view line) {
  for (const char separator : { ',', '\t', ';' }) {
    const std::vector<std::string> header = cells(line, separator);
    const auto path = column(
      header, { "path", "file", "filename", "file_name", "filepath", "file_path", "name" });
    const auto digest = column(
      header, { "sha256", "sha-256", "sha256sum", "sha_256", "lfs_oid", "oid", "digest", "checksum",
                "hash", "md5", "sha1", "sha512" });
    if (path && digest) return Table{ separator, *path, *digest };
  }
  return std::nullopt;
}

std::optional<Checksum> read_row(const Table& table, std::string_view line, int number) {
  const std::vector<std::string> row = cells(line, table.separator);
  if (row.size() <= std::max(table.path, table.digest)) return std::nullopt;
  std::string_view digest = row[table.digest];
  if (digest.starts_with("sha256:")) digest.remove_prefix(7);
  if (!is_digest(digest) || row[table.path].empty()) return std::nullopt;
  return checksum(row[table.path], digest, digest.size() == 64, number);
}

}  // namespace

Checksums read_checksums(std::string_view text) {
  Checksums result;
  std::optional<Table> table;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  bool first = true;
  for (int number = 1; !text.empty(); ++number) {
    if (static_cast<std::size_t>(number) > most_lines) {
      result.over_limit = true;
      break;
    }
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.starts_with('#')) continue;
    if (first) table = read_table_header(line);
    if (std::exchange(first, false) && table) continue;
    std::optional<Checksum> row = table ? read_row(*table, line, number) : read_plain(line, number);
    if (!row && !table) row = read_bsd(line, number);
    if (row)
      result.rows.push_back(std::move(*row));
    else if (result.unread_line == 0)
      result.unread_line = number;
  }
  return result;
}

}  // namespace reallyopen
