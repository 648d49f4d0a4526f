// Data that is called open, against what its own card or data sheet says of its use.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "evidence/plausibility/examinations.h"
#include "repository/path.h"
#include "text/letters.h"
#include "text/lines.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_card = 256u << 10;
constexpr std::size_t most_cards = 50;

// What keeps data from some, or for some ends.
constexpr std::string_view limits =
  "cc-by-nc|cc by-nc|by-nc-|noncommercial|non-commercial|not for commercial|all rights reserved|"
  "internal only|internal use only|do not pass this|do not pass it|do not share this|"
  "do not share it|do not redistribute|not be redistributed|not be given to third|"
  "not be shared with|research use only|research purposes only|nicht kommerziell|仅供研究|"
  "禁止商用";

// Words that do so where the line speaks of terms: formats and tools are proprietary as well.
constexpr std::string_view limits_of_terms = "proprietary|confidential";
constexpr std::string_view
  terms = "licen|access:|terms|rights|data is|data are|dataset is|data set is|files are";

// A line of a card that speaks of what is not in the data, or of another's.
constexpr std::string_view elsewhere =
  "not include|excluded|left out|removed|unlike|instead of|except|other data|original|upstream|"
  "we do not|we don't|we did not|not proprietary|no proprietary|nothing proprietary|"
  "not confidential|nothing confidential";

std::string_view word_in(std::string_view words, std::string_view low) {
  while (!words.empty()) {
    const std::string_view word = take_until(words, '|');
    if (low.find(word) != low.npos) return word;
  }
  return {};
}

// The words of a line that limit the use of the data; "" where there are none.
std::string_view limit_in(std::string_view line) {
  const std::string low = lower(line);
  std::string_view limit = word_in(limits, low);
  if (limit.empty() && !word_in(terms, low).empty()) limit = word_in(limits_of_terms, low);
  return word_in(elsewhere, low).empty() ? limit : std::string_view();
}

class DataCards {
 public:
  DataCards(const Snapshot& snapshot, const Declarations& declarations, Plausibility& found)
      : snapshot_(snapshot),
        declarations_(declarations),
        found_(found),
        base_(folder_of(declarations.document()->path)) {}

  void run() {
    for (const Node* source : each_of(declarations_.find({ "data", "sources" })))
      if (source->string_at("access") == "open")
        for (const std::string& path : cards_of(*source)) examine(*source, path);
  }

 private:
  // Declared ones, and those beside the data.
  std::set<std::string> cards_of(const Node& source) const {
    std::set<std::string> paths;
    for (const Node* sheet : each_of(source.get("datasheet")))
      add(sheet->is_mapping() ? sheet->string_at("path") : std::string_view(sheet->text), paths);
    for (const Node* node : each_of(source.get("artifact"))) {
      const std::string_view path = node->is_mapping() ? node->string_at("path")
                                                       : std::string_view(node->text);
      const std::string_view folder = path.ends_with('/') ? path.substr(0, path.size() - 1)
                                                          : folder_of(path);
      if (folder.empty() || path.find("://") != path.npos) continue;
      for (const std::string_view name :
           { "README.md", "README.txt", "README", "DATASHEET.md", "DATA_CARD.md", "datacard.md" })
        add(path_in(folder, name), paths);
    }
    return paths;
  }

  void add(std::string_view written, std::set<std::string>& paths) const {
    if (written.empty() || written.find("://") != written.npos) return;
    const Resolution at = snapshot_.resolve(base_, written);
    if (at.status == ResolveStatus::found && at.entry.kind == EntryKind::file)
      paths.insert(at.entry.path);
  }

  void examine(const Node& source, const std::string& path) {
    const auto entry = snapshot_.find(path);
    if (!entry || ++cards_ > most_cards) return;
    const ReadResult read = snapshot_.read(*entry, longest_card);
    if (read.status != ReadStatus::complete || names_license(read.bytes, source)) return;
    std::string_view text = read.bytes;
    for (int number = 1; !text.empty(); ++number) {
      const std::string_view line = take_until(text, '\n');
      const std::string_view limit = limit_in(line);
      if (limit.empty()) continue;
      const Node& access = *source.get("access");
      found_.access.push_back(
        { declarations_.place(access),
          fmt::format("data.sources.{}.access", printable(source.string_at("name"), 60)),
          fmt::format("data source {} is called open, and its own card says `{}`",
                      in_backticks(source.string_at("name"), 60), limit),
          "data-license",
          { { { .path = path, .line = number, .column = 1, .line_text = std::string(line) },
              "said here" } } });
      return;
    }
  }

  // A card that names the stated licence as well speaks of several parts.
  static bool names_license(std::string_view text, const Node& source) {
    const std::string license = squeezed(source.string_at("license"));
    const std::string said = squeezed(text);
    for (std::size_t at = license.empty() ? said.npos : said.find(license); at != said.npos;
         at = said.find(license, at + 1))
      if (!said.substr(at + license.size()).starts_with("nc")) return true;
    return false;
  }

  const Snapshot& snapshot_;
  const Declarations& declarations_;
  Plausibility& found_;
  std::string base_;  // the manifest's folder
  std::size_t cards_ = 0;
};

}  // namespace

void examine_data_cards(const Snapshot& snapshot, const Declarations& declarations,
                        Plausibility& found) {
  DataCards(snapshot, declarations, found).run();
}

}  // namespace reallyopen
