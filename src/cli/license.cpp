// `reallyopen license`: which licence files hold, and what was changed in them.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/command.h"
#include "cli/input.h"
#include "license/license_table.h"
#include "license/recognise.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

using Json = nlohmann::ordered_json;

struct Examined {
  std::string path;
  Recognition recognition;
};

Json to_json(const std::vector<TextChange>& changes) {
  Json rows = Json::array();
  for (const TextChange& change : changes)
    rows.push_back({ { "first_line", change.first_line },
                     { "last_line", change.last_line },
                     { "added", change.added },
                     { "removed", change.removed },
                     { "sentences", change.sentences },
                     { "slight", change.slight },
                     { "words", printable(change.words) } });
  return rows;
}

// Of the first id; what the table says of the text's other ids is the same.
Json openness_of(const std::string& id) {
  const License* license = find_license(id);
  if (!license || license->exception) return nullptr;
  Json row;
  for (std::size_t i = 0; i < licensed_contents; ++i) {
    const auto content = static_cast<LicensedContent>(i);
    row[std::string(name(content))] = name(license->for_content(content));
  }
  row["restrictions"] = license->restrictions;
  row["source"] = license->source;
  row["why"] = license->why;
  return row;
}

Json to_json(const LicenseMatch& match) {
  Json row{ { "id", match.ids.front() },
            { "ids", match.ids },
            { "alternatives", match.alternatives },
            { "similarity", match.similarity },
            { "likeness", name(match.likeness) },
            { "first_line", match.first_line },
            { "last_line", match.last_line },
            { "changes", to_json(match.changes) },
            { "openness", openness_of(match.ids.front()) } };
  if (!match.made_from.empty()) {
    row["made_from"] = match.made_from;
    row["made_by"] = to_json(match.made_by);
  }
  return row;
}

Json to_json(const LicenseMention& mention) {
  return { { "how", name(mention.how) },
           { "id", mention.id.empty() ? Json(nullptr) : Json(mention.id) },
           { "written", printable(mention.written) },
           { "line", mention.line } };
}

std::string json(const std::vector<Examined>& files) {
  Json rows = Json::array();
  for (const auto& [path, recognition] : files) {
    Json row{ { "path", path },
              { "kind", name(recognition.kind) },
              { "matches", Json::array() },
              { "mentions", Json::array() } };
    for (const LicenseMatch& match : recognition.matches) row["matches"].push_back(to_json(match));
    for (const LicenseMention& mention : recognition.mentions)
      row["mentions"].push_back(to_json(mention));
    row["rest"] = to_json(recognition.rest);
    row["cut"] = recognition.cut;
    row["because"] = recognition.because;
    rows.push_back(std::move(row));
  }
  return Json{ { "license_report_version", 1 }, { "files", std::move(rows) } }.dump(
           2, ' ', false, Json::error_handler_t::replace) +
         "\n";
}

std::string text(const std::vector<Examined>& files) {
  std::string lines;
  for (const auto& [path, recognition] : files)
    for (const std::string& said : describe(recognition))
      lines += fmt::format("{}: {}\n", path, said);
  return lines;
}

struct LicenseArguments {
  std::vector<std::string> files;
  std::string format = "text";
};

int run_license(const LicenseArguments& arguments, const Console& console) {
  std::vector<Examined> files;
  for (const std::string& path : arguments.files)
    files.push_back({ printable(path), recognise(read_input(path, recognised_bytes)) });
  console.out << (arguments.format == "json" ? json(files) : text(files));
  return 0;
}

}  // namespace

constinit const Command license_command = {
  .id = "license",
  .title = "Say which licence files hold, and what was changed in them",
  .define = [](CLI::App& parser) -> Run {
    auto arguments = std::make_shared<LicenseArguments>();
    parser.add_option("FILE", arguments->files, "Licence files")->type_name("")->required();
    parser.add_option("--format", arguments->format, "`text` or `json`")
      ->type_name("F")
      ->check(CLI::IsMember({ "text", "json" }));
    parser.footer("Exit codes: 0 every file was examined; 2 one could not be read.");
    return [arguments](const Console& console) { return run_license(*arguments, console); };
  },
};

}  // namespace reallyopen
