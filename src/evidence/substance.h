// Whether a file holds what its name promises, at the simple level: something beside comments and
// promises.
#pragma once

#include <string>
#include <string_view>

namespace reallyopen {

enum class Substance { substantial, empty, comments_only, promise };

struct SubstanceResult {
  Substance substance = Substance::substantial;
  int line = 0;      // 1-based, of the promise
  std::string text;  // the promising line
};

// By a zero byte near the beginning.
bool is_binary(std::string_view content);

// `path` chooses the comment style by its extension. Binary content is substantial.
SubstanceResult judge_substance(std::string_view path, std::string_view content);

}  // namespace reallyopen
