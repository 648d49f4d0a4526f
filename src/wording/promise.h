// Sentences that say of a part of the release that it comes later.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

// What is promised. `other` is a thing that no component of a release is.
enum class Promised { training_code, code, data, weights, checkpoints, logs };

std::string_view name(Promised object);

struct Promise {
  int line = 0;      // 1-based
  std::string text;  // of the line, trimmed
  Promised object = Promised::code;
};

// Only where the words name the object: "the training code will be released", "logs (coming soon)",
// "- [ ] release weights", "训练代码即将开源". Next versions, other projects' work and what is done
// already are passed over.
std::vector<Promise> find_promises(std::string_view text);

}  // namespace reallyopen
