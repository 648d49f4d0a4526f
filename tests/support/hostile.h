// Bytes that were made to hurt a reader.
#pragma once

#include <functional>
#include <random>
#include <string>

namespace reallyopen {

// Every way to cut it off, and some random changes.
inline void try_hostile(const std::string& bytes,
                        const std::function<void(const std::string&)>& read) {
  std::mt19937 random(11);
  for (std::size_t length = 0; length < bytes.size(); ++length) read(bytes.substr(0, length));
  for (int round = 0; round < 3000; ++round) {
    std::string changed = bytes;
    for (int i = 0; i < 3; ++i) changed[random() % changed.size()] = static_cast<char>(random());
    read(changed);
  }
}

}  // namespace reallyopen
