#include "convert/dates.h"

#include "text/pattern.h"

namespace reallyopen {

std::optional<std::string> full_date(std::string_view date) {
  static const Pattern year("[0-9]{4}");
  static const Pattern month("[0-9]{4}-(0[1-9]|1[0-2])");
  static const Pattern day("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])");
  const std::string_view text = date;
  if (day.matches(text)) return std::string(date);
  if (month.matches(text)) return std::string(date) + "-01";
  if (year.matches(text)) return std::string(date) + "-01-01";
  return std::nullopt;
}

}  // namespace reallyopen
