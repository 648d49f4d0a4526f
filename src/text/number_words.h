// Kinds of number, as people and configurations name them and as files store them.
#pragma once

#include <set>
#include <string_view>

namespace reallyopen {

// `BF16`, `F16`, `F32`, `F64`, `F8`, or `packed`: packed and quantised ones are all of one kind.
std::string_view kind_of_stored(std::string_view type);

// The kinds that a free text such as `bfloat16 (norms in float32)` names; none where it has a word
// of its own.
std::set<std::string_view> stated_kinds(std::string_view text);

// Bytes of a number, where all the kinds have as many: 2 for F16 and BF16; else 0.
unsigned width_of(const std::set<std::string_view>& kinds);

}  // namespace reallyopen
