// How a node is written: what stands before its content (`&anchor`, `!tag`) and how far a scalar
// reaches.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace reallyopen {

struct NodeSource {
  std::size_t content = 0;         // offset behind anchor and tag
  std::optional<std::size_t> tag;  // offset of `!`
  std::size_t tag_length = 0;
};

// The parser's marks point at the first of anchor, tag and content.
NodeSource find_content(std::string_view text, std::size_t mark);

enum class ScalarStyle { plain, quoted, block };
ScalarStyle scalar_style(std::string_view text, std::size_t content);

struct ScalarSpan {
  std::size_t length = 1;  // bytes on its first line
  bool closed = true;      // false: a quote without its partner
};

// `value` is what the parser made of it; a plain scalar on one line is written exactly like that.
ScalarSpan scalar_span(std::string_view text, std::size_t content, std::string_view value);

// An empty value has the mark of what follows it: true when the null is really written there.
bool is_written_null(std::string_view text, std::size_t content, bool expect_key);

// Whether the key that ends at `key_end` is followed by its `:`, or its line starts with `? `.
bool has_key_mark(std::string_view text, std::size_t key_end);

// The `-` of an empty list item whose parser mark is `next`, the token after it.
std::optional<std::size_t> empty_item_dash(std::string_view text, std::size_t next);

}  // namespace reallyopen
