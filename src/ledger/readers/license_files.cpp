// `LICENSE`, `MODEL_LICENSE`, `COPYING`: which licence the text is, and who holds the rights. A
// text that is no licence word for word is said for a person to read, as a hint.
#include <algorithm>
#include <array>

#include "ledger/readers.h"
#include "license/file_name.h"
#include "license/recognise.h"
#include "repository/path.h"
#include "text/letters.h"
#include "text/lines.h"
#include "text/pattern.h"
#include "text/utf8.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_license_texts = 12;

constexpr std::array license_files_quantities = std::to_array<std::string_view>(
  { "license", "developer" });

// `weights` of the model, `parts/encoder/weights` of a part; a name that says nothing is about all
// that stands beside it.
std::string scope_of(const SourceFile& file) {
  const std::string lower_name = lower(name_of(file.entry.path));
  // "LLAMA 2 COMMUNITY LICENSE AGREEMENT": made for a model.
  const bool agreement = lower_name.find("license agreement") != std::string::npos;
  const auto content = agreement ? LicensedContent::weights : content_of_license_name(lower_name);
  std::string scope = file.folder;
  if (content) append_to_path(scope, name(*content));
  return scope;
}

// A PDF cannot be read, but is there for a person to read.
bool may_hold_license(std::string_view name) {
  constexpr std::string_view pdf = ".pdf";
  if (name.ends_with(pdf)) name.remove_suffix(pdf.size());
  return is_license_name(name);
}

// Facts of one licence's text.
class LicenseTextReader {
 public:
  LicenseTextReader(const SourceFile& file, std::string_view text, FactWriter& out)
      : file_(file), text_(text), out_(out), scope_(scope_of(file)) {}

  void read(const Recognition& recognition) {
    if (const auto [id, line] = license_of(recognition); !id.empty())
      add(id, line, false);
    else
      describe_for_person(recognition);
    add_holder();
  }

 private:
  struct Named {
    std::string_view id;
    int line = 1;
  };

  // The one licence that the text is, or that it names; "" where a word of it differs.
  static Named license_of(const Recognition& recognition) {
    if (recognition.kind == Recognition::Kind::mentions && recognition.mentions.size() == 1)
      return { recognition.mentions.front().id, recognition.mentions.front().line };
    if (recognition.matches.size() != 1) return {};
    const LicenseMatch& match = recognition.matches.front();
    if (match.likeness == Likeness::modified || match.ids.empty()) return {};
    return { match.ids.front(), match.first_line };
  }

  void describe_for_person(const Recognition& recognition) {
    const std::vector<std::string> lines = describe(recognition);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool matched = i < recognition.matches.size();
      const bool named = i < recognition.mentions.size();
      add(lines[i],
          matched ? recognition.matches[i].first_line
          : named ? recognition.mentions[i].line
                  : 0,
          true);
    }
  }

  // Line 0 is the file as a whole.
  void add(std::string_view value, int line, bool hint) {
    Place place{ .path = file_.entry.path, .line = line, .column = std::min(line, 1) };
    if (line > 0) place.line_text = line_of(text_, line);
    out_.add("license", scalar(value), std::move(place), scope_, hint);
  }

  // Who holds the rights may be another than who made the model.
  void add_holder() {
    static const Pattern holder(
      R"((?im)^\s*copyright\s+(?:\(c\)|©)?\s*(?:\d{4}(?:\s*[-,]\s*(?:\d{4}|present))*[, ]*)(?:by\s+)?([^\n]{2,80}?)\.?(?:\s+all rights reserved\.?)?\s*$)",
      "copyright");
    std::string_view found;
    if (!holder.found_in(text_, found) || found.find_first_of("[<") != std::string_view::npos)
      return;
    out_.add("developer", scalar(found), FactWriter::place(file_, text_, found), scope_, true);
  }

  const SourceFile& file_;
  std::string_view text_;
  FactWriter& out_;
  std::string scope_;
};

}  // namespace

constinit const Reader license_files_reader = {
  .id = "license-files",
  .source = SourceKind::license_file,
  .quantities = license_files_quantities,
  .takes = [](std::string_view name, std::string_view) { return may_hold_license(name); },
  .read =
    [](std::span<const SourceFile> files, FactWriter& out) {
  for (const SourceFile& file : files.first(std::min(files.size(), most_license_texts))) {
    std::string bytes = out.snapshot().read(file.entry, recognised_bytes).bytes;
    if (bytes.empty()) continue;
    const Recognition recognition = recognise(bytes);
    const std::string text = as_utf8(std::move(bytes));
    LicenseTextReader(file, text, out).read(recognition);
  }
  },
};

}  // namespace reallyopen
