// Recognition on the project's own licence, on the texts that Debian installs, and on what people
// do to them.
#include "license/recognise.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "license/text_index.h"
#include "license/words.h"
#include "support/catch.h"
#include "support/golden.h"
#include "support/temporary_folder.h"

using namespace reallyopen;

namespace {

const std::filesystem::path root = SOURCE_ROOT;

std::string own_license() { return read_file(root / "LICENSE"); }

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

std::string repeated(const std::string& text, std::size_t count) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}

std::string on_lines_of(const std::string& text, std::size_t width) {
  std::string result;
  std::size_t column = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool paragraph = text.compare(at, 2, "\n\n") == 0;
    if (paragraph) {
      result += "\n\n";
      ++at;
      column = 0;
    } else if (text[at] == '\n' || text[at] == ' ') {
      result += column > width ? '\n' : ' ';
      column = column > width ? 0 : column + 1;
    } else {
      result += text[at];
      ++column;
    }
  }
  return result;
}

std::string shouted(std::string text) {
  for (char& letter : text)
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 32);
  return text;
}

LicenseMatch only_match(const std::string& text) {
  const Recognition recognition = recognise(text);
  REQUIRE(recognition.kind == Recognition::Kind::texts);
  REQUIRE(recognition.matches.size() == 1);
  return recognition.matches.front();
}

}  // namespace

TEST_CASE("a licence is recognised whatever its layout") {
  const std::string license = own_license();
  const std::string id = only_match(license).ids.front();
  const std::string variants[] = {
    license,
    on_lines_of(license, 30),
    on_lines_of(license, 200),
    shouted(license),
    replaced(license, "\"", "\xE2\x80\x9C"),
    replaced(license, "\n", "\r\n"),
    "\xEF\xBB\xBF" + license,
    "/*\n * " + replaced(license, "\n", "\n * ") + "\n */\n",
    "# " + replaced(license, "\n", "\n# "),
    "<html><body><p>" + replaced(license, "\n\n", "</p>\n<p>") + "</p></body></html>",
  };
  for (const std::string& variant : variants) {
    CAPTURE(variant.substr(0, 200));
    const LicenseMatch match = only_match(variant);
    CHECK(match.ids.front() == id);
    CHECK(match.likeness == Likeness::same);
    CHECK(match.alternatives.empty());
  }
}

TEST_CASE("copyright lines and titles are no changes, and terms hidden in them are") {
  const std::string bsd = read_file("/usr/share/common-licenses/BSD");
  const std::string body = bsd.substr(bsd.find("Redistribution"));
  const std::string other =
    "Leafnet Licence\n\nCopyright (c) 2019-2024 Leaf Lab, Inc. and contributors\nAll rights "
    "reserved.\n\n";
  CHECK(only_match(other + body).likeness == Likeness::same);
  for (const char* limited :
       { "Copyright (c) 2024 Leaf Lab. For research use only.\n",
         "Copyright (c) 2024 Leaf Lab, non-commercial use only\n", "For research use only\n\n" }) {
    CAPTURE(std::string(limited));
    const LicenseMatch match = only_match(limited + body);
    CHECK(match.likeness == Likeness::modified);
    REQUIRE(match.changes.size() == 1);
    CHECK(match.changes.front().words.find("use only") != std::string::npos);
  }
}

TEST_CASE("what was added to a licence is told with its line") {
  const std::string license = own_license();
  const int lines = static_cast<int>(std::ranges::count(license, '\n'));
  const LicenseMatch match = only_match(license +
                                        "\nIf the product has more than 100 million users, you "
                                        "shall display our name. Ask us first.\n");
  CHECK(match.likeness == Likeness::modified);
  REQUIRE(match.changes.size() == 1);
  CHECK(match.changes.front().first_line == lines + 2);
  CHECK(match.changes.front().sentences == 2);
  CHECK(match.changes.front().added == 17);
  CHECK(match.changes.front().removed == 0);
  CHECK(match.changes.front().words.starts_with("If the product has more than 100 million users"));

  const LicenseMatch inside = only_match(replaced(license, "\n\n", "\n\nNo military use.\n\n"));
  CHECK(inside.likeness == Likeness::modified);
  CHECK(std::ranges::all_of(inside.changes, [](const TextChange& change) {
    return change.words.starts_with("No military use");
  }));
}

