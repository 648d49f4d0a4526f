// Markdown as sentences of plain words: no code, links' targets, badges, HTML or comments, each
// byte with its place.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

struct Sentence {
  std::string text;                    // white space collapsed
  std::vector<std::uint32_t> offsets;  // of each byte of `text` in the file
  std::string section;                 // the heading above it, in lower case
  bool heading = false;
  bool quoted = false;   // in a block quote that is no alert
  bool planned = false;  // an item whose box is not ticked: `- [ ] Release the weights`
  bool linked = false;   // all its words are the text of links: a title of something elsewhere
};

// `begin` is where the prose starts, behind the front matter. At most 100,000 sentences.
std::vector<Sentence> split_prose(std::string_view markdown, std::size_t begin);

// The step before: a copy of the same length, in which every byte that is no prose is one of the
// marks below.
namespace prose {
inline constexpr char dropped = '\x01';  // markup inside a word
inline constexpr char broken = '\x02';   // a sentence ends here: table cell, HTML block
inline constexpr char link_begins = '\x03';
inline constexpr char link_ends = '\x04';
inline constexpr char heading_begins = '\x05';
inline constexpr char heading_ends = '\x06';
}  // namespace prose

std::string mask_markup(std::string_view markdown, std::size_t begin);

}  // namespace reallyopen
