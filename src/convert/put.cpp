#include "convert/put.h"

#include <nlohmann/json.hpp>

namespace reallyopen {

void put(nlohmann::ordered_json& into, const char* key, const std::string& text) {
  if (!text.empty()) into[key] = text;
}

void put(nlohmann::ordered_json& into, const char* key, nlohmann::ordered_json value) {
  if (!value.is_null() && !value.empty()) into[key] = std::move(value);
}

}  // namespace reallyopen
