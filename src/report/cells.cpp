#include "report/cells.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "text/printable.h"

namespace reallyopen {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// Unicode 14, East_Asian_Width W and F; unassigned gaps inside a script are joined.
constexpr Range wide[] = {
  { 0x1100, 0x115F },   { 0x231A, 0x231B },   { 0x2329, 0x232A },   { 0x23E9, 0x23EC },
  { 0x23F0, 0x23F0 },   { 0x23F3, 0x23F3 },   { 0x25FD, 0x25FE },   { 0x2614, 0x2615 },
  { 0x2648, 0x2653 },   { 0x267F, 0x267F },   { 0x2693, 0x2693 },   { 0x26A1, 0x26A1 },
  { 0x26AA, 0x26AB },   { 0x26BD, 0x26BE },   { 0x26C4, 0x26C5 },   { 0x26CE, 0x26CE },
  { 0x26D4, 0x26D4 },   { 0x26EA, 0x26EA },   { 0x26F2, 0x26F3 },   { 0x26F5, 0x26F5 },
  { 0x26FA, 0x26FA },   { 0x26FD, 0x26FD },   { 0x2705, 0x2705 },   { 0x270A, 0x270B },
  { 0x2728, 0x2728 },   { 0x274C, 0x274C },   { 0x274E, 0x274E },   { 0x2753, 0x2755 },
  { 0x2757, 0x2757 },   { 0x2795, 0x2797 },   { 0x27B0, 0x27B0 },   { 0x27BF, 0x27BF },
  { 0x2B1B, 0x2B1C },   { 0x2B50, 0x2B50 },   { 0x2B55, 0x2B55 },   { 0x2E80, 0x303E },
  { 0x3041, 0x3247 },   { 0x3250, 0x4DBF },   { 0x4E00, 0xA4CF },   { 0xA960, 0xA97F },
  { 0xAC00, 0xD7A3 },   { 0xF900, 0xFAFF },   { 0xFE10, 0xFE19 },   { 0xFE30, 0xFE6F },
  { 0xFF01, 0xFF60 },   { 0xFFE0, 0xFFE6 },   { 0x16FE0, 0x18CFF }, { 0x18D00, 0x18D08 },
  { 0x1AFF0, 0x1B2FB }, { 0x1F004, 0x1F004 }, { 0x1F0CF, 0x1F0CF }, { 0x1F18E, 0x1F18E },
  { 0x1F191, 0x1F19A }, { 0x1F200, 0x1F320 }, { 0x1F32D, 0x1F335 }, { 0x1F337, 0x1F37C },
  { 0x1F37E, 0x1F393 }, { 0x1F3A0, 0x1F3CA }, { 0x1F3CF, 0x1F3D3 }, { 0x1F3E0, 0x1F3F0 },
  { 0x1F3F4, 0x1F3F4 }, { 0x1F3F8, 0x1F43E }, { 0x1F440, 0x1F440 }, { 0x1F442, 0x1F4FC },
  { 0x1F4FF, 0x1F53D }, { 0x1F54B, 0x1F54E }, { 0x1F550, 0x1F567 }, { 0x1F57A, 0x1F57A },
  { 0x1F595, 0x1F596 }, { 0x1F5A4, 0x1F5A4 }, { 0x1F5FB, 0x1F64F }, { 0x1F680, 0x1F6C5 },
  { 0x1F6CC, 0x1F6CC }, { 0x1F6D0, 0x1F6D2 }, { 0x1F6D5, 0x1F6DF }, { 0x1F6EB, 0x1F6EF },
  { 0x1F6F4, 0x1F6FF }, { 0x1F7E0, 0x1F7F0 }, { 0x1F90C, 0x1F93A }, { 0x1F93C, 0x1F945 },
  { 0x1F947, 0x1F9FF }, { 0x1FA70, 0x1FAFF }, { 0x20000, 0x3FFFD },
};

// Combining marks of Latin, Cyrillic, Hebrew, Arabic, Devanagari, Bengali, Thai and Japanese,
// variation selectors, joining Hangul. Marks of other scripts count as one cell: the caret then
// stands too far right.
constexpr Range combining[] = {
  { 0x300, 0x36F },   { 0x483, 0x489 },   { 0x591, 0x5BD },   { 0x5BF, 0x5BF },
  { 0x5C1, 0x5C2 },   { 0x5C4, 0x5C5 },   { 0x5C7, 0x5C7 },   { 0x610, 0x61A },
  { 0x64B, 0x65F },   { 0x670, 0x670 },   { 0x6D6, 0x6DC },   { 0x6DF, 0x6E4 },
  { 0x6E7, 0x6E8 },   { 0x6EA, 0x6ED },   { 0x900, 0x902 },   { 0x93A, 0x93A },
  { 0x93C, 0x93C },   { 0x941, 0x948 },   { 0x94D, 0x94D },   { 0x951, 0x957 },
  { 0x962, 0x963 },   { 0x981, 0x981 },   { 0x9BC, 0x9BC },   { 0x9C1, 0x9C4 },
  { 0x9CD, 0x9CD },   { 0xE31, 0xE31 },   { 0xE34, 0xE3A },   { 0xE47, 0xE4E },
  { 0x1160, 0x11FF }, { 0x1AB0, 0x1ACE }, { 0x1DC0, 0x1DFF }, { 0x20D0, 0x20F0 },
  { 0x302A, 0x302D }, { 0x3099, 0x309A }, { 0xFE00, 0xFE0F }, { 0xFE20, 0xFE2F },
};

template <std::size_t size>
bool contains(const Range (&ranges)[size], char32_t value) {
  const Range* after = std::upper_bound(
    std::begin(ranges), std::end(ranges), value,
    [](char32_t v, const Range& range) { return v < range.first; });
  return after != std::begin(ranges) && value <= std::prev(after)->last;
}

char32_t code_point(std::string_view text, std::size_t at, std::size_t length) {
  const auto first = static_cast<std::uint8_t>(text[at]);
  if (length == 1) return first;
  char32_t value = first & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i)
    value = value << 6 | (static_cast<std::uint8_t>(text[at + i]) & 0x3Fu);
  return value;
}

}  // namespace

std::size_t code_point_length(std::string_view text, std::size_t at) {
  const auto first = static_cast<std::uint8_t>(text[at]);
  const std::size_t length = first < 0xC2 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (length == 1 || at + length > text.size()) return 1;
  return is_valid_utf8(text.substr(at, length)) ? length : 1;
}

int cells(std::string_view text) {
  int result = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = code_point_length(text, at);
    const char32_t value = code_point(text, at, length);
    result += contains(combining, value) ? 0 : contains(wide, value) ? 2 : 1;
    at += length;
  }
  return result;
}

std::string padded(std::string_view text, int width) {
  std::string result(text);
  result.append(static_cast<std::size_t>(std::max(0, width - cells(text))), ' ');
  return result;
}

std::vector<std::string> wrapped(std::string_view text, int width) {
  std::vector<std::string> lines(1);
  int used = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    const int size = cells(word);
    if (used > 0 && used + 1 + size > width) {
      lines.emplace_back();
      used = 0;
    }
    if (used > 0) lines.back() += ' ';
    lines.back() += word;
    used += size + (used > 0);
  }
  return lines;
}

}  // namespace reallyopen
