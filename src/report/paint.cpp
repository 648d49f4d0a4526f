#include "report/paint.h"

namespace reallyopen {
namespace {

std::string_view sequence(Ink ink) {
  switch (ink) {
    case Ink::plain:
      return "";
    case Ink::bold:
      return "\x1b[1m";
    case Ink::dim:
      return "\x1b[2m";
    case Ink::red:
      return "\x1b[1;31m";
    case Ink::yellow:
      return "\x1b[1;33m";
    case Ink::blue:
      return "\x1b[1;34m";
    case Ink::green:
      return "\x1b[1;32m";
  }
  return "";
}

}  // namespace

std::string Paint::operator()(Ink ink, std::string_view text) const {
  if (!colour_ || ink == Ink::plain || text.empty()) return std::string(text);
  return std::string(sequence(ink)).append(text).append("\x1b[0m");
}

Ink ink(Level level) {
  switch (level) {
    case Level::note:
      return Ink::blue;
    case Level::warning:
      return Ink::yellow;
    case Level::error:
      return Ink::red;
  }
  return Ink::red;
}

}  // namespace reallyopen
