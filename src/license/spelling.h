// What different writings of one licence name have in common.
#pragma once

#include <string>
#include <string_view>

namespace reallyopen {

// "The Apache License, Version 2.0", "apache-2.0" and "Apache 2" have one key: words and numbers in
// order, without filling words, without `.0` at the end of a version.
std::string spelling_key(std::string_view words);

// What the key of every text that begins with this word begins with; empty where that is open.
std::string spelling_prefix(std::string_view word);

}  // namespace reallyopen
