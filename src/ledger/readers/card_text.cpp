// Sentences of the card: on what the model was trained, which data sets it links to, and under
// which licence its weights are.
#include <algorithm>
#include <array>
#include <set>

#include "card/file_name.h"
#include "ledger/readers.h"
#include "license/license_ids.h"
#include "license/license_table.h"
#include "repository/path.h"
#include "text/letters.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_cards = 200;
constexpr std::size_t most_sentences = 60;  // on hardware, of all cards
constexpr std::size_t most_of_card = 6;
constexpr std::size_t most_links_of_card = 40;
constexpr std::size_t longest_sentence = 2000;

constexpr std::array card_text_quantities = std::to_array<std::string_view>(
  { "hardware", "license", "dataset" });

// Sentences that name an accelerator and speak of training: for a person to judge.
std::size_t read_hardware(const SourceFile& file, std::string_view text, std::size_t most,
                          FactWriter& out) {
  // A sentence ends at a line, a cell of a table, or a full stop that no figure follows.
  static const Pattern sentence(
    R"(((?:[^.\n|]|\.\S)*\b(?:(?:\d+ ?[xX×] ?)?(?:[ABVHP]\d{2,3}0|TPU|MI\d{3}X?|GH200|RTX ?\d{4}|L40S?|T4)s?)\b(?:[^.\n|]|\.\S)*))");
  static const Pattern training(R"((?i)\b(?:(?:pre-?|re)?train\w*|GPU[- ]hours|reproduc\w+)\b)");
  std::string_view rest = text;
  std::string_view found;
  std::size_t sentences = 0;
  while (sentences < most && sentence.next_in(rest, found)) {
    if (!training.found_in(found)) continue;
    found.remove_prefix(std::min(found.find_first_not_of(" #>"), found.size()));
    found = found.substr(0, longest_sentence);
    out.add("hardware", scalar(found), FactWriter::place(file, text, found), file.folder, true);
    ++sentences;
  }
  return sentences;
}

// "Apache 2" of "Apache 2.0", whose full stop ends no sentence.
std::string_view with_version(std::string_view text, std::string_view found) {
  std::size_t end = static_cast<std::size_t>(found.data() - text.data()) + found.size();
  while (is_digit(found.back()) && text.substr(end).size() > 1 && text[end] == '.' &&
         is_digit(text[end + 1])) {
    end += 2;
    found = text.substr(end - found.size() - 2, found.size() + 2);
  }
  return found;
}

// "The code and the model weights are licensed under the MIT License": the licence it names.
void read_license(const SourceFile& file, std::string_view text, FactWriter& out) {
  static const Pattern sentence(
    R"((?i)\b(?:weights|models?|checkpoints)\b[^.\n]*?\b(?:licensed|released|available|distributed|provided|published)\b[^.\n]*?\bunder (?:the |an? )?[\[*`_]*([A-Za-z][\w .-]{1,40}?)[\]*`_]*(?:\([^)\s]*\))?(?: (?:open[- ]source )?licen[sc]e\b|[.,\n;]))",
    "under ");
  std::string_view found;
  if (!sentence.found_in(text, found)) return;
  found = with_version(text, found);
  for (const std::string_view ending : { " License", " license", " Licence", " licence" })
    if (found.ends_with(ending)) found.remove_suffix(ending.size());
  if (!license_called(found) && !find_license(found) && meant_licenses(found).size() != 1) return;
  std::string scope = file.folder;
  append_to_path(scope, name(LicensedContent::weights));
  out.add("license", scalar(found), FactWriter::place(file, text, found), std::move(scope), true);
}

// Which of them the model was trained on, only a person can say.
void read_dataset_links(const SourceFile& file, std::string_view text, FactWriter& out) {
  static const Pattern link(
    R"(https://huggingface\.co/datasets/([A-Za-z0-9][\w.-]*/[\w.-]*[A-Za-z0-9])(/resolve|/blob)?)",
    "huggingface.co/datasets/");
  std::string_view rest = text;
  std::string_view found;
  std::string_view of_file;
  std::set<std::string_view> known;
  while (known.size() < most_links_of_card && link.next_in(rest, found, of_file))
    if (of_file.empty() && known.insert(found).second)
      out.add("dataset", scalar(found), FactWriter::place(file, text, found), file.folder, true);
}

}  // namespace

constinit const Reader card_text_reader = {
  .id = "card-text",
  .source = SourceKind::card_text,
  .quantities = card_text_quantities,
  .takes = [](std::string_view name, std::string_view) { return is_card_name(name); },
  .read =
    [](std::span<const SourceFile> files, FactWriter& out) {
  std::size_t left = most_sentences;
  for (const SourceFile& file : files.first(std::min(files.size(), most_cards))) {
    const std::string text = out.text(file);
    left -= read_hardware(file, text, std::min(left, most_of_card), out);
    read_license(file, text, out);
    read_dataset_links(file, text, out);
  }
  },
};

}  // namespace reallyopen
