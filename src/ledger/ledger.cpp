#include "ledger/ledger.h"

#include <algorithm>

#include "repository/path.h"
#include "text/letters.h"
#include "text/lines.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_names = 1'000'000;
constexpr std::size_t most_facts = 20'000;

// Nearer to the model first, then by name.
void order(std::vector<SourceFile>& files) {
  std::ranges::stable_sort(files, {}, [](const SourceFile& file) {
    return std::pair(std::ranges::count(file.folder, '/') + (file.folder.empty() ? 0 : 1),
                     file.entry.path);
  });
}

bool speaks_of(const Reader& reader, std::string_view quantity) {
  return quantity.empty() ||
         std::ranges::find(reader.quantities, quantity) != reader.quantities.end();
}

void append(std::vector<Fact>& all, const std::vector<Fact>& facts, std::string_view quantity) {
  for (const Fact& fact : facts)
    if (quantity.empty() || fact.quantity->id == quantity) all.push_back(fact);
}

}  // namespace

std::string FactWriter::text(const SourceFile& file, std::size_t limit) const {
  ReadResult read = snapshot_.read(file.entry, limit);
  const bool usable = read.status == ReadStatus::complete && is_valid_utf8(read.bytes);
  return usable ? std::move(read.bytes) : "";
}

Place FactWriter::place(const SourceFile& file, std::string_view text, std::string_view part) {
  const auto at = static_cast<std::size_t>(part.data() - text.data());
  const std::size_t begin = text.substr(0, at).rfind('\n') + 1;
  const std::string_view rest = text.substr(begin, text.find('\n', at) - begin);
  return { .path = file.entry.path,
           .line = line_number(text, part),
           .column = 1 + static_cast<int>(code_points(text.substr(begin, at - begin))),
           .width = static_cast<int>(code_points(part)),
           .line_text = line_of(rest, 1) };
}

void FactWriter::add(std::string_view quantity, const Node& value, Place place, std::string scope,
                     bool hint) {
  if (facts_.size() == most_facts || value.text.empty()) return;
  facts_.push_back({ .quantity = find_quantity(quantity),
                     .value = value,
                     .scope = std::move(scope),
                     .source = source_,
                     .place = std::move(place),
                     .hint = hint });
}

void FactWriter::add(std::string_view quantity, const Document& document, const Node& value,
                     std::string scope, bool hint) {
  add(quantity, value, document.place(value), std::move(scope), hint);
}

Ledger::Ledger(const Snapshot& snapshot, std::string folder, Reach reach, WeightsHeaders* headers)
    : snapshot_(snapshot),
      own_headers_(snapshot),
      shared_headers_(headers),
      folder_(std::move(folder)),
      reach_(reach) {}

void Ledger::look_beside() {
  for (const Entry& entry : snapshot_.list(folder_)) {
    if (entry.kind != EntryKind::file) continue;
    const std::string name = lower(name_of(entry.path));
    for (const Reader* reader : all_readers())
      if (reader->takes(name, name_of(entry.path))) files_[reader].push_back({ entry, "" });
  }
}

// One walk for all readers; of a file that none takes nothing is looked at.
void Ledger::look() {
  if (looked_) return;
  looked_ = true;
  if (reach_ == Reach::beside) return look_beside();
  std::size_t names = 0;
  const std::size_t skipped = folder_.empty() ? 0 : folder_.size() + 1;
  const auto unread = snapshot_.walk_names(folder_,
                                           [&](const TrackedName& tracked, const Look& here) {
    const std::string_view path = tracked.path.substr(std::min(skipped, tracked.path.size()));
    const std::string name = lower(name_of(path));
    for (const Reader* reader : all_readers()) {
      if (tracked.kind != EntryKind::file || !reader->takes(name, path)) continue;
      std::vector<SourceFile>& files = files_[reader];
      // A walk sees folders before what stands beside the manifest, which has to find room.
      const bool is_beside = path.size() == name.size();
      const bool room = files.size() < reader->most_files * (is_beside ? 2 : 1);
      const Entry* entry = room ? here() : nullptr;
      if (entry) files.push_back({ *entry, std::string(folder_of(path)) });
      if (!room) cut_.insert(reader);
    }
    return ++names < most_names;
  });
  complete_ = complete_ && unread.empty() && names < most_names;
  for (auto& [reader, files] : files_) order(files);
}

void Ledger::run(const Reader& reader) {
  const auto [facts, is_new] = facts_.try_emplace(&reader);
  if (!is_new) return;
  look();
  const auto files = files_.find(&reader);
  if (files == files_.end()) return;
  WeightsHeaders& headers = shared_headers_ ? *shared_headers_ : own_headers_;
  FactWriter out(snapshot_, headers, reader.source, facts->second);
  reader.read(files->second, out);
}

std::vector<Fact> Ledger::about(std::string_view quantity, std::optional<SourceKind> source) {
  std::vector<Fact> all;
  for (const Reader* reader : all_readers()) {
    if (source && reader->source != *source) continue;
    if (!speaks_of(*reader, quantity)) continue;
    run(*reader);
    append(all, facts_[reader], quantity);
  }
  std::ranges::stable_sort(all, {}, &Fact::source);
  return all;
}

std::vector<Fact> Ledger::in_file(const std::string& path, SourceKind source,
                                  std::string_view quantity) const {
  std::vector<Fact> facts;
  const auto entry = is_within(path, folder_) ? snapshot_.find(path) : std::nullopt;
  if (!entry || entry->kind != EntryKind::file) return facts;
  const std::string_view below = std::string_view(path).substr(
    folder_.empty() ? 0 : folder_.size() + 1);
  const SourceFile file{ *entry, std::string(folder_of(below)) };
  for (const Reader* reader : all_readers()) {
    if (reader->source != source || !speaks_of(*reader, quantity) ||
        !reader->takes(lower(name_of(path)), below))
      continue;
    WeightsHeaders headers(snapshot_);
    FactWriter out(snapshot_, headers, source, facts);
    reader->read({ &file, 1 }, out);
  }
  if (!quantity.empty())
    std::erase_if(facts, [&](const Fact& fact) { return fact.quantity->id != quantity; });
  return facts;
}

bool Ledger::complete() const {
  return complete_ &&
         std::ranges::none_of(facts_, [&](const auto& each) { return cut_.contains(each.first); });
}

std::vector<Fact> Ledger::everything() { return about(""); }

}  // namespace reallyopen
