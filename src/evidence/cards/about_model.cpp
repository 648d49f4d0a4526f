#include "evidence/cards/about_model.h"

#include <algorithm>
#include <string>

#include "text/letters.h"

namespace reallyopen {

bool is_of_this_model(std::string_view before, std::string_view model) {
  const std::string text = ' ' + lower(before) + ' ';
  for (const std::string_view word :
       { " not ",   "n't",    "none",  "unlike",   "instead",   " other",   "another",
         " than ",  "compar", " see ", "baseline", "check out", "previous", " if ",
         "example", " can ",  "could", " may ",    "might",     "teacher",  "judge",
         "also",    "http",   "those", "these",    "should" })
    if (text.find(word) != std::string::npos) return false;
  const std::size_t first = text.find_first_not_of(" -*_>#|:");
  if (first == std::string::npos) return true;
  const std::string_view start = std::string_view(text).substr(first);
  for (const std::string_view word : { "this ",
                                       "it ",
                                       "it's ",
                                       "our model",
                                       "we ",
                                       "a ",
                                       "an ",
                                       "the model",
                                       "the network",
                                       "the weights",
                                       "the checkpoint",
                                       "the released",
                                       "the encoder",
                                       "lora ",
                                       "model ",
                                       "was ",
                                       "is ",
                                       "the lora",
                                       "qlora ",
                                       "the adapter" })
    if (start.starts_with(word)) return true;
  // The name alone: a longer one is another model's.
  const std::string subject = squeezed(
    start.substr(0, std::min(start.find(" is "), start.find(" was "))));
  return subject == squeezed(model);
}

bool is_section_of_others(std::string_view section) {
  for (const std::string_view word : { "related", "other", "compar", "acknowledg", "baseline",
                                       "zoo", "family", "variants", "citation", "example" })
    if (section.find(word) != std::string_view::npos) return true;
  return false;
}

}  // namespace reallyopen
