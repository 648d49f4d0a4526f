// A manifest as a CycloneDX 1.6 bill of materials for machine learning.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "convert/exchange.h"
#include "convert/flat_settings.h"
#include "convert/license_choice.h"
#include "convert/put.h"
#include "convert/uri_reference.h"
#include "license/expression.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

using Json = nlohmann::ordered_json;

Json licenses(const std::string& expression) {
  if (states_no_license(expression)) return nullptr;
  if (!parse_expression(expression).error.empty())
    return { { { "license", { { "name", expression } } } } };
  return { { { "expression", expression } } };
}

std::string license_id(const Node* license) {
  return license && license->is_mapping() ? text_of(license->get("id")) : text_of(license);
}

class CycloneDxWriter {
 public:
  explicit CycloneDxWriter(const Release& release) : release_(release) {}

  Converted write() {
    Json bom{ { "bomFormat", "CycloneDX" }, { "specVersion", "1.6" }, { "version", 1 } };
    bom["metadata"]["tools"]["components"] = { { { "type", "application" },
                                                 { "name", "reallyopen" } } };
    bom["components"] = Json::array({ model() });
    for (const Node* source : release_.sources()) bom["components"].push_back(dataset(*source));
    if (release_.find({ "preprocessing" }))
      notes_.push_back("the preprocessing steps are left out");
    if (!hardware_lines(release_).empty())
      notes_.push_back(
        "hardware, hyperparameters and restrictions are written as `properties`: there is no field "
        "for them");
    return { bom.dump(2, ' ', false, Json::error_handler_t::replace) + "\n", std::move(notes_) };
  }

 private:
  Json model() {
    Json component{ { "type", "machine-learning-model" }, { "bom-ref", "model" } };
    component["name"] = release_.text({ "model", "name" });
    put(component, "version", release_.text({ "model", "version" }));
    if (!release_.developer().empty())
      component["manufacturer"] = { { "name", release_.developer() } };
    put(component, "description", release_.text({ "model", "description" }));
    put(component, "licenses", licenses(release_.license("weights")));
    put(component, "externalReferences", references());
    put(component["pedigree"], "ancestors", ancestors());
    if (component["pedigree"].is_null()) component.erase("pedigree");
    component["modelCard"] = model_card();
    put(component, "properties", properties());
    return component;
  }

  void add_reference(Json& list, const char* type, const std::string& url) {
    if (!url.empty()) list.push_back({ { "type", type }, { "url", uri_reference(url) } });
  }

  // The files of the weights, each with its digest where the manifest states one.
  void add_weights(Json& list) {
    const auto rows = all_components();
    for (const Component* row : rows) {
      if (row->id != "model-weights") continue;
      for (const Artifact* artifact : artifacts_of(release_.declarations(), *row)) {
        if (artifact->written.empty()) continue;
        Json reference{ { "type", "distribution" }, { "url", uri_reference(artifact->written) } };
        const std::string digest = text_of(artifact->node->get("sha256"));
        if (digest.size() == 64)
          reference["hashes"] = { { { "alg", "SHA-256" }, { "content", digest } } };
        list.push_back(std::move(reference));
      }
    }
  }

  Json references() {
    Json list = Json::array();
    add_weights(list);
    add_reference(list, "vcs", release_.text({ "model", "repository" }));
    add_reference(list, "website", release_.text({ "model", "homepage" }));
    add_reference(list, "distribution", release_.text({ "model", "hub" }));
    add_reference(list, "model-card", release_.location("model-card"));
    add_reference(list, "documentation", release_.location("technical-report"));
    add_reference(list, "documentation", release_.location("research-paper"));
    add_reference(list, "log", release_.location("training-logs"));
    add_reference(list, "issue-tracker", release_.text({ "community", "issues" }));
    add_reference(list, "chat", release_.text({ "community", "chat" }));
    return list;
  }

  Json ancestors() {
    Json list = Json::array();
    for (const Node* base : release_.base_models()) {
      Json ancestor{ { "type", "machine-learning-model" }, { "name", text_of(base->get("name")) } };
      put(ancestor, "version", text_of(base->get("revision")));
      put(ancestor, "licenses", licenses(license_id(base->get("license"))));
      put(ancestor, "description", text_of(base->get("relation")));
      list.push_back(std::move(ancestor));
    }
    return list;
  }

