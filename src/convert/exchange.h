// The formats that a manifest is converted to and from.
#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "convert/release.h"
#include "verdict/problem.h"

namespace reallyopen {

struct Converted {
  std::string text;
  std::vector<std::string> notes;  // what the other side cannot hold, and what was assumed
};

struct ExchangeFormat {
  std::string_view id;
  std::string_view title;
  std::string_view file;  // how such files are named
  // From a manifest. `existing` is what the file holds so far; only a format that is part of a
  // larger file looks at it.
  Converted (*write)(const Release& release, std::string_view existing);
  // To a manifest; null for a format that is only written. `whole` is the file's text.
  Converted (*read)(const std::string& path, std::string_view whole);
};

std::span<const ExchangeFormat> exchange_formats();

// Null when there is no such format.
const ExchangeFormat* find_exchange_format(std::string_view id);

// Thrown by `read`: the file is not of the format, or something in it would be misread.
class UnreadableExchange : public std::runtime_error {
 public:
  // `file:line:column: message; fix`, a line each.
  explicit UnreadableExchange(const Problems& problems);
};

Converted write_mof(const Release& release, std::string_view existing);
Converted read_mof(const std::string& path, std::string_view whole);
Converted write_card(const Release& release, std::string_view existing);
Converted read_card(const std::string& path, std::string_view whole);
Converted write_cyclonedx(const Release& release, std::string_view existing);
Converted write_spdx(const Release& release, std::string_view existing);
Converted write_eu_summary(const Release& release, std::string_view existing);
Converted write_citation(const Release& release, std::string_view existing);

}  // namespace reallyopen
