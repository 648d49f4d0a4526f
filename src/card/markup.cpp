// Marks what is no prose in Markdown: line blocks first, then what stands inside lines. One pass
// each, no recursion.
#include <algorithm>
#include <array>

#include "card/prose.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_tag = 4096;
constexpr std::size_t longest_span = 2000;

bool is_space(char letter) {
  return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}
bool is_word(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || static_cast<unsigned char>(letter) >= 0x80;
}

// Line ends stay, so that the structure of lines does.
void blank(std::string& text, std::size_t begin, std::size_t end, char with = ' ') {
  for (std::size_t i = begin; i < std::min(end, text.size()); ++i)
    if (text[i] != '\n' && text[i] != '\r') text[i] = with;
}

struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;     // without the line end
  std::string_view words;  // without indentation
  std::size_t indentation = 0;
};

Line line_at(std::string_view text, std::size_t begin) {
  Line line{ .begin = begin, .end = std::min(text.find('\n', begin), text.size()), .words = {} };
  std::size_t at = begin;
  for (; at < line.end && (text[at] == ' ' || text[at] == '\t'); ++at)
    line.indentation += text[at] == '\t' ? 4 : 1;
  line.words = text.substr(at, line.end - at);
  if (line.words.ends_with('\r')) line.words.remove_suffix(1);
  return line;
}

// ``` or ~~~, three or more; empty where the line opens no fence.
std::string_view fence_of(std::string_view words) {
  for (const std::string_view prefix : { "> ", "- ", "* " })
    if (words.starts_with(prefix)) words.remove_prefix(prefix.size());
  if (words.empty() || (words[0] != '`' && words[0] != '~')) return "";
  const std::size_t length = std::min(words.find_first_not_of(words[0]), words.size());
  const bool has_code_behind = words[0] == '`' && words.find('`', length) != std::string_view::npos;
  return length < 3 || has_code_behind ? "" : words.substr(0, length);
}

bool closes(std::string_view words, std::string_view fence) {
  const std::string_view other = fence_of(words);
  return other.size() >= fence.size() && other.starts_with(fence) &&
         words.find_first_not_of(" \t", words.find(other) + other.size()) == std::string_view::npos;
}

// `[name]: target`, and entries of a bibliography that stand outside a fence.
bool is_reference(std::string_view words) {
  if (words.starts_with('@')) {
    const std::size_t brace = words.find('{');
    return brace != std::string_view::npos && brace > 1 && brace < 20;
  }
  const std::size_t end = words.find("]:");
  return words.starts_with('[') && end != std::string_view::npos && end + 2 < words.size() &&
         words[end + 2] == ' ';
}

// Fenced and indented code, and reference definitions.
class LineBlocks {
 public:
  explicit LineBlocks(std::string& text) : text_(text) {}

  void mask(std::size_t begin) {
    for (std::size_t at = begin; at < text_.size();) {
      const Line line = line_at(text_, at);
      at = line.end + 1;
      if (!step(line)) continue;
      blank(text_, line.begin, line.end);
    }
  }

 private:
  // True when the line is no prose.
  bool step(const Line& line) {
    if (!fence_.empty()) {
      if (closes(line.words, fence_)) fence_.clear();
      return true;
    }
    if (in_entry_) {
      in_entry_ = !line.words.starts_with('}') && !line.words.empty();
      return true;
    }
    if (const std::string_view fence = fence_of(line.words); !fence.empty()) {
      fence_ = fence;
      return true;
    }
    if (is_reference(line.words)) {
      in_entry_ = line.words.starts_with('@') && line.words.find('}') == std::string_view::npos;
      return true;
    }
    return is_indented_code(line);
  }

