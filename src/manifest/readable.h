// What a text must be before the YAML parser may see it: bounded, UTF-8, without control
// characters.
#pragma once

#include <string_view>

#include "manifest/parse.h"

namespace reallyopen {

// The most problems one run reports about one text.
inline constexpr std::size_t most_parse_problems = 100;

// The text behind a UTF-8 byte order mark.
std::string_view without_byte_order_mark(std::string_view text);

// Adds problems and sets `failure` when `document.text` is not fit to be parsed. `original_size`
// counts the mark.
void check_readable(const Document& document, std::size_t original_size, const ParseLimits& limits,
                    ParseResult& result);

// The document before any value of it is read; `result` says whether its text is fit to be.
std::unique_ptr<Document> open_document(std::string_view path, std::string_view text,
                                        const ParseLimits& limits, ParseResult& result);

}  // namespace reallyopen
