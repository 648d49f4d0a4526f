// What goes into a manifest and back loses nothing that both sides can hold.
#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "cli/run.h"
#include "manifest/parse.h"
#include "mof/evaluate.h"
#include "support/catch.h"
#include "support/golden.h"
#include "support/mof_records.h"
#include "support/temporary_folder.h"

using namespace reallyopen;

namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](unsigned char letter) { return std::tolower(letter); });
  return result;
}

// Of a choice, records have room for one.
std::string one_id(const std::string& license) {
  return license == "apache-2.0 or mit" ? "apache-2.0" : license;
}

// Each component with its licence and place. Letter case is no part of a licence id, though the
// tool thinks so.
using Components = std::set<std::string>;

struct Record {
  Components components;
  std::map<std::string, std::string> fields;
  int qualifies = 0;
};

Record read(const std::string& yaml) {
  const ParseResult parsed = parse_document("record.yml", yaml);
  REQUIRE(parsed.document);
  REQUIRE(parsed.problems.empty());
  const MofReading reading = read_mof_record(*parsed.document);
  REQUIRE(reading.record);
  Record record{ .qualifies = evaluate(*reading.record).qualifies };
  for (const MofEntry& entry : reading.record->entries)
    record.components.insert(std::string(entry.component->name) + ": " +
                             one_id(lower(license_of(*reading.record, entry))) + " at `" +
                             entry.component_path + "`");
  for (const char* key :
       { "name", "version", "producer", "date", "type", "architecture", "contact", "repository" })
    record.fields[key] = parsed.document->root.find({ "release", key })->text;
  return record;
}

class Converter {
 public:
  std::string path(const char* name) const { return (folder_.path() / name).string(); }

  void write(const char* name, const std::string& text) const {
    std::ofstream(path(name), std::ios::binary) << text;
  }

  std::string convert(const std::string& from, const std::string& to) const {
    std::ostringstream out;
    std::ostringstream err;
    const int code = run({ "convert", path(from.c_str()), to }, out, err);
    CAPTURE(err.str());
    REQUIRE(code == 0);
    // Every draft is a valid manifest.
    CHECK(err.str().find("mistakes") == std::string::npos);
    return out.str();
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("a record comes back from a manifest as it was") {
  const Converter converter;
  int with_lower_case = 0;
  for (const auto& records : { recorded_mof(), recorded_mof_with_paths() })
    for (const RecordedMof& recorded : records) {
      CAPTURE(recorded.row);
      const Record before = read(recorded.yaml);
      converter.write("record.yml", recorded.yaml);
      converter.write("TRANSPARENCY.yaml", converter.convert("record.yml", "transparency"));
      CAPTURE(read_file(converter.path("TRANSPARENCY.yaml")));
      const Record after = read(converter.convert("TRANSPARENCY.yaml", "mof"));
      CHECK(after.components == before.components);
      CHECK(after.fields == before.fields);
      // An id in lower case, or a choice, comes back as the tool wants it, and may then count.
      const bool lower_case = recorded.row.find("apache-2.0") != std::string::npos ||
                              recorded.row.find(" OR ") != std::string::npos;
      with_lower_case += lower_case;
      if (!lower_case) CHECK(after.qualifies == before.qualifies);
      if (lower_case) CHECK((after.qualifies == before.qualifies || after.qualifies > 0));
    }
  CHECK(with_lower_case < 310);
}

TEST_CASE("a card comes back from a manifest with what both hold") {
  const Converter converter;
  const std::vector<std::string> licenses{
    "license: mit",
    "license: apache-2.0",
    "license: cc-by-nc-4.0",
    "license: [mit, apache-2.0]",
    "license: llama3.1",
    "license: odc-by",
    "license: other\nlicense_name: leaf-license\nlicense_link: LICENSE"
  };
  const std::vector<std::string> bases{
    "", "base_model: acme/base\nbase_model_relation: finetune",
    "base_model:\n  - acme/a\n  - acme/b\nbase_model_relation: merge"
  };
  const std::vector<std::string> others{
    "", "language:\n  - en\n  - \"no\"\npipeline_tag: text-generation",
    "datasets:\n  - acme/leaves\n  - squad"
  };
  for (const std::string& license : licenses)
    for (const std::string& base : bases)
      for (const std::string& other : others) {
        std::string card = "---\n" + license + "\n" + (base.empty() ? "" : base + "\n") +
                           (other.empty() ? "" : other + "\n") + "---\n\n# Leafnet\n";
        CAPTURE(card);
        converter.write("README.md", card);
        converter.write("TRANSPARENCY.yaml", converter.convert("README.md", "transparency"));
        CAPTURE(read_file(converter.path("TRANSPARENCY.yaml")));
        // Merged into the card it came from, nothing changes.
        converter.convert("TRANSPARENCY.yaml", "card=" + converter.path("README.md"));
        CHECK(read_file(converter.path("README.md")) == card);
        // A new card makes the same manifest again.
        const std::string manifest = read_file(converter.path("TRANSPARENCY.yaml"));
        converter.write("README.md",
                        converter.convert("TRANSPARENCY.yaml", "card") + "\n# Leafnet\n");
        CHECK(converter.convert("README.md", "transparency") == manifest);
      }
}
