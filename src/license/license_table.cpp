#include "license/license_table.h"

#include <algorithm>

#include "license/prepared_licenses.h"
#include "license/spelling.h"
#include "text/letters.h"
#include "text/nearest.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_known_name = 200;  // a longer one is no name

const License* license_named(std::span<const LicenseName> names, std::string_view key) {
  const auto found = std::ranges::lower_bound(names, key, {}, &LicenseName::key);
  return found == names.end() || found->key != key ? nullptr : &all_licenses()[found->license];
}

std::vector<std::string> in_force(const License& license) {
  if (license.successors.empty()) return { std::string(license.id) };
  return { license.successors.begin(), license.successors.end() };
}

std::vector<std::string> ids_to_suggest() {
  std::vector<std::string> ids;
  for (const License& license : all_licenses())
    if (!license.exception && !license.deprecated && !license.family) ids.emplace_back(license.id);
  return ids;
}

}  // namespace

std::string_view name(Openness openness) {
  switch (openness) {
    case Openness::open:
      return "open";
    case Openness::restricted:
      return "restricted";
    case Openness::unknown:
      break;
  }
  return "unknown";
}

std::string_view name(LicensedContent content) {
  constexpr std::array<std::string_view, licensed_contents> names{ "code", "weights", "data",
                                                                   "documentation", "outputs" };
  return names.at(static_cast<std::size_t>(content));
}

std::span<const License> all_licenses() { return prepared_licenses(); }

const License* find_license(std::string_view id) {
  if (id.size() > longest_known_name) return nullptr;
  return license_named(prepared_ids(), lower(id));
}

const License* license_called(std::string_view words) {
  if (words.size() > longest_known_name) return nullptr;
  if (const License* exact = find_license(words); exact && !exact->exception) return exact;
  return license_named(prepared_names(), spelling_key(words));
}

bool may_call_license(std::string_view first) {
  const std::string prefix = spelling_prefix(first);
  const auto known = [&](std::span<const LicenseName> names) {
    const auto found = std::ranges::lower_bound(names, prefix, {}, &LicenseName::key);
    return found != names.end() && found->key.starts_with(prefix);
  };
  return known(prepared_names()) || known(prepared_ids());
}

const License* license_at(std::string_view url) { return license_named(prepared_urls(), url); }

std::vector<std::string> meant_licenses(std::string_view words) {
  if (const License* license = license_called(words)) return in_force(*license);
  static const std::vector<std::string> ids = ids_to_suggest();
  if (const auto near = nearest_word(words, ids)) return { *near };
  return {};
}

}  // namespace reallyopen
