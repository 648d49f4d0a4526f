#include "weights/zip_archive.h"

#include <algorithm>

#include "bytes/little_endian.h"

namespace reallyopen {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t end_size = 22;
constexpr std::size_t locator_size = 20;
constexpr std::size_t large_end_size = 56;
constexpr std::size_t row_size = 46;
constexpr std::size_t most_zip_entries = 200'000;
constexpr std::uint64_t beyond_32_bits = 0xffffffff;

ZipDirectory broken(std::string problem) {
  return { .status = HeaderStatus::invalid, .problem = std::move(problem), .entries = {} };
}

struct Bounds64 {
  std::uint64_t rows = 0;
  std::uint64_t bytes = 0;
  std::uint64_t begin = 0;
};

// Large archives say it in a second record, which another one points at.
std::optional<Bounds64> bounds_of_large(std::string_view tail, std::uint64_t size,
                                        std::size_t end) {
  if (end < locator_size + large_end_size ||
      !tail.substr(end - locator_size).starts_with("PK\x06\x07"))
    return std::nullopt;
  const std::uint64_t at = number_at(tail, end - locator_size + 8, 8);
  const std::uint64_t skipped = size - tail.size();
  if (at < skipped || at - skipped > tail.size() - large_end_size) return std::nullopt;
  const std::string_view record = tail.substr(static_cast<std::size_t>(at - skipped));
  if (!record.starts_with("PK\x06\x06")) return std::nullopt;
  return Bounds64{ number_at(record, 32, 8), number_at(record, 40, 8), number_at(record, 48, 8) };
}

// What does not fit into 32 bits stands in a field of its own, in this order.
bool widen(std::string_view extra, ZipEntry& entry) {
  while (extra.size() >= 4) {
    const std::uint64_t kind = number_at(extra, 0, 2);
    const auto length = static_cast<std::size_t>(number_at(extra, 2, 2));
    if (length > extra.size() - 4) return false;
    std::string_view field = extra.substr(4, length);
    extra.remove_prefix(4 + length);
    if (kind != 1) continue;
    for (std::uint64_t* number : { &entry.size, &entry.packed, &entry.header }) {
      if (*number != beyond_32_bits) continue;
      if (field.size() < 8) return false;
      *number = number_at(field, 0, 8);
      field.remove_prefix(8);
    }
  }
  return true;
}

// Takes a row of the table from `table`.
std::optional<ZipEntry> take_row(std::string_view& table, std::uint64_t size) {
  if (table.size() < row_size || !table.starts_with("PK\x01\x02")) return std::nullopt;
  const auto name = static_cast<std::size_t>(number_at(table, 28, 2));
  const auto extra = static_cast<std::size_t>(number_at(table, 30, 2));
  const std::size_t whole = row_size + name + extra +
                            static_cast<std::size_t>(number_at(table, 32, 2));
  if (whole > table.size()) return std::nullopt;
  ZipEntry entry{ .name = std::string(table.substr(row_size, name)),
                  .stored = number_at(table, 10, 2) == 0,
                  .packed = number_at(table, 20, 4),
                  .size = number_at(table, 24, 4),
                  .header = number_at(table, 42, 4) };
  if (!widen(table.substr(row_size + name, extra), entry)) return std::nullopt;
  table.remove_prefix(whole);
  const bool fits = entry.header <= size && entry.packed <= size - entry.header;
  return fits ? std::optional(std::move(entry)) : std::nullopt;
}

}  // namespace

ZipDirectory read_zip_directory(std::string_view tail, std::uint64_t size) {
  if (tail.size() > size) return broken("it is cut off");
  const std::size_t end = tail.rfind("PK\x05\x06");
  if (end == std::string_view::npos || tail.size() - end < end_size) {
    if (tail.size() < std::min(size, longest_zip_end))
      return { .status = HeaderStatus::needs_more,
               .problem = {},
               .needed = std::min(size, longest_zip_end),
               .entries = {} };
    return broken("it starts like an archive and has no table of contents: it is cut off");
  }
  Bounds64 bounds{ number_at(tail, end + 10, 2), number_at(tail, end + 12, 4),
                   number_at(tail, end + 16, 4) };
  if (const auto large = bounds_of_large(tail, size, end)) bounds = *large;
  if (bounds.rows > most_zip_entries || bounds.bytes > longest_zip_directory)
    return { .status = HeaderStatus::unsupported,
             .problem = "the archive's table of contents is larger than is read",
             .entries = {} };
  if (bounds.begin > size || bounds.bytes > size - bounds.begin)
    return broken("the archive's table of contents is not where the end says");
  const std::uint64_t skipped = size - tail.size();
  if (bounds.begin < skipped)
    return { .status = HeaderStatus::needs_more,
             .problem = {},
             .needed = size - bounds.begin,
             .entries = {} };
  ZipDirectory directory;
  std::string_view table = tail.substr(static_cast<std::size_t>(bounds.begin - skipped),
                                       static_cast<std::size_t>(bounds.bytes));
  for (std::uint64_t row = 0; row < bounds.rows; ++row) {
    std::optional<ZipEntry> entry = take_row(table, size);
    if (!entry) return broken("the archive's table of contents is damaged");
    directory.entries.push_back(std::move(*entry));
  }
  directory.status = HeaderStatus::complete;
  return directory;
}

std::optional<std::uint64_t> length_of_zip_header(std::string_view front) {
  if (front.size() < zip_entry_front || !front.starts_with("PK\x03\x04")) return std::nullopt;
  return zip_entry_front + number_at(front, 26, 2) + number_at(front, 28, 2);
}

// The second is how an archive without an entry begins.
bool starts_like_zip(std::string_view front) {
  return front.starts_with("PK\x03\x04"sv) || front.starts_with("PK\x05\x06"sv);
}

const ZipEntry* find_zip_entry(const ZipDirectory& directory, std::string_view name) {
  const auto found = std::ranges::find_if(directory.entries, [&](const ZipEntry& entry) {
    const std::string_view path(entry.name);
    return path.ends_with(name) &&
           (path.size() == name.size() || path[path.size() - name.size() - 1] == '/');
  });
  return found == directory.entries.end() ? nullptr : &*found;
}

}  // namespace reallyopen
