// A manifest as a citation file, CFF 1.2.0.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "convert/dates.h"
#include "convert/exchange.h"
#include "convert/license_choice.h"
#include "convert/put.h"
#include "convert/yaml_text.h"
#include "license/exact_set.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

using Json = nlohmann::ordered_json;

// CFF tells persons from entities by their parts of a name, which a manifest does not take apart.
Json author(const Node& party) {
  Json result{ { "name", party_name(&party) } };
  if (!party.is_mapping()) return result;
  put(result, "website", text_of(party.get("url")));
  put(result, "email", text_of(party.get("email")));
  const std::string orcid = text_of(party.get("orcid"));
  if (!orcid.empty())
    result["orcid"] = orcid.starts_with("http") ? orcid : "https://orcid.org/" + orcid;
  return result;
}

Json authors(const Release& release) {
  Json list = Json::array();
  if (const Node* developer = release.find({ "model", "developer" }))
    list.push_back(author(*developer));
  if (const Node* authors = release.find({ "authors" }))
    for (const Node& party : authors->items)
      if (party_name(&party) != release.developer()) list.push_back(author(party));
  return list;
}

// The format has a list of ids of its own, older than some licences of models.
bool is_known(const std::string& id) {
  return listed_spelling("mot-open", id) == id && !id.starts_with("OpenMDW");
}

void add_citation_license(const Release& release, Json& citation, std::vector<std::string>& notes) {
  const std::string expression = release.license("weights");
  if (states_no_license(expression)) return;
  const std::vector<std::string> ids = license_choices(expression);
  if (!ids.empty() && std::ranges::all_of(ids, is_known)) {
    citation["license"] = ids.size() == 1 ? Json(ids.front()) : Json(ids);
    return;
  }
  const Node* stated = release.find({ "license", "weights" });
  const std::string url = stated && stated->is_mapping() ? text_of(stated->get("url")) : "";
  put(citation, "license-url", url);
  if (url.empty())
    notes.push_back(fmt::format(
      "the licence `{}` is left out: the format does not list it, and the manifest names no URL",
      printable(expression, 80)));
}

void add_doi(const Release& release, Json& citation) {
  for (std::string id : texts_of(release.find({ "model", "identifiers" }))) {
    if (id.starts_with("https://doi.org/")) id.erase(0, 16);
    if (id.starts_with("doi:")) id.erase(0, 4);
    if (!id.starts_with("10.")) continue;
    citation["doi"] = id;
    return;
  }
}

}  // namespace

Converted write_citation(const Release& release, std::string_view) {
  Converted result;
  Json citation{ { "cff-version", "1.2.0" },
                 { "message", "If you use this model, please cite it as below." },
                 { "type", "software" } };
  put(citation, "title", release.text({ "model", "name" }));
  put(citation, "version", release.text({ "model", "version" }));
  put(citation, "abstract", release.text({ "model", "description" }));
  citation["authors"] = authors(release);
  if (const auto date = full_date(release.text({ "model", "release_date" }))) {
    citation["date-released"] = *date;
    if (*date != release.text({ "model", "release_date" }))
      result.notes.push_back("the release date is written as the first day of its month or year");
  }
  add_citation_license(release, citation, result.notes);
  put(citation, "repository-code", release.text({ "model", "repository" }));
  put(citation, "url", release.text({ "model", "hub" }));
  add_doi(release, citation);
  result.notes.push_back("the format has no type for models: it says `software`");
  result.notes.push_back(
    "only what names the release is written: a citation file has no place for the rest");
  result.text = yaml_text(citation);
  return result;
}

}  // namespace reallyopen
