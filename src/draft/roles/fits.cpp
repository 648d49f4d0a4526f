#include "draft/roles/fits.h"

#include <algorithm>
#include <string>

#include "text/letters.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_call = 4'000;

bool is_of_data(const std::string& name) {
  if (is_one_of(name, { "le", "ohe", "sc", "ss", "enc", "poly", "tf", "cv", "lb", "mlb", "tok",
                        "ct", "lda", "svd", "tsne", "umap", "standard", "minmax" }))
    return true;
  if (has_one_of("classifier|regress|autoencoder|estimator", name)) return false;
  return has_one_of(
    "scaler|encoder|vectorizer|tokenizer|pca|imputer|binarizer|selector|normalizer|standardizer|"
    "discretizer|polynomial|smote|transformer|preprocess|kbest|tfidf|featureunion|bag_of_words|"
    "kernelcenterer|truncatedsvd",
    name);
}

// The name that ends at `at`, and what stands before the brackets of a call there.
std::string_view name_ending(std::string_view content, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && is_word_letter(content[begin - 1])) --begin;
  return content.substr(begin, at - begin);
}

// Of `Name(a, b()).fit(`, where the call of Name begins; npos where it is too far away.
std::size_t call_before(std::string_view content, std::size_t end) {
  int depth = 0;
  const std::size_t first = end > longest_call ? end - longest_call : 0;
  for (std::size_t at = end; at-- > first;) {
    if (content[at] == ')') ++depth;
    if (content[at] == '(' && --depth == 0) return at;
  }
  return content.npos;
}

// What made it: `Name` of `x = package.Name(`, the last time before `at`; "" where nothing did.
std::string_view maker_of(std::string_view content, std::string_view name, std::size_t at) {
  const std::string assigned = std::string(name) + " = ";
  const std::size_t found = content.substr(0, at).rfind(assigned);
  if (found == content.npos || (found > 0 && is_word_letter(content[found - 1]))) return "";
  std::size_t end = found + assigned.size();
  while (end < content.size() && (is_word_letter(content[end]) || content[end] == '.')) ++end;
  return content.substr(end).starts_with('(') ? name_ending(content, end) : "";
}

}  // namespace

bool fits_model(std::string_view content) {
  for (std::size_t at = content.find(".fit("); at != content.npos;
       at = content.find(".fit(", at + 1)) {
    std::size_t end = at;
    if (at > 0 && content[at - 1] == ')') end = call_before(content, at);
    if (end == content.npos) continue;
    const std::string_view name = name_ending(content, end);
    const std::string_view maker = end == at ? maker_of(content, name, at) : "";
    if (!name.empty() && !is_of_data(lower(name)) && !is_of_data(lower(maker))) return true;
  }
  return false;
}

}  // namespace reallyopen