  bool is_indented_code(const Line& line) {
    const bool code = line.indentation >= 4 && (after_blank_ || after_code_) && !in_list_ &&
                      !line.words.empty();
    const bool item = !line.words.empty() &&
                      (line.words[0] == '-' || line.words[0] == '*' || line.words[0] == '+' ||
                       (line.words[0] >= '0' && line.words[0] <= '9'));
    if (!code && item) in_list_ = true;
    if (line.indentation == 0 && !line.words.empty() && !item) in_list_ = false;
    after_code_ = code || (line.words.empty() && after_code_);
    after_blank_ = line.words.empty();
    return code;
  }

  std::string& text_;
  std::string fence_;
  bool in_entry_ = false;
  bool in_list_ = false;
  bool after_blank_ = true;
  bool after_code_ = false;
};

constexpr std::array block_tags = std::to_array<std::string_view>(
  { "br",    "p",       "div",        "li",      "ul", "ol", "td",    "th",   "tr",
    "table", "summary", "details",    "center",  "hr", "h1", "h2",    "h3",   "h4",
    "h5",    "h6",      "blockquote", "section", "dt", "dd", "tbody", "thead" });
constexpr std::array code_tags = std::to_array<std::string_view>(
  { "pre", "script", "style", "svg" });

// The places where a title stands for a work by somebody.
constexpr std::array literature = std::to_array<std::string_view>(
  { "arxiv.org", "doi.org", "openreview.net", "aclanthology.org", "dl.acm.org",
    "semanticscholar" });

// What stands inside lines: tags, links, images, code spans, URLs, addresses, emphasis.
class Inline {
 public:
  Inline(std::string& text, std::size_t begin) : text_(text), at_(begin) {}

  void mask() {
    while (at_ < text_.size()) step();
  }

 private:
  std::string_view rest() const { return std::string_view(text_).substr(at_); }

  void skip(std::size_t length, char with) {
    blank(text_, at_, at_ + length, with);
    at_ += length;
  }

  void step() {
    const std::string_view here = rest();
    const char letter = here.front();
    if (letter == '<') return tag();
    if (letter == '`') return code_span();
    if (letter == '!' && here.starts_with("![")) return image();
    if (letter == '[') return open_link();
    if (letter == ']') return close_link();
    if (here.starts_with("http://") || here.starts_with("https://")) return url();
    if (letter == '@') return address();
    if (letter == '*' || letter == '~' || letter == '\\') return skip(1, prose::dropped);
    if (letter == '_') {
      const bool inside = at_ > 0 && is_word(text_[at_ - 1]) && here.size() > 1 && is_word(here[1]);
      if (!inside) return skip(1, prose::dropped);
    }
    ++at_;
  }

  void tag() {
    const std::string_view here = rest();
    if (here.starts_with("<!--")) {
      const std::size_t end = here.find("-->");
      return skip(end == std::string_view::npos ? here.size() : end + 3, prose::broken);
    }
    const std::size_t end = here.substr(0, longest_tag).find('>');
    const bool is_tag = here.size() > 1 && (is_word(here[1]) || here[1] == '/') &&
                        end != std::string_view::npos;
    if (!is_tag) {
      ++at_;
      return;
    }
    const bool closing = here[1] == '/';
    const std::string_view inner = here.substr(closing ? 2 : 1, end - (closing ? 2 : 1));
    const std::string name = lower(inner.substr(0, inner.find_first_of(" \t\r\n/>")));
    if (!closing && std::ranges::find(code_tags, name) != code_tags.end()) {
      const std::size_t close = here.find("</" + name);
      return skip(close == std::string_view::npos ? here.size() : close, prose::broken);
    }
    if (name == "a") {
      skip(end + 1, prose::dropped);
      text_[at_ - 1] = closing ? prose::link_ends : prose::link_begins;
      return;
    }
    const bool heading = name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
    const bool block = std::ranges::find(block_tags, name) != block_tags.end();
    skip(end + 1, block ? prose::broken : prose::dropped);
    if (heading) text_[at_ - 1] = closing ? prose::heading_ends : prose::heading_begins;
  }

