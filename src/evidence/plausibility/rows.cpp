// Rows that are stated, against the tables and lists of records in the tree.
#include <fmt/format.h>

#include <algorithm>

#include "evidence/artifact_files.h"
#include "evidence/plausibility/examinations.h"
#include "repository/path.h"
#include "text/letters.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_table = 64u << 20;  // bytes, of all tables of a manifest
constexpr std::size_t most_tables = 100;
constexpr double counted_rows_margin = 1.5;

bool is_table(std::string_view path) {
  return path.ends_with(".csv") || path.ends_with(".tsv") || path.ends_with(".jsonl") ||
         path.ends_with(".ndjson");
}

// Records of a text; a line break in quotes ends none (RFC 4180).
std::size_t count_records(std::string_view path, std::string_view text) {
  const bool table = path.ends_with(".csv") || path.ends_with(".tsv");
  std::size_t records = 0;
  bool quoted = false;
  bool any = false;
  for (const char letter : text) {
    if (letter == '"' && table) quoted = !quoted;
    if (letter != '\n' || quoted) {
      any |= letter != ' ' && letter != '\r' && letter != '\n';
      continue;
    }
    records += any ? 1 : 0;
    any = false;
  }
  return records + (any ? 1 : 0);
}

class RowCount {
 public:
  RowCount(const Snapshot& snapshot, std::string base)
      : snapshot_(snapshot), base_(std::move(base)) {}

  // Of what an artifact names; nothing where a part of it cannot be counted.
  std::optional<double> count(const Artifact& artifact) {
    if (artifact.evidence != Evidence::present && artifact.evidence != Evidence::pinned)
      return std::nullopt;
    const std::vector<Entry> files = files_of(snapshot_, base_, artifact, most_tables);
    if (files.empty() || files.size() > most_tables) return std::nullopt;
    double sum = 0;
    for (const Entry& entry : files) {
      const auto one = count_file(entry);
      if (!one) return std::nullopt;
      sum += *one;
    }
    return sum;
  }

 private:
  std::optional<double> count_file(const Entry& entry) {
    if (!is_table(entry.path) || bytes_left_ == 0) return std::nullopt;
    const ReadResult read = snapshot_.read(entry, bytes_left_);
    bytes_left_ -= std::min(bytes_left_, read.bytes.size());
    if (read.status != ReadStatus::complete || read.bytes.starts_with("version https://git-lfs"))
      return std::nullopt;
    return static_cast<double>(count_records(entry.path, read.bytes));
  }

  const Snapshot& snapshot_;
  std::string base_;  // the manifest's folder
  std::size_t bytes_left_ = longest_table;
};

// What is here may say of itself that it is not all.
bool is_excerpt(const Node& source, const Artifact& artifact) {
  const std::string said = lower(artifact.written + " " +
                                 std::string(source.string_at("description")) +
                                 std::string(artifact.node->string_at("description")));
  return contains_one_of(said, { "sample", "excerpt", "example", "subset", "part of", "first " });
}

}  // namespace

void examine_rows(const Snapshot& snapshot, const Declarations& declarations, Plausibility& found) {
  RowCount rows(snapshot, std::string(folder_of(declarations.document()->path)));
  for (const Node* source : each_of(declarations.find({ "data", "sources" }))) {
    const Node* size = source->get("size");
    if (!size || source->get("url")) continue;
    const Node* stated = size->get("rows") ? size->get("rows") : size->get("documents");
    const auto number = stated_number(stated);
    if (!number) continue;
    double sum = 0;
    bool all = false;
    std::string path;
    for (const Node* node : each_of(source->get("artifact"))) {
      const Artifact* artifact = declarations.artifact(*node);
      const auto one = artifact && !is_excerpt(*source, *artifact) ? rows.count(*artifact)
                                                                   : std::nullopt;
      all = one.has_value();
      if (!all) break;
      path = artifact->written;
      sum += *one;
    }
    if (!all || *number <= sum * counted_rows_margin + 1) continue;
    found.rows.push_back({ declarations.place(*stated), "data.sources.size",
                           fmt::format("{} rows are stated, and {} has {}", shown_number(*number),
                                       in_backticks(path), shown_number(sum)),
                           "data-sources" });
  }
}

}  // namespace reallyopen
