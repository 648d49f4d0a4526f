// What the model at hand is called.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

// What a title calls the model, squeezed: `Leafnet-7B: a small model` gives `leafnet7b` and
// `leafnet`.
std::vector<std::string> names_in(std::string_view title);

// What a text calls by a name with a size or version oftener than anything else, at least three
// times: `leafnet` of Leafnet-7B and Leafnet-13B. Empty: there is none.
std::string commonest_name(std::string_view text);

}  // namespace reallyopen
