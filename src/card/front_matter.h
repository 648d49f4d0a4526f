// The YAML block at the top of a model card, bounded as the Hub's client bounds it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace reallyopen {

struct FrontMatter {
  std::string_view yaml;  // between the delimiters
  int first_line = 1;     // 1-based, of the card, where `yaml` begins
  std::size_t end = 0;    // offset of what follows the block
};

// White space may stand before the first `---`; the first line `---` after it ends the block,
// whatever was meant.
std::optional<FrontMatter> find_front_matter(std::string_view card);

// The block below as many empty lines as precede it, so that a parser's lines are lines of the
// card.
std::string with_lines_of_card(const FrontMatter& front_matter);

}  // namespace reallyopen
