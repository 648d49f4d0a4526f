// A record of the Model Openness Framework as a draft of a manifest.
#include <fmt/format.h>

#include <algorithm>

#include "convert/draft.h"
#include "convert/exchange.h"
#include "evidence/pin.h"
#include "manifest/parse.h"
#include "mof/evaluate.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view the_record = "the Model Openness Framework record";

class MofReader {
 public:
  MofReader(const Node& release, const MofRecord& record) : release_(release), record_(record) {}

  Converted read() {
    const int reached = evaluate(record_).qualifies;
    if (reached == 0) notes_.push_back("the record is unclassified, so its `claim` is a guess");
    draft_ = empty_draft(fmt::format("mof-class-{}", reached == 0 ? 3 : reached), the_record);
    read_model();
    read_licenses();
    read_code();
    read_data();
    read_documents();
    keep_the_rest();
    notes_.push_back(
      "a record does not speak of hardware, hyperparameters and restrictions: say them");
    return { draft_text(draft_, the_record), std::move(notes_) };
  }

 private:
  std::string text(std::string_view key) const { return text_of(release_.get(key)); }

  void put(const std::string& pointer, const std::string& value) {
    if (!value.empty()) draft_[Json::json_pointer(pointer)] = value;
  }

  void put_url(const std::string& pointer, std::string_view key) {
    if (is_url(text(key)))
      put(pointer, text(key));
    else if (!text(key).empty())
      draft_["x-mof"][std::string(key)] = text(key);
  }

  const MofEntry* entry(std::string_view name) const {
    const auto found = std::ranges::find(record_.entries, name,
                                         [](const MofEntry& e) { return e.component->name; });
    return found == record_.entries.end() ? nullptr : &*found;
  }

  Json license(const MofEntry& of) const {
    const std::string_view id = license_of(record_, of);
    if (id.empty()) return "NONE";
    if (of.license_path.empty() || is_url(of.license_path)) return id;
    return { { "id", id }, { "file", of.license_path } };
  }

  // Where a component is, with the licence that the record states for it; null where the record
  // names no file.
  Json artifact(std::string_view name) const {
    const MofEntry* found = entry(name);
    if (!found || found->component_path.empty()) return nullptr;
    const std::string& path = found->component_path;
    Json result{ { is_url(path) ? "url" : "path", path } };
    // What a manifest files under another kind of content inherits another licence there.
    const bool inherits_alike = found->component->component != "hyperparameters";
    if (found->license || !inherits_alike) result["license"] = license(*found);
    return result;
  }

  // True where the record names a file. A section that was `unknown` as a whole makes room for it.
  bool put_artifact(const std::string& section, const std::string& key, std::string_view name) {
    Json located = artifact(name);
    if (located.is_null()) return false;
    Json& into = draft_[Json::json_pointer(section)];
    if (into.is_object() && into.contains("status")) into = Json::object();
    into[key] = std::move(located);
    return true;
  }

  void read_model() {
    put("/model/name", text("name"));
    put("/model/version", text("version"));
    put("/model/developer", text("producer"));
    put("/model/release_date", text("date"));
    put_url("/model/repository", "repository");
    put_url("/model/hub", "huggingface");
    put("/model/architecture/type", text("architecture"));
    put_artifact("/model/architecture", "code", "Model architecture");
    put_artifact("/model/weights", "files", "Model parameters (Final)");
    put_artifact("/model/inference", "code", "Inference code");
    put("/community/contact", text("contact"));
  }

  // A record's data licence is that of the parameters too.
  void read_licenses() {
    const auto& [code, data, document] = record_.content_licenses;
    const std::string& all = record_.distribution_license;
    if (code.empty() && data.empty() && document.empty()) {
      if (!all.empty()) draft_["license"] = all;
    } else {
      draft_["license"] = Json::object();
      for (const auto& [content, own] :
           { std::pair("code", &code), std::pair("weights", &data), std::pair("data", &data),
             std::pair("documentation", &document) })
        put(fmt::format("/license/{}", content), own->empty() ? all : *own);
    }
  }

  void read_code() {
    put_artifact("/training", "scripts", "Training code");
    if (Json checkpoints = artifact("Model parameters (Intermediate)"); !checkpoints.is_null()) {
      if (draft_["training"].contains("status"))
        keep("Model parameters (Intermediate)");
      else
        draft_["training"]["checkpoints"] = std::move(checkpoints);
    }
    if (Json scripts = artifact("Data preprocessing code"); !scripts.is_null())
      draft_["preprocessing"] = {
        { "steps", { { { "name", "data preprocessing" }, { "scripts", std::move(scripts) } } } }
      };
    put_artifact("/hyperparameters", "files", "Model metadata");
    put_artifact("/evaluation", "code", "Evaluation code");
    put_artifact("/evaluation", "data", "Evaluation data");
    put_artifact("/evaluation", "results_files", "Evaluation results");
    // Package lists, lock files or code: the record does not say which.
    if (entry("Supporting libraries and tools")) keep("Supporting libraries and tools");
  }

  void read_data() {
    const MofEntry* datasets = entry("Datasets");
    if (!datasets || datasets->component_path.empty()) return;
    const std::string& path = datasets->component_path;
    Json row{ { "name", "Datasets" }, { "access", "public" } };
    row[is_url(path) ? "url" : "artifact"] = path;
    if (datasets->license) row["license"] = license(*datasets);
    draft_["data"] = { { "sources", { std::move(row) } } };
    notes_.push_back("that the data is `public` is a guess: a record names only where it is");
  }

  void read_documents() {
    put_artifact("/documentation", "model_card", "Model card");
    put_artifact("/documentation", "data_cards", "Data card");
    put_artifact("/documentation", "technical_report", "Technical report");
    put_artifact("/documentation", "paper", "Research paper");
    put_artifact("/documentation", "sample_outputs", "Sample model outputs");
  }

  // An entry that the manifest cannot hold: it goes along under `x-mof`, and counts for nothing.
  void keep(std::string_view name) {
    const MofEntry& of = *entry(name);
    Json row{ { "name", name } };
    if (of.license) row["license"] = *of.license;
    if (!of.license_path.empty()) row["license_path"] = of.license_path;
    if (!of.component_path.empty()) row["component_path"] = of.component_path;
    draft_["x-mof"]["components"].push_back(std::move(row));
  }

  void keep_the_rest() {
    for (const char* key : { "type", "treatment", "origin" })
      put(fmt::format("/x-mof/{}", key), text(key));
    int without_file = 0;
    for (const MofEntry& of : record_.entries) {
      if (!of.component_path.empty() || of.component->name == "Supporting libraries and tools")
        continue;
      keep(of.component->name);
      ++without_file;
    }
    if (without_file > 0)
      notes_.push_back(fmt::format(
        "for {} of {} components the record names no file; they stand under `x-mof` and show "
        "nothing",
        without_file, record_.entries.size()));
  }

  const Node& release_;
  const MofRecord& record_;
  Json draft_;
  std::vector<std::string> notes_;
};

}  // namespace

Converted read_mof(const std::string& path, std::string_view whole) {
  const ParseResult parsed = parse_document(path, whole);
  Problems problems = parsed.problems;
  MofReading reading;
  if (parsed.document) reading = read_mof_record(*parsed.document);
  std::ranges::move(reading.problems, std::back_inserter(problems));
  if (!reading.record || !problems.empty()) throw UnreadableExchange(problems);
  return MofReader(*parsed.document->root.get("release"), *reading.record).read();
}

}  // namespace reallyopen
