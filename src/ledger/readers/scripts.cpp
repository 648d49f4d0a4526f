// Scripts and the settings that they read: which data they load, and the licence in their headers.
// A repository holds scripts for many ends, so both are hints.
#include <algorithm>
#include <array>
#include <set>

#include "ledger/readers.h"
#include "license/license_ids.h"
#include "repository/path.h"
#include "text/letters.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_script_read = 1u << 20;
constexpr std::size_t most_datasets_of_script = 20;
constexpr std::size_t most_header_licenses = 20;
constexpr std::size_t longest_header_of_script = 4096;

constexpr std::array scripts_quantities = std::to_array<std::string_view>({ "dataset", "license" });

// `path/to/data`, `data/train.json`: a place on some disk, and no name that others know.
bool is_local_path(std::string_view name) {
  static const Pattern pattern(
    R"((?i)^(\.|path|your|data|datasets?|src|configs?|scripts?|tmp|mnt|home|s3|gs)/|/(path|to|train|test|dataset)$|\.(json|jsonl|csv|txt|py|bin|yaml|parquet|zst|gz)$)");
  return pattern.found_in(name);
}

// What `load_dataset()` calls a kind of files.
bool is_kind_of_file(std::string_view name) {
  return is_one_of(lower(name), { "json", "csv", "text", "parquet", "imagefolder", "audiofolder",
                                  "pandas", "arrow" });
}

class ScriptReader {
 public:
  explicit ScriptReader(FactWriter& out) : out_(out) {}

  void read(const SourceFile& file, std::string_view text) {
    scope_ = file.folder;
    append_to_path(scope_, name_of(file.entry.path));
    datasets_.clear();
    if (text.find("dataset") != std::string_view::npos) {
      read_plain_names(file, text);
      read_names_of_owner(file, text);
    }
    read_header(file, text.substr(0, longest_header_of_script));
  }

 private:
  // `load_dataset("squad")`
  void read_plain_names(const SourceFile& file, std::string_view text) {
    static const Pattern plain_name(
      R"(\bload_dataset\(\s*["']([A-Za-z][\w.-]{2,})["']|(?m:^\s*dataset\s*=\s*["']([A-Za-z][\w.-]{2,})["']))");
    std::string_view rest = text;
    std::string_view loaded;
    std::string_view assigned;
    while (datasets_.size() < most_datasets_of_script && plain_name.next_in(rest, loaded, assigned))
      add_dataset(file, text, loaded.data() ? loaded : assigned);
  }

  // `dataset_name: owner/name`, `hf://datasets/owner/name`
  void read_names_of_owner(const SourceFile& file, std::string_view text) {
    static const Pattern load(
      R"((?:load_dataset\(|dataset(?:_name|_path|_id|s)?["']?\s*[:=]\s*\[?\s*|hf://datasets/|huggingface\.co/datasets/)\s*["']?([A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*[A-Za-z0-9])\b["'\s/?)\],#])");
    std::string_view rest = text;
    std::string_view found;
    while (datasets_.size() < most_datasets_of_script && load.next_in(rest, found))
      add_dataset(file, text, found);
  }

  void add_dataset(const SourceFile& file, std::string_view text, std::string_view name) {
    if (is_kind_of_file(name) || is_local_path(name) || !datasets_.emplace(name).second) return;
    out_.add("dataset", scalar(name), FactWriter::place(file, text, name), scope_, true);
  }

  // `SPDX-License-Identifier: Apache-2.0`: of each licence the first file that names it.
  void read_header(const SourceFile& file, std::string_view text) {
    constexpr std::string_view tag = "SPDX-License-Identifier:";
    const std::size_t tagged = text.find(tag);
    if (tagged == std::string_view::npos || licenses_.size() == most_header_licenses) return;
    std::string_view words = text.substr(tagged + tag.size());
    words = words.substr(0, words.find_first_of("\r\n*\"<"));
    words.remove_prefix(std::min(words.find_first_not_of(" \t"), words.size()));
    while (!words.empty() && std::string_view(" \t-").find(words.back()) != std::string_view::npos)
      words.remove_suffix(1);
    if (expression_meant(words).empty() || !licenses_.emplace(words).second) return;
    out_.add("license", scalar(words), FactWriter::place(file, text, words), "code", true);
  }

  FactWriter& out_;
  std::string scope_;
  std::set<std::string, std::less<>> datasets_;  // of the file at hand
  std::set<std::string, std::less<>> licenses_;
};

bool is_script_or_settings(std::string_view name, std::string_view path) {
  for (const std::string_view ending :
       { ".py", ".sh", ".ipynb", ".yaml", ".yml", ".toml", ".slurm", ".sbatch", ".bash" })
    if (name.ends_with(ending)) return true;
  // Most JSON is data.
  return name.ends_with(".json") &&
         (path.find("config") != path.npos || name.find("train") != name.npos);
}

}  // namespace

constinit const Reader scripts_reader = {
  .id = "scripts",
  .source = SourceKind::script,
  .quantities = scripts_quantities,
  .takes = is_script_or_settings,
  .read =
    [](std::span<const SourceFile> files, FactWriter& out) {
  ScriptReader reader(out);
  for (const SourceFile& file : files) reader.read(file, out.text(file, longest_script_read));
  },
};

}  // namespace reallyopen
