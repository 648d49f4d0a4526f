#include "convert/yaml_text.h"

#include <nlohmann/json.hpp>

#include "manifest/write_scalar.h"

namespace reallyopen {
namespace {

using Json = nlohmann::ordered_json;

bool is_flat(const Json& value) { return !value.is_structured() || value.empty(); }

std::string scalar(const Json& value) {
  if (value.is_string()) return yaml_scalar(value.get_ref<const std::string&>());
  return value.dump();
}

// Depth is that of our own conversions, never of what was read.
void write(const Json& value, std::size_t indent, std::string& out) {
  const std::string spaces(indent, ' ');
  if (value.is_object()) {
    for (const auto& [key, child] : value.items()) {
      out += spaces + yaml_scalar(key) + ":";
      if (is_flat(child)) {
        out += " " + scalar(child) + "\n";
      } else {
        out += "\n";
        write(child, indent + 2, out);
      }
    }
    return;
  }
  for (const Json& item : value) {
    if (is_flat(item)) {
      out += spaces + "- " + scalar(item) + "\n";
      continue;
    }
    // The first line of what is below takes the dash in place of its spaces.
    const std::size_t start = out.size();
    write(item, indent + 2, out);
    out[start + indent] = '-';
  }
}

}  // namespace

std::string yaml_text(const Json& value) {
  if (is_flat(value)) return scalar(value) + "\n";
  std::string out;
  write(value, 0, out);
  return out;
}

}  // namespace reallyopen
