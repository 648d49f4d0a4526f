#include "text/number_words.h"

#include <algorithm>
#include <array>

#include "text/letters.h"

namespace reallyopen {
namespace {

std::string_view kind_of_stated(std::string_view word) {
  struct Word {
    std::string_view word;
    std::string_view kind;
  };
  constexpr std::array words = std::to_array<Word>({
    { "bfloat16", "BF16" },
    { "bf16", "BF16" },
    { "float16", "F16" },
    { "fp16", "F16" },
    { "f16", "F16" },
    { "half", "F16" },
    { "float32", "F32" },
    { "fp32", "F32" },
    { "f32", "F32" },
    { "float", "F32" },
    { "float64", "F64" },
    { "fp64", "F64" },
    { "f64", "F64" },
    { "double", "F64" },
    { "fp8", "F8" },
    { "float8", "F8" },
  });
  for (const Word& row : words)
    if (row.word == word) return row.kind;
  if (word.starts_with("float8_") || word.starts_with("f8_")) return "F8";
  constexpr std::array<std::string_view, 14> packed = { "int8", "i8",   "uint8", "int4", "uint4",
                                                        "int3", "int2", "nf4",   "fp4",  "mxfp4",
                                                        "gptq", "awq",  "nvfp4", "w4a16" };
  const bool of_gguf = word.size() >= 2 && word.starts_with('q') && is_digit(word[1]);
  return of_gguf || std::ranges::find(packed, word) != packed.end() ? "packed" : "";
}

// `brain float 16` is `bfloat16`.
std::string with_width(std::string text) {
  for (std::size_t at = text.find("float "); at != std::string::npos;
       at = text.find("float ", at + 1))
    if (at + 6 < text.size() && is_digit(text[at + 6])) text.erase(at + 5, 1);
  for (std::size_t at = text.find("brain float"); at != std::string::npos;
       at = text.find("brain float"))
    text.replace(at, 11, "bfloat");
  return text;
}

}  // namespace

std::string_view kind_of_stored(std::string_view type) {
  if (type == "BF16" || type == "F16" || type == "F32" || type == "F64") return type;
  if (type.starts_with("F8_")) return "F8";
  // A whole number is a parameter of eight bits, or holds several.
  return "packed";
}

std::set<std::string_view> stated_kinds(std::string_view text) {
  std::set<std::string_view> kinds;
  std::string word;
  const std::string spelled = with_width(lower(text)) + " ";
  for (const char letter : spelled) {
    if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_') {
      word += letter;
      continue;
    }
    if (const std::string_view kind = kind_of_stated(word); !kind.empty()) kinds.insert(kind);
    word.clear();
  }
  return kinds;
}

unsigned width_of(const std::set<std::string_view>& kinds) {
  unsigned width = 0;
  for (const std::string_view kind : kinds) {
    const unsigned one = kind == "F64"                     ? 8
                         : kind == "F32"                   ? 4
                         : kind == "F16" || kind == "BF16" ? 2
                         : kind == "F8"                    ? 1
                                                           : 0;
    if (one == 0 || (width != 0 && width != one)) return 0;
    width = one;
  }
  return width;
}

}  // namespace reallyopen
