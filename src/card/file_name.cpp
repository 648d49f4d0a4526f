#include "card/file_name.h"

namespace reallyopen {

bool is_card_name(std::string_view lower_name) {
  constexpr std::string_view model = "model";
  if (lower_name == "readme.md") return true;
  if (!lower_name.starts_with(model) || !lower_name.ends_with(".md")) return false;
  lower_name.remove_prefix(model.size());
  if (lower_name.find_first_of("_- ") == 0) lower_name.remove_prefix(1);
  return lower_name.starts_with("card");
}

}  // namespace reallyopen
