// The 17 components of the Model Openness Framework, as the Model Openness Tool's catalogue orders
// them.
#pragma once

#include <span>
#include <string_view>

namespace reallyopen {

enum class MofContent { code, data, document };

struct MofComponent {
  std::string_view name;  // exact, as records spell it
  MofContent content = MofContent::code;
  int enters = 3;  // the class that asks for it first; 3 is the least open
  bool required = true;
  std::string_view component;  // the id of ours that it corresponds to
};

std::span<const MofComponent> mof_components();

// Null for a name that the catalogue does not have.
const MofComponent* find_mof_component(std::string_view name);

// The paper replaces the report where that one is not included.
extern const std::string_view mof_technical_report;
extern const std::string_view mof_research_paper;

}  // namespace reallyopen
