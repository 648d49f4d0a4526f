#include "card/prose.h"

#include <algorithm>
#include <array>

#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_sentences = 100'000;
constexpr std::size_t longest_sentence = 8'000;

// What a line is, seen from its first word.
struct LineStart {
  std::size_t words = 0;  // offset behind markers, in the line
  bool begins = false;    // a new block: a list item, a table row, a heading
  bool heading = false;
  bool quoted = false;
  bool row = false;
};

bool is_item(std::string_view line) {
  if (line.size() > 1 && (line[0] == '-' || line[0] == '+' || line[0] == prose::dropped) &&
      line[1] == ' ')
    return true;
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  return digits > 0 && digits < 4 && digits + 1 < line.size() &&
         (line[digits] == '.' || line[digits] == ')') && line[digits + 1] == ' ';
}

LineStart classify(std::string_view line) {
  LineStart start;
  const auto skip_blanks = [&] {
    while (start.words < line.size() && (line[start.words] == ' ' || line[start.words] == '\t'))
      ++start.words;
  };
  skip_blanks();
  while (start.words < line.size() && line[start.words] == '>') {
    start.quoted = true;
    ++start.words;
    skip_blanks();
  }
  const std::string_view rest = line.substr(start.words);
  const std::size_t hashes = std::min(rest.find_first_not_of('#'), rest.size());
  if (hashes >= 1 && hashes <= 6 && (hashes == rest.size() || rest[hashes] == ' ')) {
    start.heading = start.begins = true;
    start.words += hashes;
  } else if (is_item(rest)) {
    start.begins = true;
    start.words += rest.find(' ') + 1;
  } else if (rest.starts_with('|')) {
    start.begins = start.row = true;
  }
  return start;
}

// What is set like a quotation but is the author's own: GitHub's alerts (`> [!NOTE]`) and notes
// (`> **Note:**`).
bool is_alert(std::string_view line) {
  constexpr std::array words = std::to_array<std::string_view>(
    { "note", "notice", "news", "update", "important", "tip", "warning", "disclaimer" });
  constexpr std::size_t most_marks = 4;
  const auto is_word = [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_';
  };
  const std::string text = lower(line.substr(0, 40));
  if (text.starts_with('!') ||
      (text.size() > 1 && text[1] == '!' && text[0] != ' ' && !is_word(text[0])))
    return true;
  const auto skip_marks = [&](std::size_t at) {
    const std::size_t end = std::min(at + most_marks, text.size());
    while (at < end && !is_word(text[at]) && text[at] != ':') ++at;
    return at;
  };
  const std::size_t begin = skip_marks(0);
  for (const std::string_view word : words) {
    if (!std::string_view(text).substr(begin).starts_with(word)) continue;
    const std::size_t end = skip_marks(begin + word.size());
    if (end < text.size() && text[end] == ':') return true;
  }
  return false;
}

bool is_underline(std::string_view line) {
  return line.size() >= 3 && (line.find_first_not_of("=\r ") == std::string_view::npos ||
                              line.find_first_not_of("-\r ") == std::string_view::npos);
}

bool is_lower_case(char letter) { return letter >= 'a' && letter <= 'z'; }

// Full stops of the languages that write without blanks end a sentence wherever they stand.
std::size_t wide_stop(std::string_view text, std::size_t at) {
  for (const std::string_view stop : { "。", "！", "？", "；" })
    if (text.substr(at, stop.size()) == stop) return stop.size();
  return 0;
}

class Splitter {
 public:
  // `text` is `source` with its markup masked.
  Splitter(std::string_view text, std::string_view source, std::size_t begin)
      : text_(text), source_(source), begin_(begin) {}

  std::vector<Sentence> split() {
    for (std::size_t at = begin_; at < text_.size() && sentences_.size() < most_sentences;) {
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      line(at, text_.substr(at, end - at));
      at = end + 1;
    }
    finish();
    return std::move(sentences_);
  }

