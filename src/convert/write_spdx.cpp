// A manifest as an SPDX 3.0.1 document with the AI and Dataset profiles, in JSON-LD.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "convert/dates.h"
#include "convert/exchange.h"
#include "convert/flat_settings.h"
#include "convert/put.h"
#include "convert/uri_reference.h"
#include "digest/sha256.h"
#include "evidence/pin.h"
#include "license/expression.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* creation_info = "_:creation";

std::string timestamp(const std::string& date) {
  const auto full = full_date(date);
  return full ? *full + "T00:00:00Z" : "";
}

std::string dataset_type(const std::string& modality) {
  for (const char* known : { "text", "image", "audio", "video" })
    if (modality == known) return known;
  if (modality == "code") return "text";
  if (modality == "tabular") return "structured";
  if (modality == "time-series") return "timeseries";
  return modality.empty() ? "noAssertion" : "other";
}

std::string availability(const std::string& ours) {
  static const std::map<std::string, std::string> known{ { "direct-download", "directDownload" },
                                                         { "clickthrough", "clickthrough" },
                                                         { "registration", "registration" },
                                                         { "query", "query" },
                                                         { "scraping-script", "scrapingScript" } };
  const auto found = known.find(ours);
  return found == known.end() ? "" : found->second;
}

std::string presence(const std::string& personal_data) {
  if (personal_data == "present") return "yes";
  return personal_data == "none" ? "no" : "noAssertion";
}

class SpdxWriter {
 public:
  // The same manifest gets the same names, another one others.
  explicit SpdxWriter(const Release& release)
      : release_(release),
        base_("urn:reallyopen:" + sha256(release.declarations().document()->text).substr(0, 16) +
              "#") {}

  Converted write() {
    add_creation();
    add_model();
    for (const Node* source : release_.sources()) add_dataset(*source);
    for (const Node* base : release_.base_models()) add_base(*base);
    add_document();
    note_losses();
    const Json document{ { "@context", "https://spdx.org/rdf/3.0.1/spdx-context.jsonld" },
                         { "@graph", std::move(graph_) } };
    return { document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n",
             std::move(notes_) };
  }

 private:
  Json element(const char* type, const std::string& id) {
    elements_.push_back(base_ + id);
    return { { "type", type }, { "spdxId", base_ + id }, { "creationInfo", creation_info } };
  }

  void add_creation() {
    std::string created = timestamp(release_.text({ "updated" }));
    if (created.empty()) created = timestamp(release_.text({ "model", "release_date" }));
    if (created.empty()) {
      created = "1970-01-01T00:00:00Z";
      notes_.push_back(
        "SPDX asks when the document was made; the manifest states neither `updated` nor a release "
        "date");
    }
    graph_.push_back({ { "type", "CreationInfo" },
                       { "@id", creation_info },
                       { "specVersion", "3.0.1" },
                       { "created", created },
                       { "createdBy", { base_ + "developer" } } });
    Json developer = element("Organization", "developer");
    developer["name"] = release_.developer();
    graph_.push_back(std::move(developer));
  }

  std::string download_location() const {
    for (std::initializer_list<std::string_view> keys :
         { std::initializer_list<std::string_view>{ "model", "hub" }, { "model", "repository" } })
      if (const std::string url = release_.text(keys); !url.empty()) return url;
    const std::string weights = release_.location("model-weights");
    return is_url(weights) ? weights : "";
  }