TEST_CASE("one word that turns a grant is a modification, another name is not") {
  const std::string bsd = read_file("/usr/share/common-licenses/BSD");
  const LicenseMatch named = only_match(replaced(bsd, "the University", "Leaf Lab"));
  CHECK(named.ids.front() == "BSD-3-Clause");
  CHECK(named.likeness == Likeness::reworded);
  const LicenseMatch turned = only_match(replaced(bsd, "are permitted", "are not permitted"));
  CHECK(turned.ids.front() == "BSD-3-Clause");
  CHECK(turned.likeness == Likeness::modified);
}

TEST_CASE("the licences that Debian installs are recognised") {
  struct Row {
    std::string file;
    std::string id;
  };
  const Row rows[] = {
    { "Apache-2.0", "Apache-2.0" },  { "Artistic", "Artistic-1.0-Perl" },
    { "BSD", "BSD-3-Clause" },       { "CC0-1.0", "CC0-1.0" },
    { "GFDL-1.2", "GFDL-1.2-only" }, { "GPL-1", "GPL-1.0-only" },
    { "GPL-2", "GPL-2.0-only" },     { "GPL-3", "GPL-3.0-only" },
    { "LGPL-2", "LGPL-2.0-only" },   { "LGPL-2.1", "LGPL-2.1-only" },
    { "LGPL-3", "LGPL-3.0-only" },   { "MPL-1.1", "MPL-1.1" },
    { "MPL-2.0", "MPL-2.0" },
  };
  for (const Row& row : rows) {
    CAPTURE(row.file);
    const std::string text = read_file("/usr/share/common-licenses/" + row.file);
    REQUIRE_FALSE(text.empty());
    CHECK(only_match(text).ids.front() == row.id);
    CHECK(only_match(on_lines_of(text, 33)).ids.front() == row.id);
  }
}

TEST_CASE("of ids that share a text the plainest comes first") {
  // As newer systems install it: without the street, which some of the ids' texts have.
  const std::string text = replaced(read_file("/usr/share/common-licenses/GFDL-1.2"),
                                    "51 Franklin St, Fifth Floor, Boston, MA  02110-1301  USA",
                                    "<https://fsf.org/>");
  const LicenseMatch match = only_match(text);
  CHECK(match.ids.front() == "GFDL-1.2-only");
  CHECK(match.ids.size() > 1);
}

TEST_CASE("several licences in one file are each found, in their order") {
  const std::string apache = read_file("/usr/share/common-licenses/Apache-2.0");
  const std::string bsd = read_file("/usr/share/common-licenses/BSD");
  const Recognition recognition = recognise(
    apache +
    "\nThe parser was written by others and stands under these terms, not under those above:\n\n" +
    bsd + "\n\n" + own_license());
  REQUIRE(recognition.matches.size() == 3);
  CHECK(recognition.matches[0].ids.front() == "Apache-2.0");
  CHECK(recognition.matches[1].ids.front() == "BSD-3-Clause");
  CHECK(recognition.matches[2].ids == only_match(own_license()).ids);
  CHECK(recognition.matches[0].last_line < recognition.matches[1].first_line);
  REQUIRE(recognition.rest.size() == 1);
  CHECK(recognition.rest.front().words.starts_with("The parser was written by others"));
}

TEST_CASE("an appendix may be left out") {
  const std::string apache = read_file("/usr/share/common-licenses/Apache-2.0");
  const std::string end = "END OF TERMS AND CONDITIONS";
  const LicenseMatch match = only_match(apache.substr(0, apache.find(end) + end.size()));
  CHECK(match.ids.front() == "Apache-2.0");
  CHECK(match.likeness == Likeness::same);
}