  Json formats(std::string_view direction) {
    Json list = Json::array();
    for (const std::string& modality :
         texts_of(release_.find({ "model", "modalities", direction })))
      list.push_back({ { "format", modality } });
    return list;
  }

  Json model_card() {
    Json card = Json::object();
    Json parameters = Json::object();
    const auto tasks = texts_of(release_.find({ "model", "tasks" }));
    if (!tasks.empty()) parameters["task"] = tasks.front();
    put(parameters, "architectureFamily", release_.text({ "model", "architecture", "family" }));
    put(parameters, "modelArchitecture", release_.text({ "model", "architecture", "type" }));
    Json datasets = Json::array();
    for (std::size_t i = 1; i <= release_.sources().size(); ++i)
      datasets.push_back({ { "ref", fmt::format("data-{}", i) } });
    put(parameters, "datasets", std::move(datasets));
    put(parameters, "inputs", formats("input"));
    put(parameters, "outputs", formats("output"));
    put(card, "modelParameters", std::move(parameters));
    Json metrics = Json::array();
    if (const Node* results = release_.find({ "evaluation", "results" }))
      for (const Node& result : results->items) metrics.push_back(metric(result));
    if (!metrics.empty()) card["quantitativeAnalysis"]["performanceMetrics"] = std::move(metrics);
    Json considerations = Json::object();
    if (const std::string use = release_.text({ "documentation", "intended_use" }); !use.empty())
      considerations["useCases"] = { use };
    if (const std::string limits = release_.text({ "documentation", "limitations" });
        !limits.empty())
      considerations["technicalLimitations"] = { limits };
    put(card, "considerations", std::move(considerations));
    return card;
  }

  static Json metric(const Node& result) {
    const std::string name = text_of(result.get("metric"));
    Json row{ { "type", text_of(result.get("benchmark")) + (name.empty() ? "" : ": " + name) } };
    put(row, "value", text_of(result.get("value")));
    put(row, "slice", text_of(result.get("split")));
    return row;
  }

  Json properties() {
    Json list = Json::array();
    const auto add = [&](const std::string& name, const std::string& value) {
      list.push_back({ { "name", "transparency:" + name }, { "value", value } });
    };
    for (const auto& [name, value] :
         flat_settings(release_.find({ "model", "parameters" }), "parameters"))
      add(name, value);
    for (const auto& [name, value] : hyperparameters(release_))
      add("hyperparameter:" + name, value);
    for (const std::string& line : hardware_lines(release_)) add("hardware", line);
    if (const Node* restrictions = release_.find({ "restrictions" }))
      for (const Node& restriction : restrictions->items)
        add("restriction:" + text_of(restriction.get("kind")), text_of(restriction.get("summary")));
    return list;
  }

  Json dataset(const Node& source) {
    Json component{ { "type", "data" }, { "bom-ref", fmt::format("data-{}", ++datasets_) } };
    component["name"] = text_of(source.get("name"));
    put(component, "version", text_of(source.get("revision")));
    put(component, "description", text_of(source.get("description")));
    put(component, "licenses", licenses(license_id(source.get("license"))));
    Json content{ { "type", "dataset" }, { "name", text_of(source.get("name")) } };
    if (const std::string url = text_of(source.get("url")); !url.empty())
      content["contents"]["url"] = uri_reference(url);
    put(content, "description", text_of(source.get("collection")));
    if (const std::string personal = text_of(source.get("personal_data"));
        personal == "present" || personal == "possible")
      content["sensitiveData"] = { "personal data: " + personal };
    component["data"] = Json::array({ std::move(content) });
    component["properties"] = { { { "name", "transparency:access" },
                                  { "value", text_of(source.get("access")) } } };
    if (source.get("subsets"))
      notes_.push_back(fmt::format("the subsets of `{}` are left out",
                                   printable(text_of(source.get("name")), 60)));
    return component;
  }

  const Release& release_;
  std::vector<std::string> notes_;
  int datasets_ = 0;
};

}  // namespace

Converted write_cyclonedx(const Release& release, std::string_view) {
  return CycloneDxWriter(release).write();
}

}  // namespace reallyopen
