#include "evidence/card.h"

#include <algorithm>
#include <array>

#include "card/front_matter.h"
#include "manifest/cursor.h"
#include "manifest/parse.h"
#include "manifest/readable.h"
#include "repository/path.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_card = 4u << 20;
constexpr std::size_t most_cards = 12;

// README.md and its translations, and the names that model cards have. What the Hub shows is
// README.md.
bool is_card_name(std::string_view file) {
  const std::string name = lower(file);
  if (!name.ends_with(".md")) return false;
  const std::string stem = squeezed(name.substr(0, name.size() - 3));
  constexpr std::array readmes = std::to_array<std::string_view>(
    { "readme", "readmeen", "readmezh", "readmecn", "readmezhcn", "readmechinese",
      "huggingfacereadme" });
  return std::ranges::find(readmes, stem) != readmes.end() ||
         stem.find("modelcard") != std::string::npos;
}

std::string_view reason(ReadStatus status) {
  switch (status) {
    case ReadStatus::complete:
      return "";
    case ReadStatus::over_limit:
      return "it is larger than 4 MiB";
    case ReadStatus::missing:
      return "its content is not in this clone";
    case ReadStatus::unreadable:
      return "it may not be read";
  }
  return "";
}

Card read_card(const Snapshot& snapshot, const Entry& entry) {
  Card card;
  card.text.path = entry.path;
  ReadResult read = snapshot.read(entry, longest_card);
  card.unexamined = reason(read.status);
  if (read.status != ReadStatus::complete) return card;
  card.text.text = as_utf8(std::string(without_byte_order_mark(read.bytes)));
  card.text.line_starts = find_line_starts(card.text.text);
  const auto front_matter = find_front_matter(card.text.text);
  if (!front_matter) return card;
  card.prose = front_matter->end;
  ParseResult parsed = parse_document(entry.path, with_lines_of_card(*front_matter));
  card.problems = std::move(parsed.problems);
  if (parsed.document && parsed.document->root.is_mapping())
    card.front_matter = std::move(parsed.document);
  return card;
}

// A folder, a pattern or a URL is no card that could be read.
std::optional<Entry> declared_card(const Snapshot& snapshot, std::string_view folder,
                                   const Declarations& declarations) {
  const Node* node = declarations.find({ "documentation", "model_card" });
  const Artifact* artifact = node ? declarations.artifact(*node) : nullptr;
  if (!artifact || artifact->written.empty()) return std::nullopt;
  const Resolution found = snapshot.resolve(folder, artifact->written);
  if (found.status != ResolveStatus::found || found.entry.kind != EntryKind::file)
    return std::nullopt;
  return lower(found.entry.path).ends_with(".md") ? std::optional(found.entry) : std::nullopt;
}

}  // namespace

const Node* Card::find(std::string_view key) const {
  return front_matter ? front_matter->root.get(key) : nullptr;
}

std::vector<Card> read_cards(const Snapshot& snapshot, std::string_view manifest,
                             const Declarations& declarations) {
  const std::string_view folder = folder_of(manifest);
  std::vector<Entry> entries;
  for (const Entry& entry : snapshot.list(folder)) {
    if (!is_card_name(name_of(entry.path)) || entries.size() == most_cards) continue;
    const Resolution found = snapshot.resolve("", entry.path);
    const bool is_file = found.status == ResolveStatus::found &&
                         found.entry.kind == EntryKind::file;
    if (is_file && std::ranges::find(entries, found.entry.path, &Entry::path) == entries.end())
      entries.push_back(found.entry);
  }
  if (const auto declared = declared_card(snapshot, folder, declarations))
    if (std::ranges::find(entries, declared->path, &Entry::path) == entries.end())
      entries.push_back(*declared);
  std::vector<Card> cards;
  for (const Entry& entry : entries) cards.push_back(read_card(snapshot, entry));
  return cards;
}

}  // namespace reallyopen
