// Which licence a text is, what was changed in it, and what else it names; offline, from
// fingerprints.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

// A stretch of words that is not as in the licence. `words` is of the text, on one line, cut if
// long, not yet printable.
struct TextChange {
  int first_line = 0;  // of the text; where words were only removed, the line of the word behind
  int last_line = 0;
  int added = 0;        // words of the text that the licence does not have
  int removed = 0;      // words of the licence that the text does not have
  int sentences = 0;    // in what was added
  bool slight = false;  // a few words, none of which usually changes a grant: a name in its place
  std::string words;
};

enum class Likeness {
  same,      // every word, apart from copyright lines, list markers and titles
  reworded,  // slight changes only
  modified,  // something was added, removed or replaced
};

struct LicenseMatch {
  std::vector<std::string> ids;  // one text may be that of several: GPL-2.0-only, GPL-2.0-or-later
  std::vector<std::string> alternatives;  // other licences that explain the text as well
  double similarity = 0;                  // 0 to 1: shared words of all words of both
  Likeness likeness = Likeness::same;
  int first_line = 0;
  int last_line = 0;
  std::vector<TextChange> changes;
  // Where `ids` names a licence that was made from another: that one, and the difference.
  std::string made_from;
  std::vector<TextChange> made_by;
};

// A licence that is named, not given.
struct LicenseMention {
  enum class How { tag, name, url };
  How how = How::name;
  std::string id;       // an expression, for a tag; empty for a URL that no table knows
  std::string written;  // as it stands there, not yet printable
  int line = 0;
};

struct Recognition {
  enum class Kind {
    texts,         // `matches`
    mentions,      // no licence text; `mentions` holds what it refers to
    unrecognised,  // text, but nothing known
    empty,
    unreadable,  // `because`: a PDF, an image, UTF-16, …
  };
  Kind kind = Kind::empty;
  std::vector<LicenseMatch> matches;  // in the order of the text
  std::vector<LicenseMention> mentions;
  std::vector<TextChange> rest;  // beside several licences: words that belong to none
  std::string because;
  bool cut = false;  // longer than what is read: the rest was not examined
};

std::string_view name(Likeness likeness);
std::string_view name(LicenseMention::How how);
std::string_view name(Recognition::Kind kind);

// Reads at most `recognised_bytes` of `text`; time and memory are bounded by that, whatever it
// holds.
inline constexpr std::size_t recognised_bytes = std::size_t{ 2 } << 20U;
Recognition recognise(std::string_view text);

// "MIT, plus 2 sentences from line 21: `Our only modification…`", for a person; printable, one line
// per licence.
std::vector<std::string> describe(const Recognition& recognition);

// "X, which is MIT, plus 2 sentences from line 21: …", of a match that was made from another.
std::string describe_origin(const LicenseMatch& match);

}  // namespace reallyopen