TEST_CASE("what holds no licence text is said as such") {
  const auto said = [](const std::string& text) { return describe(recognise(text)).front(); };
  CHECK(
    said(
      "Licensed under the Apache License, Version 2.0 (the \"License\"); you may not use this file "
      "except in compliance with the License.\n") ==
    "no licence text; line 1 names Apache-2.0: `the Apache License, Version 2.0`");
  CHECK(said("This project is released under the\nMIT license.\n") ==
        "no licence text; line 1 names MIT: `the MIT license`");
  CHECK(said("See https://www.apache.org/licenses/LICENSE-2.0.txt\n") ==
        "no licence text; line 1 refers to Apache-2.0: "
        "`https://www.apache.org/licenses/LICENSE-2.0.txt`");
  CHECK(said("Please see https://example.org/models/LICENSE for the terms.\n") ==
        "no licence text; line 1 refers to `https://example.org/models/LICENSE`");
  CHECK(said("https://example.org/README.md#licences\n") ==
        "no licence text; line 1 refers to `https://example.org/README.md#licences`");
  CHECK(said("// SPDX-License-Identifier: MIT OR Apache-2.0\nint main() {}\n") ==
        "tagged `MIT OR Apache-2.0` on line 1");
  CHECK(said("%PDF-1.5\n") == "a PDF: its text was not read");
  CHECK(said(std::string("\x89PNG\r\n\x1a\n\0\0", 10)) == "no text");
  CHECK(said("\xFF\xFEM\0I\0T\0") == "UTF-16 text");
  CHECK(said("") == "empty");
  CHECK(said(" \n\t\n") == "empty");
  CHECK(said("All rights are with us.\n") == "no licence recognised");
  CHECK(said("Copyright (c) 2024 Leaf Lab\n") == "no licence recognised");
}

TEST_CASE("hostile texts cost bounded time and memory") {
  const std::string license = own_license();
  const std::string many = repeated(license + "\n", 300);
  std::string words;
  for (int i = 0; words.size() < 3'000'000; ++i) words += "w" + std::to_string(i) + " ";
  std::string shuffled;
  for (std::size_t i = 0; shuffled.size() < 3'000'000; ++i)
    shuffled += license.substr((i * 7919) % license.size(), 40) + " ";
  const std::string texts[] = {
    std::string(100'000'000, 'a'),
    repeated("license ", 1'000'000),
    std::string(1'000'000, '('),
    std::string(1'000'000, '<'),
    std::string(1'000'000, '&'),
    std::string(1'000'000, '\n'),
    std::string(1'000'000, '\xE2'),
    repeated("copyright (c) ", 500'000),
    many,
    words,
    shuffled,
  };
  for (const std::string& text : texts) {
    CAPTURE(text.substr(0, 40));
    const Recognition recognition = recognise(text);
    CHECK(recognition.matches.size() <= 64);
    CHECK_FALSE(describe(recognition).empty());
    if (text.size() > recognised_bytes) CHECK(recognition.cut);
  }
}

TEST_CASE("the index holds the texts in the room it has") {
  CHECK(license_texts().texts().size() >= 800);
  for (const IndexedText& text : license_texts().texts()) {
    CHECK_FALSE(text.ids().front().empty());
    CHECK(license_texts().words_of(text).size() == text.words);
    CHECK(text.required_words <= text.words);
  }
}

TEST_CASE("an index is read as it was written") {
  const auto codes = [](const std::string& text) {
    WordCodes words;
    for (const TextWord& word : words_of_text(text, 1000)) words.push_back(word.code);
    return words;
  };
  const std::string shared = "one two three four five six seven eight nine ten eleven twelve ";
  const std::vector<TextToIndex> texts{
    { { "A", "B" }, codes(shared + "and the end of the first"), 14 },
    { { "C" }, codes("before it: " + shared + shared), 26 },
    { { "D" }, codes("short"), 1 },
  };
  const std::string bytes = write_index(texts);
  const TextIndex index(bytes);
  REQUIRE(index.texts().size() == texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    CHECK(index.words_of(index.texts()[i]) == texts[i].words);
    CHECK(index.texts()[i].required_words == texts[i].required_words);
    const std::vector<std::string_view> ids = index.texts()[i].ids();
    CHECK(std::vector<std::string>(ids.begin(), ids.end()) == texts[i].ids);
  }
  for (std::size_t length = 0; length < bytes.size(); length += 7)
    CHECK_THROWS_AS(TextIndex(std::string_view(bytes).substr(0, length)), std::logic_error);
}
