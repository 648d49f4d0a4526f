// Recognises the text of a git LFS pointer.
#pragma once

#include <optional>
#include <string_view>

#include "repository/snapshot.h"

namespace reallyopen {

// A pointer is shorter than this; anything longer need not be read.
constexpr std::size_t lfs_pointer_limit = 1024;

// Strict: git-lfs itself must have been able to write exactly this text.
std::optional<LfsPointer> parse_lfs_pointer(std::string_view text);

}  // namespace reallyopen
