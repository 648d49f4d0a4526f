// `reallyopen completion`: scripts that complete commands, options, claims and topics in a shell.
#pragma once

#include <string>
#include <string_view>

namespace reallyopen {

// `shell` is bash, zsh or fish.
std::string completion(std::string_view shell);

}  // namespace reallyopen
