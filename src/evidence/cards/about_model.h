// Whether a card speaks of the model that it is the card of.
#pragma once

#include <string_view>

namespace reallyopen {

// By what stands before a statement in its sentence; the model is called `model`. A sentence about
// another one, or that compares, asks or advises, is none about this.
bool is_of_this_model(std::string_view before, std::string_view model);

// By the heading above: related models, comparisons, citations.
bool is_section_of_others(std::string_view section);

}  // namespace reallyopen
