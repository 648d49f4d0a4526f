// `reallyopen mof`: Model Openness Framework records, judged as they stand.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/command.h"
#include "cli/input.h"
#include "manifest/parse.h"
#include "mof/evaluate.h"
#include "report/inert.h"
#include "report/inert_json.h"

namespace reallyopen {
namespace {

struct Judged {
  std::string file;
  std::string name;
  Problems problems;
  std::optional<MofVerdict> verdict;  // nothing where a problem keeps the record from being judged
};

Judged judge_file(const std::string& path) {
  Judged judged{ .file = inert(path) };
  const ParseResult parsed = parse_document(judged.file, read_input(path, ParseLimits{}.bytes));
  judged.problems = parsed.problems;
  if (!parsed.document) return judged;
  MofReading reading = read_mof_record(*parsed.document);
  std::ranges::move(reading.problems, std::back_inserter(judged.problems));
  if (!reading.record || !judged.problems.empty()) return judged;
  judged.name = inert(reading.record->name, 120);
  judged.verdict = evaluate(*reading.record);
  return judged;
}

std::string tsv(const std::vector<Judged>& files) {
  std::string lines;
  for (const Judged& judged : files) {
    if (!judged.verdict) {
      lines += fmt::format("{}\terror\t-\t-\t-\n", judged.file);
      continue;
    }
    lines += fmt::format("{}\t{}", judged.file, judged.verdict->qualifies);
    for (const MofClass& of : judged.verdict->classes)
      lines += fmt::format("\t{:.4f}", of.progress);
    lines += "\n";
  }
  return lines;
}

nlohmann::ordered_json to_json(const MofClass& of) {
  return {
    { "class", of.number },    { "progress", of.progress }, { "included", of.included },
    { "missing", of.missing }, { "invalid", of.invalid },   { "unlicensed", of.unlicensed }
  };
}

std::string json(const std::vector<Judged>& files) {
  auto rows = nlohmann::ordered_json::array();
  for (const Judged& judged : files) {
    nlohmann::ordered_json row{ { "file", judged.file } };
    if (judged.verdict) {
      const MofVerdict& verdict = *judged.verdict;
      row["name"] = judged.name;
      row["class"] = verdict.qualifies;
      row["label"] = mof_label(verdict.qualifies);
      for (const MofClass& of : verdict.classes) row["classes"].push_back(to_json(of));
      // Class I asks for everything, so its lists are those of the whole record.
      row["missing"] = verdict.classes[2].missing;
      row["invalid"] = verdict.classes[2].invalid;
      row["unlicensed"] = verdict.classes[2].unlicensed;
    }
    row["problems"] = nlohmann::ordered_json::array();
    for (const Problem& problem : judged.problems)
      row["problems"].push_back({ { "line", problem.place.line },
                                  { "column", problem.place.column },
                                  { "message", problem.message },
                                  { "fix", problem.fix } });
    rows.push_back(std::move(row));
  }
  const nlohmann::ordered_json report{ { "mof_report_version", 1 }, { "files", std::move(rows) } };
  return inert_json(report.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace)) +
         "\n";
}

std::string class_lines(const MofVerdict& verdict) {
  std::string lines;
  for (const MofClass& of : verdict.classes) {
    const std::string_view standing = of.progress == 100 ? "qualified"
                                      : of.progress > 0  ? "in progress"
                                                         : "not met";
    lines += fmt::format("  {:<32} {:<12} {:6.2f} %\n", mof_label(of.number), standing,
                         of.progress);
  }
  return lines;
}

std::string text(const std::vector<Judged>& files) {
  std::string report;
  for (const Judged& judged : files) {
    if (!judged.verdict) continue;
    report += fmt::format("{}{}: {}\n{}", judged.file,
                          judged.name.empty() ? "" : " (" + judged.name + ")",
                          mof_label(judged.verdict->qualifies), class_lines(*judged.verdict));
    const MofClass& all = judged.verdict->classes[2];
    for (const auto& [label, names] :
         { std::pair("missing", &all.missing), std::pair("no open licence", &all.invalid),
           std::pair("no licence", &all.unlicensed) })
      if (!names->empty()) report += fmt::format("  {}: {}\n", label, fmt::join(*names, ", "));
  }
  return report;
}

// A file that could not be judged is said on the error stream, whatever the format.
int say_problems(const std::vector<Judged>& files, std::ostream& err) {
  int code = 0;
  for (const Judged& judged : files) {
    if (judged.verdict) continue;
    code = 2;
    for (const Problem& problem : judged.problems)
      err << fmt::format("{}:{}:{}: {}{}\n", judged.file, problem.place.line, problem.place.column,
                         inert(problem.message), problem.fix.empty() ? "" : "; " + problem.fix);
  }
  return code;
}

struct MofArguments {
  std::vector<std::string> files;
  std::string format = "text";
};

int run_mof(const MofArguments& arguments, const Console& console) {
  std::vector<Judged> files;
  for (const std::string& path : arguments.files) files.push_back(judge_file(path));
  console.out << (arguments.format == "tsv"    ? tsv(files)
                  : arguments.format == "json" ? json(files)
                                               : text(files));
  return say_problems(files, console.err);
}

}  // namespace

constinit const Command mof_command = {
  .id = "mof",
  .title = "Judge Model Openness Framework records as the Model Openness Tool does",
  .define = [](CLI::App& parser) -> Run {
    auto arguments = std::make_shared<MofArguments>();
    parser.add_option("FILE", arguments->files, "Records in YAML")->type_name("")->required();
    parser
      .add_option("--format", arguments->format,
                  "`text`, `json`, or `tsv`: file, class, and percent for the classes 3, 2 and 1")
      ->type_name("F")
      ->check(CLI::IsMember({ "text", "json", "tsv" }));
    parser.footer("Exit codes: 0 every record was judged; 2 one could not be.");
    return [arguments](const Console& console) { return run_mof(*arguments, console); };
  },
};

}  // namespace reallyopen