  void add_model() {
    Json model = element("ai_AIPackage", "model");
    put(model, "name", release_.text({ "model", "name" }));
    put(model, "description", release_.text({ "model", "description" }));
    put(model, "software_packageVersion", release_.text({ "model", "version" }));
    model["software_primaryPurpose"] = "model";
    if (const std::string url = download_location(); !url.empty())
      model["software_downloadLocation"] = uri_reference(url);
    else
      notes_.push_back(
        "SPDX asks for a download location; the manifest names no hub, repository or URL of the "
        "weights");
    model["suppliedBy"] = base_ + "developer";
    model["originatedBy"] = { base_ + "developer" };
    if (const std::string time = timestamp(release_.text({ "model", "release_date" }));
        !time.empty())
      model["releaseTime"] = time;
    else
      notes_.push_back("SPDX asks for a release time; the manifest states no `model.release_date`");
    if (const std::string type = release_.text({ "model", "architecture", "type" }); !type.empty())
      model["ai_typeOfModel"] = { type };
    put(model, "ai_domain", Json(texts_of(release_.find({ "model", "tasks" }))));
    put(model, "ai_hyperparameter", dictionary(hyperparameters(release_)));
    put(model, "ai_informationAboutTraining", training());
    put(model, "ai_limitation", release_.text({ "documentation", "limitations" }));
    put(model, "ai_informationAboutApplication",
        release_.text({ "documentation", "intended_use" }));
    put(model, "ai_metric", dictionary(metrics()));
    put(model, "ai_modelDataPreprocessing", preprocessing());
    put(model, "ai_energyConsumption", energy());
    graph_.push_back(std::move(model));
    add_license("model", release_.license("weights"));
  }

  static Json dictionary(const Settings& settings) {
    Json entries = Json::array();
    for (const auto& [key, value] : settings)
      entries.push_back({ { "type", "DictionaryEntry" }, { "key", key }, { "value", value } });
    return entries;
  }

  std::string training() const {
    std::vector<std::string> lines = hardware_lines(release_);
    for (const char* key : { "command", "repository" })
      if (const std::string text = release_.text({ "training", key }); !text.empty())
        lines.push_back(text);
    return fmt::format("{}", fmt::join(lines, "\n"));
  }

  Settings metrics() const {
    Settings rows;
    if (const Node* results = release_.find({ "evaluation", "results" }))
      for (const Node& result : results->items)
        rows.emplace_back(text_of(result.get("benchmark")) + " " + text_of(result.get("metric")),
                          text_of(result.get("value")));
    return rows;
  }

  Json preprocessing() const {
    Json steps = Json::array();
    if (const Node* list = release_.find({ "preprocessing", "steps" }))
      for (const Node& step : list->items)
        if (const std::string step_name = text_of(step.get("name")); !step_name.empty()) {
          const std::string about = text_of(step.get("description"));
          steps.push_back(about.empty() ? step_name : step_name + ": " + about);
        }
    return steps;
  }

  Json energy() const {
    double kilowatt_hours = 0;
    const Node* hardware = release_.find({ "hardware" });
    if (!hardware) return nullptr;
    if (hardware->is_mapping())
      kilowatt_hours += quantity_of(hardware->get("energy_kwh")).value_or(0);
    for (const Node& setup : hardware->items)
      kilowatt_hours += quantity_of(setup.get("energy_kwh")).value_or(0);
    if (kilowatt_hours <= 0) return nullptr;
    return { { "type", "ai_EnergyConsumption" },
             { "ai_trainingEnergyConsumption",
               { { { "type", "ai_EnergyConsumptionDescription" },
                   { "ai_energyQuantity", kilowatt_hours },
                   { "ai_energyUnit", "kilowattHour" } } } } };
  }

  void relate(const char* type, const std::string& from, const std::string& to) {
    Json relationship = element("Relationship", fmt::format("relationship-{}", ++relationships_));
    relationship["from"] = base_ + from;
    relationship["relationshipType"] = type;
    relationship["to"] = { base_ + to };
    graph_.push_back(std::move(relationship));
  }

  void add_license(const std::string& of, const std::string& expression) {
    if (expression.empty()) return;
    if (!parse_expression(expression).error.empty()) {
      notes_.push_back(
        fmt::format("`{}` is left out: it is no SPDX expression", printable(expression, 80)));
      return;
    }
    const auto [known, added] = licenses_.try_emplace(
      expression, fmt::format("license-{}", licenses_.size() + 1));
    if (added) {
      Json license = element("simplelicensing_LicenseExpression", known->second);
      license["simplelicensing_licenseExpression"] = expression;
      graph_.push_back(std::move(license));
    }
    relate("hasDeclaredLicense", of, known->second);
  }

