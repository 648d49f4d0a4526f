#include "evidence/recipe/loaded_datasets.h"

#include <algorithm>
#include <set>

#include "evidence/artifact_files.h"
#include "repository/path.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_files = 100;

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
      if (!of_training || artifact.evidence == Evidence::broken) continue;
      for (const Entry& entry : files_of(snapshot_, base_, artifact, most_files))
        look_into(entry.path, *sources);
    }
    return std::move(found_);
  }

 private:
  void look_into(const std::string& path, const Node& sources) {
    if (!files_.insert(path).second || files_.size() > most_files) return;
    for (const Fact& fact : ledger_.in_file(path, SourceKind::script)) {
      const std::string& name = fact.value.text;
      const std::size_t slash = name.find('/');
      if (fact.quantity->id != "dataset" || slash == std::string::npos || is_to_test(fact))
        continue;
      const std::string own = squeezed(std::string_view(name).substr(slash + 1));
      if (own.empty() || said_.find(own) != std::string::npos || !told_.insert(name).second)
        continue;
      found_.push_back({ name, fact.place, declarations_.place(sources) });
    }
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
