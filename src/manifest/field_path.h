// How a field is written in messages: `data.sources[0].access`.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace reallyopen {

// Appends in place so that a walk over a tree needs one string; keys are made printable.
void append_key(std::string& path, std::string_view key);
void append_index(std::string& path, std::size_t index);

}  // namespace reallyopen
