#include "evidence/recipe/loaded_datasets.h"

#include <algorithm>
#include <set>

#include "configuration/read.h"
#include "evidence/artifact_files.h"
#include "repository/path.h"
#include "script/published_name.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_files = 100;
constexpr std::size_t longest_settings = 1u << 20;

// `load_dataset("a/b", split="test")`
bool is_to_test(const Fact& fact) {
  return contains_one_of(lower(fact.place.line_text), { "test", "valid", "eval", "bench" });
}

class DatasetComparison {
 public:
  DatasetComparison(const Snapshot& snapshot, Ledgers& ledgers, const Declarations& declarations)
      : snapshot_(snapshot),
        declarations_(declarations),
        base_(folder_of(declarations.document()->path)),
        ledger_(ledgers.beside(base_)),
        said_(squeezed(declarations.document()->text)) {}

  std::vector<UnlistedDataset> run() {
    const Node* sources = declarations_.find({ "data", "sources" });
    if (!sources || !sources->is_sequence() || sources->items.empty()) return {};
    for (const Artifact& artifact : declarations_.artifacts()) {
      const std::string_view field = artifact.field;
      const bool of_training = field.starts_with("training.") ||
                               field.starts_with("hyperparameters");
      const bool prepares = field.starts_with("preprocessing.");
      if ((!of_training && !prepares) || artifact.evidence == Evidence::broken) continue;
      for (const Entry& entry : files_of(snapshot_, base_, artifact, most_files))
        look_into(entry, *sources, prepares);
    }
    return std::move(found_);
  }

 private:
  // A preparation loads lists of words and the like as well: only what it calls data to train on.
  void look_into(const Entry& entry, const Node& sources, bool prepares) {
    const std::string& path = entry.path;
    if (!files_.insert(path).second || files_.size() > most_files) return;
    if (path.ends_with(".yaml") || path.ends_with(".yml")) look_into_settings(entry, sources);
    for (const Fact& fact : ledger_.in_file(path, SourceKind::script, "dataset")) {
      const bool to_train = !prepares || fact.place.line_text.find("train") != std::string::npos;
      if (to_train && !is_to_test(fact)) add(fact.value.text, fact.place, sources);
    }
  }

  // `datasets: [{path: owner/name}]` of axolotl, `dataset_name: owner/name` of TRL.
  void look_into_settings(const Entry& entry, const Node& sources) {
    const ReadResult read = snapshot_.read(entry, longest_settings);
    if (read.status != ReadStatus::complete) return;
    const ParseResult parsed = read_configuration(entry.path, read.bytes);
    if (!parsed.document) return;
    const Node& root = parsed.document->root;
    for (const Node* dataset : each_of(root.get("datasets")))
      if (const Node* path = dataset->get("path"); path && is_hub_id(path->text))
        add(path->text, parsed.document->place(*path), sources);
    for (const std::string_view key : { "dataset_name", "dataset_id", "train_dataset" })
      if (const Node* name = root.get(key); name && is_hub_id(name->text))
        add(name->text, parsed.document->place(*name), sources);
  }

  void add(const std::string& name, const Place& place, const Node& sources) {
    const std::size_t slash = name.find('/');
    if (slash == std::string::npos || is_named(std::string_view(name).substr(slash + 1)) ||
        is_here(name) || !told_.insert(name).second)
      return;
    found_.push_back({ name, place, declarations_.place(sources) });
  }

  // In any spelling; of a short name only where it is a word, for digests hold any letters.
  bool is_named(std::string_view name) const {
    constexpr std::size_t short_name = 5;
    const std::string own = squeezed(name);
    if (own.size() > short_name || own.empty())
      return own.empty() || said_.find(own) != std::string::npos;
    const std::string& text = declarations_.document()->text;
    const std::string low = lower(text);
    const std::string word = lower(name);
    for (std::size_t at = low.find(word); at != low.npos; at = low.find(word, at + 1)) {
      const std::size_t end = at + word.size();
      if ((at == 0 || !is_word_letter(low[at - 1])) &&
          (end == low.size() || !is_word_letter(low[end])))
        return true;
    }
    return false;
  }

  bool is_here(const std::string& path) const {
    return snapshot_.resolve(base_, path).status == ResolveStatus::found;
  }

  const Snapshot& snapshot_;
  const Declarations& declarations_;
  std::string base_;  // the manifest's folder
  Ledger& ledger_;
  std::string said_;  // the manifest, squeezed
  std::set<std::string> files_;
  std::set<std::string> told_;
  std::vector<UnlistedDataset> found_;
};

}  // namespace

std::vector<UnlistedDataset> find_unlisted_datasets(const Snapshot& snapshot, Ledgers& ledgers,
                                                    const Declarations& declarations) {
  if (!declarations.document()) return {};
  return DatasetComparison(snapshot, ledgers, declarations).run();
}

}  // namespace reallyopen
