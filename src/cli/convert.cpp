// `reallyopen convert`: between a manifest and other descriptions of a release.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>
#include <ostream>
#include <sstream>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/output.h"
#include "convert/exchange.h"
#include "inspection/check.h"
#include "inspection/manifests.h"
#include "manifest/parse.h"
#include "manifest/prepared_schema.h"
#include "report/inert.h"
#include "repository/repository_error.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view manifest_id = "transparency";
constexpr std::size_t longest_input = 4u << 20;

struct ConvertArguments {
  std::string from;
  std::string to;
  std::string from_format;
  bool force = false;
};

std::vector<std::string> exchange_format_ids() {
  std::vector<std::string> ids{ std::string(manifest_id) };
  for (const ExchangeFormat& format : exchange_formats()) ids.emplace_back(format.id);
  return ids;
}

// The format that files of this name are usually in; empty where the name does not tell.
std::string format_of_name(const std::string& file) {
  const std::string name = fs::path(file).filename().string();
  if (name.ends_with("TRANSPARENCY.yaml")) return std::string(manifest_id);
  if (name.ends_with("README.md")) return "card";
  if (name.ends_with(".cff")) return "citation";
  if (name.ends_with(".cdx.json")) return "cyclonedx";
  if (name.ends_with(".spdx.json") || name.ends_with(".spdx.jsonld")) return "spdx";
  if (name.ends_with(".yml") || name.ends_with(".yaml")) return "mof";
  return "";
}

// `mof`, `mof=record.yml` or a file whose name tells the format.
Output parse_target(const std::string& word) {
  const std::vector<std::string> ids = exchange_format_ids();
  const std::string id = word.substr(0, word.find('='));
  if (std::ranges::find(ids, id) != ids.end()) return parse_outputs({ word }, ids).front();
  const std::string format = format_of_name(word);
  if (format.empty())
    throw UsageError(
      fmt::format("`{}` does not tell its format; write one of {}, with `=FILE` behind it",
                  printable(word, 80), fmt::join(ids, ", ")));
  return { format, word };
}

std::string source_format(const ConvertArguments& arguments, const std::string& text) {
  if (!arguments.from_format.empty()) return arguments.from_format;
  const std::string by_name = format_of_name(arguments.from);
  if (by_name != "mof") return by_name.empty() && text.starts_with("---") ? "card" : by_name;
  // Manifests and records are both YAML: `release` stands in records only.
  const ParseResult parsed = parse_document("input", text);
  return parsed.document && parsed.document->root.get("release") ? "mof" : std::string(manifest_id);
}

// What the repository shows of the manifest's model; nothing where it is in none, with the reason
// in `notes`.
std::optional<std::vector<ComponentEvidence>> examined_components(const std::string& file,
                                                                  std::vector<std::string>& notes) {
  const fs::path path(file);
  try {
    if (path.filename() == "TRANSPARENCY.yaml") {
      RunVerdict run = check(
        { .folder = path.has_parent_path() ? path.parent_path().string() : "." });
      // All manifests found are in this folder or below it.
      const auto model = std::ranges::min_element(
        run.models, {}, [](const ModelVerdict& m) { return m.manifest.size(); });
      if (model != run.models.end() && model->examined && !model->name.empty())
        return model->components;
    }
  } catch (const RepositoryError&) {
  }
  notes.push_back(
    "no committed manifest of a git repository: what it declares is taken at its word");
  return std::nullopt;
}

Converted from_manifest(const std::string& file, const std::string& text,
                        const ExchangeFormat& format, const std::string& existing) {
  const ParseResult parsed = parse_document(printable(file, 200), text);
  if (!parsed.document || !parsed.problems.empty()) throw UnreadableExchange(parsed.problems);
  const Validation validation = prepared_schema("transparency").validate(*parsed.document);
  std::vector<std::string> notes;
  if (!validation.problems.empty())
    notes.push_back(fmt::format("the manifest has {} mistakes that `reallyopen check` names",
                                validation.problems.size()));
  const Declarations declarations(*parsed.document, validation.uses);
  auto components = examined_components(file, notes);
  if (!components) components = gather_components(declarations);
  Converted converted = format.write(Release(declarations, *components), existing);
  converted.notes.insert(converted.notes.begin(), notes.begin(), notes.end());
  return converted;
}

// A part of a file must not be taken for all of it, least of all where it is written back.
std::string read_whole(const std::string& path) {
  std::string text = read_input(path, longest_input);
  if (text.size() > longest_input)
    throw UsageError(fmt::format("`{}` is larger than 4 MiB", printable(path, 200)));
  return text;
}

std::string existing_text(const Output& target, bool force) {
  std::error_code error;
  if (target.file.empty() || !fs::exists(target.file, error)) return "";
  if (target.format == "card") return read_whole(target.file);
  if (!force)
    throw UsageError(
      fmt::format("`{}` exists; `--force` overwrites it", printable(target.file, 200)));
  return "";
}

Converted convert(const ConvertArguments& arguments, const Output& target) {
  const std::string text = read_whole(arguments.from);
  const std::string from = source_format(arguments, text);
  const std::string existing = existing_text(target, arguments.force);
  if (from == manifest_id) {
    const ExchangeFormat* format = find_exchange_format(target.format);
    if (!format) throw UsageError("both sides are a manifest");
    return from_manifest(arguments.from, text, *format, existing);
  }
  const ExchangeFormat* format = find_exchange_format(from);
  if (!format || !format->read)
    throw UsageError(
      fmt::format("cannot tell what `{}` is; `--from` takes transparency, mof or card",
                  printable(arguments.from, 200)));
  if (target.format != manifest_id)
    throw UsageError("one side has to be a manifest: convert to `transparency` first");
  return format->read(printable(arguments.from, 200), text);
}

// Notes and problems quote the file, and end up in build logs.
void say(std::ostream& err, const std::string& line) {
  err << (begins_log_command(line) ? "./" : "") << inert(line, 2000) << '\n';
}

int run_convert(const ConvertArguments& arguments, const Console& console) {
  const Output target = parse_target(arguments.to);
  try {
    const Converted converted = convert(arguments, target);
    if (target.file.empty())
      console.out << converted.text;
    else
      write_file(target.file, converted.text);
    for (const std::string& note : converted.notes) say(console.err, "note: " + note);
    return 0;
  } catch (const UnreadableExchange& error) {
    console.err << "cannot convert:\n";
    std::istringstream lines(error.what());
    for (std::string line; std::getline(lines, line);) say(console.err, line);
    return 2;
  }
}

}  // namespace

constinit const Command convert_command = {
  .id = "convert",
  .title = "A manifest from or to another description of a release",
  .define = [](CLI::App& parser) -> Run {
    auto arguments = std::make_shared<ConvertArguments>();
    parser.add_option("FROM", arguments->from, "A TRANSPARENCY.yaml, MOF record or model card")
      ->type_name("")
      ->required();
    parser
      .add_option("TO", arguments->to,
                  fmt::format("{}; to a file with `=FILE`, or a file whose name tells",
                              fmt::join(exchange_format_ids(), ", ")))
      ->type_name("")
      ->required();
    parser
      .add_option("--from", arguments->from_format, "What FROM is, where its name does not tell")
      ->type_name("F")
      ->check(CLI::IsMember({ "transparency", "mof", "card" }));
    parser.add_flag("--force", arguments->force,
                    "Overwrite a file; a model card is merged into anyway");
    parser.footer("What the other side cannot hold is said on the error stream.");
    return [arguments](const Console& console) { return run_convert(*arguments, console); };
  },
};

}  // namespace reallyopen
