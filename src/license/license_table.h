// What may be done under each licence: the SPDX list, and the licences of models that it does not
// list.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

enum class Openness { unknown, restricted, open };

// What a licence is applied to.
enum class LicensedContent { code, weights, data, documentation, outputs };
inline constexpr std::size_t licensed_contents = 5;

std::string_view name(Openness openness);
std::string_view name(LicensedContent content);

struct License {
  std::string_view id;  // an SPDX id, a `LicenseRef-`, or the name of a family such as `bsd`
  std::string_view title = {};
  bool exception = false;   // stands behind `WITH`
  bool deprecated = false;  // an SPDX id that the list replaced
  bool osi_approved = false;
  bool fsf_free = false;
  bool policy = false;     // a use policy: terms beside a licence
  bool reference = false;  // not in the SPDX list: `id` is a `LicenseRef-`
  bool family = false;     // names no single licence; `successors` are its members
  std::span<const std::string_view> successors = {};  // of a deprecated id: expressions
  std::array<Openness, licensed_contents> openness{};
  std::span<const std::string_view>
    restrictions = {};           // kinds, as the manifest's `restrictions` names them
  std::string_view source = {};  // who says so: OSI, FSF, Open Definition, the text itself
  std::string_view why = {};
  std::span<const std::string_view>
    spellings = {};                // other names in use: Hugging Face ids, abbreviations
  std::string_view modifies = {};  // the id of the licence that its text was made from
  std::span<const std::string_view> urls = {};  // without scheme, `www.` and ending, in lower case

  Openness for_content(LicensedContent content) const {
    return openness[static_cast<std::size_t>(content)];
  }
};

std::span<const License> all_licenses();

// Without regard to letter case; null when no table knows it.
const License* find_license(std::string_view id);

// The licence behind a name in use: an id in any case, a Hugging Face id, "Apache License,
// Version 2.0". Null when nothing is called so.
const License* license_called(std::string_view words);
// Whether it may know words of which this is the first: a cheaper look.
bool may_call_license(std::string_view first);

// The licence that stands at an address as the rows have it; null where no licence does.
const License* license_at(std::string_view url);

// The ids that a name in use may mean, none of them deprecated; the nearest id where it looks like
// a typing error.
std::vector<std::string> meant_licenses(std::string_view words);

}  // namespace reallyopen
