// A manifest as a record of the Model Openness Framework.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "claims/claim.h"
#include "convert/exchange.h"
#include "convert/license_choice.h"
#include "convert/yaml_text.h"
#include "mof/component.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view set = "mot-open";

// How well a component must be shown to be listed: as well as the class asks that asks for it.
std::map<std::string, Evidence, std::less<>> thresholds() {
  std::map<std::string, Evidence, std::less<>> result;
  for (const Claim& claim : shipped_claims()) {
    if (claim.id != "mof-class-1") continue;
    for (const Requirement& requirement : claim.requirements) {
      if (!requirement.component.empty()) result[requirement.component] = requirement.at_least;
      for (const Requirement& part : requirement.any_of) result[part.component] = part.at_least;
    }
  }
  return result;
}

class MofWriter {
 public:
  explicit MofWriter(const Release& release) : release_(release) {}

  Converted write() {
    Json record;
    record["framework"] = { { "name", "Model Openness Framework" },
                            { "version", "1.0" },
                            { "date", "2024-12-15" } };
    Json& release = record["release"];
    put(release, "name", release_.text({ "model", "name" }));
    put(release, "version", release_.text({ "model", "version" }));
    put(release, "date", release_.text({ "model", "release_date" }));
    put(release, "type", kept("type"));
    put(release, "architecture", release_.text({ "model", "architecture", "type" }));
    put(release, "treatment", kept("treatment"));
    put(release, "origin", origin());
    put(release, "producer", release_.developer());
    put(release, "contact", release_.text({ "community", "contact" }));
    put(release, "repository", release_.text({ "model", "repository" }));
    put(release, "huggingface", release_.text({ "model", "hub" }));
    release["license"] = licenses();
    release["components"] = components();
    note_losses();
    return { "# Written from a TRANSPARENCY.yaml by reallyopen.\n" + yaml_text(record),
             std::move(notes_) };
  }

 private:
  static void put(Json& into, const std::string& key, const std::string& text) {
    if (!text.empty()) into[key] = text;
  }

  // What a record said that a manifest has no field for, and an earlier conversion kept.
  std::string kept(std::string_view key) const { return release_.text({ "x-mof", key }); }

  std::string origin() const {
    const auto bases = release_.base_models();
    return bases.empty() ? kept("origin") : text_of(bases.front()->get("name"));
  }

  std::string one_license(const std::string& expression) {
    std::string id = deciding_license(expression, set);
    if (id != expression && !has_several_licenses(expression))
      notes_.push_back(fmt::format("`{}` is written as `{}`: records are compared letter by letter",
                                   printable(expression, 120), printable(id, 80)));
    if (has_several_licenses(expression))
      notes_.push_back(fmt::format("`{}` is written as `{}`: a record has room for one licence id",
                                   printable(expression, 120), printable(id, 80)));
    return id;
  }

  std::string license_path(std::string_view content) const {
    const std::string own = text_of(release_.find({ "license", content, "file" }));
    const auto files = texts_of(release_.find({ "license", "files" }));
    return own.empty() && !files.empty() ? files.front() : own;
  }

  Json licenses() {
    Json result = Json::object();
    const Node* stated = release_.find({ "license" });
    if (stated && stated->is_string()) {
      if (states_no_license(stated->text)) return result;
      distribution_ = one_license(stated->text);
      result["distribution"] = { { "name", distribution_ }, { "path", "" } };
      return result;
    }
    for (const auto& [ours, theirs] : { std::pair("code", "code"), std::pair("data", "data"),
                                        std::pair("documentation", "document") }) {
      const std::string expression = release_.license(ours);
      if (states_no_license(expression)) continue;
      by_content_[theirs] = one_license(expression);
      result[theirs] = { { "name", by_content_[theirs] }, { "path", license_path(ours) } };
    }
    return result;
  }

  std::string inherited(MofContent content) const {
    constexpr std::string_view names[] = { "code", "data", "document" };
    const auto found = by_content_.find(names[static_cast<std::size_t>(content)]);
    return found == by_content_.end() ? distribution_ : found->second;
  }

  Json components() {
    const auto least = thresholds();
    Json result = Json::array();
    for (const MofComponent& row : mof_components()) {
      const ComponentEvidence& component = release_.component(row.component);
      const auto threshold = least.find(row.component);
      const Evidence asked = threshold == least.end() ? Evidence::linked : threshold->second;
      if (reaches(component.evidence, asked))
        result.push_back(entry(row, component));
      else if (const Node* kept_entry = kept_component(row.name))
        result.push_back(keep(row, *kept_entry));
      else if (component.evidence != Evidence::absent)
        notes_.push_back(fmt::format("`{}` is left out: `{}` is {}", row.name, row.component,
                                     name(component.evidence)));
    }
    return result;
  }

  Json entry(const MofComponent& row, const ComponentEvidence& component) {
    Json result{ { "name", row.name },
                 { "description", fmt::format("The {}.", title(row.component)) } };
    const std::string license = component_license(component, set);
    if (license != inherited(row.content))
      result["license"] = license.empty() ? "unlicensed" : license;
    put(result, "license_path", release_.license_file(row.component));
    put(result, "component_path", release_.location(row.component));
    return result;
  }

  static std::string_view title(std::string_view id) {
    for (const Component* component : all_components())
      if (component->id == id) return component->title;
    return id;
  }

  // An entry of the record that the manifest was made from, for which that named no file.
  const Node* kept_component(std::string_view name) const {
    const Node* entries = release_.find({ "x-mof", "components" });
    if (!entries) return nullptr;
    for (const Node& item : entries->items)
      if (item.string_at("name") == name) return &item;
    return nullptr;
  }

  Json keep(const MofComponent& row, const Node& kept_entry) {
    Json result{ { "name", row.name },
                 { "description", fmt::format("The {}.", title(row.component)) } };
    for (const char* key : { "license", "license_path", "component_path" }) {
      const Node* node = kept_entry.get(key);
      if (node && node->kind != NodeKind::null) result[key] = text_of(node);
    }
    notes_.push_back(
      fmt::format("`{}` stands only in `x-mof`: nothing in the manifest shows it", row.name));
    return result;
  }

  void note_losses() {
    const Node* restrictions = release_.find({ "restrictions" });
    if (restrictions && !restrictions->items.empty())
      notes_.push_back("the restrictions are left out: a record has only licences");
    if (release_.find({ "hardware" }))
      notes_.push_back("the hardware is left out: a record has no place for it");
    for (const char* section : { "environment", "preprocessing", "training" })
      if (release_.find({ section }))
        notes_.push_back(fmt::format("of `{}` no more than its files is written", section));
  }

  const Release& release_;
  std::vector<std::string> notes_;
  std::string distribution_;
  std::map<std::string, std::string, std::less<>> by_content_;
};

}  // namespace

Converted write_mof(const Release& release, std::string_view) { return MofWriter(release).write(); }

}  // namespace reallyopen