  static std::string license_id(const Node* license) {
    return license && license->is_mapping() ? text_of(license->get("id")) : text_of(license);
  }

  void add_dataset(const Node& source) {
    const std::string id = fmt::format("data-{}", ++datasets_);
    Json dataset = element("dataset_DatasetPackage", id);
    put(dataset, "name", text_of(source.get("name")));
    put(dataset, "description", text_of(source.get("description")));
    put(dataset, "software_packageVersion", text_of(source.get("revision")));
    dataset["software_primaryPurpose"] = "data";
    if (const std::string url = text_of(source.get("url")); !url.empty())
      dataset["software_downloadLocation"] = uri_reference(url);
    Json types = Json::array();
    for (const std::string& modality : texts_of(source.get("modality")))
      types.push_back(dataset_type(modality));
    if (types.empty()) types.push_back("noAssertion");
    dataset["dataset_datasetType"] = std::move(types);
    put(dataset, "dataset_datasetAvailability", availability(text_of(source.get("availability"))));
    put(dataset, "dataset_dataCollectionProcess", text_of(source.get("collection")));
    if (const std::string selection = text_of(source.get("selection")); !selection.empty())
      dataset["dataset_dataPreprocessing"] = { selection };
    dataset["dataset_hasSensitivePersonalInformation"] = presence(
      text_of(source.get("personal_data")));
    if (const Node* size = source.get("size"))
      if (const auto bytes = quantity_of(size->get("bytes")))
        dataset["dataset_datasetSize"] = static_cast<std::uint64_t>(*bytes);
    graph_.push_back(std::move(dataset));
    relate("trainedOn", "model", id);
    add_license(id, license_id(source.get("license")));
  }

  void add_base(const Node& base) {
    const std::string id = fmt::format("base-{}", ++bases_);
    Json package = element("ai_AIPackage", id);
    put(package, "name", text_of(base.get("name")));
    put(package, "software_packageVersion", text_of(base.get("revision")));
    package["software_primaryPurpose"] = "model";
    if (const std::string url = text_of(base.get("url")); !url.empty())
      package["software_downloadLocation"] = uri_reference(url);
    graph_.push_back(std::move(package));
    relate("descendantOf", "model", id);
    add_license(id, license_id(base.get("license")));
  }

  void add_document() {
    const std::vector<std::string> elements = elements_;
    Json document = element("SpdxDocument", "document");
    document["rootElement"] = { base_ + "model" };
    document["element"] = elements;
    document["profileConformance"] = { "core", "software", "ai", "dataset", "simpleLicensing" };
    graph_.push_back(std::move(document));
  }

  void note_losses() {
    const Node* restrictions = release_.find({ "restrictions" });
    if (restrictions && !restrictions->items.empty())
      notes_.push_back(
        "the restrictions are left out: SPDX knows them only as the text of a licence");
    for (const Node* source : release_.sources()) {
      if (source->get("subsets"))
        notes_.push_back(fmt::format("the subsets of `{}` are left out",
                                     printable(text_of(source->get("name")), 60)));
      if (const Node* size = source->get("size"); size && !size->get("bytes"))
        notes_.push_back(fmt::format("the size of `{}` is left out: SPDX has no unit but bytes",
                                     printable(text_of(source->get("name")), 60)));
    }
  }

  const Release& release_;
  std::string base_;
  Json graph_ = Json::array();
  std::vector<std::string> elements_;
  std::vector<std::string> notes_;
  std::map<std::string, std::string> licenses_;
  int relationships_ = 0;
  int datasets_ = 0;
  int bases_ = 0;
};

}  // namespace

Converted write_spdx(const Release& release, std::string_view) {
  return SpdxWriter(release).write();
}

}  // namespace reallyopen
