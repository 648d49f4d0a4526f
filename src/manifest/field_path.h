// How a field is written in messages: `data.sources[0].access`.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace reallyopen {

// Appends in place so that a walk over a tree needs one string; keys are made printable.
void append_key(std::string& path, std::string_view key);
void append_index(std::string& path, std::size_t index);

// Without a list index at its end: `scripts` of `training.scripts[0]`.
std::string_view last_key(std::string_view field);

}  // namespace reallyopen