 private:
  void line(std::size_t offset, std::string_view line) {
    LineStart start = classify(line);
    if (start.words >= line.size() || line.substr(start.words) == "\r") {
      finish();
      quoted_alert_ = sentence_.planned = false;
      return;
    }
    if (!start.begins && is_underline(line.substr(start.words))) {
      if (line[start.words] == '=') sentence_.heading = true;
      return finish();
    }
    if (start.begins) {
      finish();
      sentence_.planned = false;
      if (!start.row && !start.heading) start.words += box(offset + start.words);
    }
    sentence_.heading = sentence_.heading || start.heading || in_heading_;
    if (start.quoted && is_alert(line.substr(start.words))) quoted_alert_ = true;
    sentence_.quoted = start.quoted && !quoted_alert_;
    for (std::size_t i = start.words; i < line.size(); ++i) i += letter(offset + i, start.row) - 1;
    if (start.heading || start.row)
      finish();
    else
      append(' ', offset + line.size());
  }

  // The length of a box at the beginning of an item.
  std::size_t box(std::size_t at) {
    const std::string_view here = source_.substr(std::min(at, source_.size()));
    sentence_.planned = here.starts_with("[ ]");
    return sentence_.planned || here.starts_with("[x]") || here.starts_with("[X]") ? 3 : 0;
  }

  // Takes the byte at `at`, or the few that end a sentence; returns how many.
  std::size_t letter(std::size_t at, bool row) {
    const char letter = text_[at];
    if (letter == prose::dropped) return 1;
    if (letter == prose::heading_begins || letter == prose::heading_ends) {
      sentence_.heading = sentence_.heading || in_heading_;
      finish();
      in_heading_ = letter == prose::heading_begins;
      sentence_.heading = in_heading_;
      return 1;
    }
    if (letter == prose::broken || (row && letter == '|')) {
      finish();
      sentence_.heading = in_heading_;
      return 1;
    }
    if (letter == prose::link_begins || letter == prose::link_ends) {
      in_link_ = letter == prose::link_begins;
      return 1;
    }
    if (const std::size_t length = wide_stop(text_, at); length > 0) {
      finish();
      return length;
    }
    append(letter, at);
    if (is_stop(at) || sentence_.text.size() > longest_sentence) finish();
    return 1;
  }

  bool is_stop(std::size_t at) const {
    const char letter = text_[at];
    if (letter != '.' && letter != '!' && letter != '?') return false;
    std::size_t next = at + 1;
    while (next < text_.size() && text_[next] >= prose::dropped &&
           text_[next] <= prose::heading_ends)
      ++next;
    if (next < text_.size() && text_[next] != ' ' && text_[next] != '\n' && text_[next] != '\r')
      return false;
    while (next < text_.size() &&
           (text_[next] == ' ' || text_[next] == '\r' || text_[next] == '\n'))
      ++next;
    if (next < text_.size() && is_lower_case(text_[next])) return false;  // `e.g. an`
    for (const std::string_view abbreviation :
         { "e.g.", "i.e.", "etc.", "vs.", "al.", "cf.", "No.", "Fig." })
      if (sentence_.text.ends_with(abbreviation)) return false;
    return true;
  }

  void append(char letter, std::size_t at) {
    const bool space = letter == ' ' || letter == '\t' || letter == '\r';
    if (space && (sentence_.text.empty() || sentence_.text.back() == ' ')) return;
    if (!space && !in_link_) unlinked_ = true;
    sentence_.text += space ? ' ' : letter;
    sentence_.offsets.push_back(static_cast<std::uint32_t>(at));
  }

  void finish() {
    while (!sentence_.text.empty() && sentence_.text.back() == ' ') {
      sentence_.text.pop_back();
      sentence_.offsets.pop_back();
    }
    Sentence next{ .text = {},
                   .offsets = {},
                   .section = section_,
                   .heading = false,
                   .quoted = sentence_.quoted,
                   .planned = sentence_.planned };
    if (!sentence_.text.empty()) {
      sentence_.section = section_;
      sentence_.linked = !unlinked_;
      if (sentence_.heading) section_ = next.section = lower(sentence_.text);
      sentences_.push_back(std::move(sentence_));
    }
    sentence_ = std::move(next);
    unlinked_ = false;
  }

  std::string_view text_;
  std::string_view source_;
  std::size_t begin_;
  std::vector<Sentence> sentences_;
  Sentence sentence_;
  std::string section_;
  bool in_link_ = false;
  bool in_heading_ = false;
  bool unlinked_ = false;
  bool quoted_alert_ = false;
};

}  // namespace

std::vector<Sentence> split_prose(std::string_view markdown, std::size_t begin) {
  const std::string masked = mask_markup(markdown, begin);
  return Splitter(masked, markdown, begin).split();
}

}  // namespace reallyopen
