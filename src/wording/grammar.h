// What a mention of openness amounts to, once it has been read: the rows of
// schemas/wording/grammar.yaml.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "wording/reading.h"

namespace reallyopen {

enum class Says : std::uint8_t {
  nothing,
  as_written,
  open_source,
  open_weights,
  open_model,
  qualified
};

// A condition that a row does not name holds for everything: all bits are set.
struct GrammarRow {
  std::uint8_t forms = 0xFF;
  std::uint8_t heads = 0xFF;
  std::uint8_t owners = 0xFF;
  std::uint8_t openness = 0xFF;  // bit 0: open source, 1: open weights, 2: open
  std::uint8_t denied = 3;       // bit 0: it may be so, 1: it may not
  std::uint8_t later = 3;
  std::uint8_t limited = 3;
  std::uint8_t degree = 3;
  std::uint8_t subject = 3;
  std::uint8_t titled = 3;
  std::uint8_t enclosed = 3;
  std::uint8_t sibling = 3;
  std::uint8_t heading = 3;
  Says says = Says::nothing;
  std::string_view because;
};

std::span<const GrammarRow> grammar();

// The first row that holds; the last one always does.
const GrammarRow& decide(const Reading& reading, bool heading);

}  // namespace reallyopen
