#include "convert/dates.h"

#include <re2/re2.h>

namespace reallyopen {

std::optional<std::string> full_date(std::string_view date) {
  static const RE2 year("[0-9]{4}");
  static const RE2 month("[0-9]{4}-(0[1-9]|1[0-2])");
  static const RE2 day("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])");
  const re2::StringPiece text(date.data(), date.size());
  if (RE2::FullMatch(text, day)) return std::string(date);
  if (RE2::FullMatch(text, month)) return std::string(date) + "-01";
  if (RE2::FullMatch(text, year)) return std::string(date) + "-01-01";
  return std::nullopt;
}

}  // namespace reallyopen
