#include "text/date.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

namespace reallyopen {

std::optional<int> day_number(std::string_view date) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  if (date.size() != 10 || date[4] != '-' || date[7] != '-') return std::nullopt;
  const auto read = [&](std::size_t at, std::size_t length, auto& number) {
    const char* end = date.data() + at + length;
    const auto result = std::from_chars(date.data() + at, end, number);
    return result.ec == std::errc() && result.ptr == end;
  };
  if (!read(0, 4, year) || !read(5, 2, month) || !read(8, 2, day)) return std::nullopt;
  const std::chrono::year_month_day parsed{ std::chrono::year(year), std::chrono::month(month),
                                            std::chrono::day(day) };
  if (!parsed.ok()) return std::nullopt;
  return static_cast<int>(std::chrono::sys_days(parsed).time_since_epoch().count());
}

std::string shown_day(int day_number) {
  const std::chrono::year_month_day day{ std::chrono::sys_days(std::chrono::days(day_number)) };
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

}  // namespace reallyopen