  // A name in a code span belongs to the sentence; what it calls open is a command or a value.
  void code_span() {
    const std::string_view here = rest().substr(0, longest_span);
    const std::size_t ticks = std::min(here.find_first_not_of('`'), here.size());
    const std::size_t close = here.substr(0, here.find("\n\n"))
                                .find(std::string(ticks, '`'), ticks);
    if (close == std::string_view::npos) return skip(ticks, prose::dropped);
    const std::string inner = lower(here.substr(ticks, close - ticks));
    if (inner.find("open") != std::string::npos || inner.find("开源") != std::string::npos)
      return skip(close + ticks, prose::dropped);
    blank(text_, at_, at_ + ticks, prose::dropped);
    blank(text_, at_ + close, at_ + close + ticks, prose::dropped);
    at_ += close + ticks;
  }

  // The length of `(…)` at `at`, parentheses inside balanced; 0 where there is none.
  std::size_t target_length(std::size_t at) const {
    const std::string_view here = std::string_view(text_).substr(at);
    if (!here.starts_with('(')) return 0;
    int depth = 0;
    for (std::size_t i = 0; i < std::min(here.size(), longest_span); ++i) {
      if (here[i] == '(') ++depth;
      if (here[i] == ')' && --depth == 0) return i + 1;
      if (here[i] == '\n' && i + 1 < here.size() && here[i + 1] == '\n') return 0;
    }
    return 0;
  }

  void image() {
    const std::size_t close = rest().substr(0, longest_span).find(']');
    if (close == std::string_view::npos) return skip(2, prose::dropped);
    const std::size_t target = target_length(at_ + close + 1);
    skip(close + 1 + target, prose::dropped);
  }

  void open_link() {
    opened_ = at_;
    skip(1, prose::dropped);
  }

  void close_link() {
    const std::size_t target = target_length(at_ + 1);
    const std::size_t reference = rest().starts_with("][")
                                    ? rest().substr(0, longest_span).find(']', 1)
                                    : std::string_view::npos;
    if (target == 0 && reference == std::string_view::npos) return skip(1, prose::dropped);
    if (opened_ != std::string::npos) {
      const std::string_view where = std::string_view(text_).substr(at_ + 1, target);
      const bool cited = std::ranges::any_of(literature, [&](std::string_view host) {
        return where.find(host) != std::string_view::npos;
      });
      if (cited) blank(text_, opened_, at_);
      text_[opened_] = prose::link_begins;
      opened_ = std::string::npos;
    }
    skip(target > 0 ? target + 1 : reference + 1, prose::dropped);
    text_[at_ - 1] = prose::link_ends;
  }

  void url() {
    const std::string_view here = rest();
    skip(std::min(here.find_first_of(" \t\r\n)>\"'|"), here.size()), prose::dropped);
  }

  void address() {
    std::size_t begin = at_;
    while (begin > 0 &&
           (is_word(text_[begin - 1]) || text_[begin - 1] == '.' || text_[begin - 1] == '_' ||
            text_[begin - 1] == '-') &&
           at_ - begin < 64 && static_cast<unsigned char>(text_[begin - 1]) < 0x80)
      --begin;
    std::size_t end = at_ + 1;
    while (end < text_.size() && static_cast<unsigned char>(text_[end]) < 0x80 &&
           (is_word(text_[end]) || text_[end] == '.' || text_[end] == '-'))
      ++end;
    if (begin < at_) blank(text_, begin, end, prose::dropped);
    at_ = end;
  }

  std::string& text_;
  std::size_t at_;
  std::size_t opened_ = std::string::npos;  // the last `[`
};

}  // namespace

std::string mask_markup(std::string_view markdown, std::size_t begin) {
  std::string text(markdown);
  for (char& letter : text)
    if (static_cast<unsigned char>(letter) < 0x20 && !is_space(letter)) letter = ' ';
  blank(text, 0, begin);
  LineBlocks(text).mask(begin);
  Inline(text, begin).mask();
  return text;
}

}  // namespace reallyopen
