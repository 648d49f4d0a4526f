#include "evidence/cards/base_model.h"

#include <algorithm>

#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t shortest_model_name = 3;  // a shorter one is found in anything

std::string party_name(const Node* party) {
  if (!party) return "";
  const std::string_view text = party->is_string() ? party->text : party->string_at("name");
  std::string result;
  for (const char letter : text) {
    if (letter == ' ' || letter == '\t') continue;
    result += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  return result;
}

std::string without_format(std::string name) {
  if (name.ends_with("hf")) name.resize(name.size() - 2);
  return name;
}

// Of which the Hub says exactly what is meant; not of a library that has its own list.
bool is_plain_hub_id(std::string_view id) {
  return id.find('/') == id.rfind('/') && id.find('/') != std::string_view::npos &&
         id.find(' ') == std::string_view::npos && !id.starts_with("timm/");
}

}  // namespace

std::vector<BaseModel> base_models(const Declarations& declarations) {
  std::vector<BaseModel> result;
  const Node* bases = declarations.find({ "model", "base_models" });
  if (!bases) return result;
  const std::string developer = party_name(declarations.find({ "model", "developer" }));
  for (const Node& node : bases->items) {
    BaseModel base{ .node = &node, .name = std::string(node.string_at("name")) };
    const Node* license = node.get("license");
    if (license && license->is_mapping()) license = license->get("id");
    if (license && license->is_string()) base.license = license;
    const std::string of_base = party_name(node.get("developer"));
    base.same_developer = !of_base.empty() && of_base == developer;
    result.push_back(std::move(base));
  }
  return result;
}

std::string_view behind_owner(std::string_view id) {
  const std::size_t slash = id.rfind('/');
  return slash == std::string_view::npos ? id : id.substr(slash + 1);
}

std::string hub_id(std::string_view url, std::string_view kind) {
  for (const std::string_view host : { "https://huggingface.co/", "http://huggingface.co/", "hf:" })
    if (url.starts_with(host)) {
      url.remove_prefix(host.size());
      if (!url.starts_with(kind)) return "";
      url.remove_prefix(kind.size());
      const std::size_t owner = url.find('/');
      if (owner == std::string_view::npos) return std::string(url);
      return std::string(url.substr(0, url.find_first_of("/?#@", owner + 1)));
    }
  return "";
}

bool names_model(const Node& base, std::string_view id) {
  const std::string linked = hub_id(base.string_at("url"), "");
  if (linked.find('/') != std::string::npos && id.find('/') != std::string_view::npos)
    return lower(linked) == lower(id);
  const std::string name = without_format(squeezed(base.string_at("name")));
  const std::string whole = without_format(squeezed(id));
  const std::string last = without_format(squeezed(behind_owner(id)));
  // `Meta Llama 3.1 8B` names `meta-llama/Llama-3.1-8B`, but not `…-8B-Instruct`.
  return name == whole || name == last ||
         (last.size() >= shortest_model_name && name.ends_with(last)) || whole.ends_with(name);
}

bool names_start_model(const Node& base, std::string_view id) {
  const std::string_view url = base.string_at("url");
  const std::string name = squeezed(base.string_at("name"));
  const std::string developer = squeezed(party_name(base.get("developer")));
  const bool is_of_hub = id.find("://") == std::string_view::npos &&
                         id.find(' ') == std::string_view::npos;
  if (is_of_hub && names_model(base, id)) return true;
  const std::size_t scheme = id.find("://");
  std::string_view rest = scheme == std::string_view::npos ? id : id.substr(scheme + 3);
  for (bool first = true; !rest.empty(); first = false) {
    const std::size_t end = std::min(rest.find_first_of(" /"), rest.size());
    const std::string part = squeezed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (first && hub_id(url, "").empty() && developer.size() >= shortest_model_name &&
        (part.find(developer) != part.npos || developer.find(part) == 0))
      return true;
    const bool is_name = !first || id.find_first_of(" /") == std::string_view::npos;
    if (is_name && !is_plain_hub_id(id) && part.size() > shortest_model_name &&
        (squeezed(url).find(part) != std::string::npos || name.find(part) != std::string::npos ||
         (name.size() > shortest_model_name && part.find(name) != std::string::npos)))
      return true;
  }
  return false;
}

}  // namespace reallyopen
