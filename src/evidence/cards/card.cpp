#include "evidence/cards/card.h"

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
  constexpr std::array languages = std::to_array<std::string_view>(
    { "en",      "enus", "english", "zh",   "cn",       "zhcn",   "zhtw", "zhhans", "zhhant",
      "chinese", "ja",   "jp",      "jajp", "japanese", "ko",     "kr",   "kokr",   "korean",
      "fr",      "frfr", "french",  "de",   "dede",     "german", "es",   "eses",   "spanish" });
  const std::string name = lower(file);
  if (!name.ends_with(".md")) return false;
  std::string_view stem = name;
  stem.remove_suffix(3);
  const std::string letters = squeezed(stem);
  if (letters == "readme" || letters == "huggingfacereadme" ||
      letters.find("modelcard") != std::string::npos)
    return true;
  return letters.starts_with("readme") &&
         std::ranges::find(languages, std::string_view(letters).substr(6)) != languages.end();
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
  ReadResult read = snapshot.read(entry, longest_card);
  if (read.status == ReadStatus::complete) return parse_card(entry.path, read.bytes);
  Card card;
  card.text.path = entry.path;
  card.unexamined = reason(read.status);
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

Card parse_card(std::string path, std::string_view bytes) {
  Card card;
  card.text.path = std::move(path);
  card.text.text = as_utf8(std::string(without_byte_order_mark(bytes)));
  card.text.line_starts = find_line_starts(card.text.text);
  const auto front_matter = find_front_matter(card.text.text);
  if (!front_matter) return card;
  card.prose = front_matter->end;
  ParseResult parsed = parse_document(card.text.path, with_lines_of_card(*front_matter));
  card.problems = std::move(parsed.problems);
  if (parsed.document && parsed.document->root.is_mapping())
    card.front_matter = std::move(parsed.document);
  return card;
}

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
