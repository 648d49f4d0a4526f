#include "evidence/lineage/unnamed_bases.h"

#include <algorithm>
#include <set>
#include <utility>

#include "configuration/read.h"
#include "evidence/artifact_files.h"
#include "evidence/cards/base_model.h"
#include "evidence/lineage/card_bases.h"
#include "evidence/weights/weight_files.h"
#include "manifest/field_path.h"
#include "repository/path.h"
#include "script/beside_model.h"
#include "script/loaded_model.h"
#include "script/published_name.h"
#include "script/python_statements.h"
#include "script/stub.h"
#include "text/letters.h"
#include "text/lines.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_source = 1u << 20;
constexpr std::size_t most_sources = 200;
constexpr std::size_t most_folders = 16;

bool mentions_a_base(std::string_view text) {
  for (const std::string_view word :
       { "pretrained", "model_name_or_path", "model-name-or-path", "base_model", "base-model",
         "init_from", "init-from", "model:", "://", "hub", "from_preset", "applications",
         "_transformers", "spacy", "clip", "whisper", "YOLO", "source" })
    if (text.find(word) != std::string_view::npos) return true;
  return false;
}

// The cells of code, one after the other; lines are not those of the file.
std::string code_of_notebook(const std::string& path, std::string_view text) {
  std::string code;
  const auto notebook = read_json(path, text, configuration_limits).document;
  const Node* cells = notebook ? notebook->root.get("cells") : nullptr;
  if (!cells) return code;
  for (const Node& cell : cells->items) {
    const Node* source = cell.get("source");
    if (!source || cell.string_at("cell_type") != "code") continue;
    code += source->text;
    for (const Node& line : source->items) code += line.text;
    code += '\n';
  }
  return code;
}

std::vector<LoadedModel> loaded_in(const std::string& path, std::string_view text) {
  if (!mentions_a_base(text)) return {};
  if (path.ends_with(".py")) return loaded_in_python(text);
  if (path.ends_with(".ipynb")) {
    std::vector<LoadedModel> found = loaded_in_python(code_of_notebook(path, text));
    for (LoadedModel& model : found) model.line = 0;
    return found;
  }
  for (const std::string_view ending : { ".yaml", ".yml", ".json", ".cfg", ".toml" })
    if (path.ends_with(ending)) return loaded_in_settings(text);
  // Documents tell of other runs as well.
  const std::string_view name = name_of(path);
  const std::size_t dot = name.rfind('.');
  const bool is_shell = dot == std::string_view::npos ||
                        is_one_of(name.substr(dot), { ".sh", ".bash", ".slurm", ".sbatch" });
  return is_shell ? loaded_in_shell(text) : std::vector<LoadedModel>{};
}

bool is_of_training(std::string_view field) {
  const std::string_view key = last_key(field);
  const bool is_named = key == "scripts" || key == "config" || key == "files";
  return is_named && (field.starts_with("training.") || field.starts_with("hyperparameters."));
}

// Names of modules that a Python file imports: `a` and `b` of `from a.b import c`, and `c`.
void note_imported(std::string_view text, std::set<std::string>& words) {
  for (const PythonStatement& statement : list_python_statements(text)) {
    if (!statement.text.starts_with("import ") && !statement.text.starts_with("from ")) continue;
    std::string word;
    for (const char letter : statement.text + ' ')
      if (is_word_letter(letter))
        word += letter;
      else if (!word.empty())
        words.insert(std::exchange(word, ""));
  }
}

// A module that is imported does not run what it shows when it is started.
std::string_view without_main(std::string_view text) {
  return text.substr(0, text.find("\nif __name__"));
}

class Search {
 public:
  Search(const Snapshot& snapshot, Ledgers& ledgers, const Declarations& declarations)
      : snapshot_(snapshot),
        ledgers_(ledgers),
        declarations_(declarations),
        base_(folder_of(declarations.document()->path)) {}

  std::vector<UnnamedBase> run(const std::vector<Card>& cards) {
    look_beside();
    look_into_sources();
    look_into_architecture();
    look_into_commands();
    look_at_defaults();
    look_into_cards(cards);
    return std::move(found_);
  }

 private:
  void look_beside() {
    std::set<std::string> folders{ std::string(folder_of(declarations_.document()->path)) };
    for (const Artifact& artifact : declarations_.artifacts())
      if (is_released(artifact))
        for (const Entry& entry : entries_of(snapshot_, declarations_, artifact))
          if (folders.size() < most_folders) folders.insert(std::string(folder_of(entry.path)));
    for (const std::string& folder : folders)
      for (const Fact& fact : ledgers_.beside(folder).about("base_model"))
        if (fact.source != SourceKind::card_metadata && is_hub_id(fact.value.text))
          add(fact.value.text, fact.place, false);
  }

  void look_into_sources() {
    for (const Artifact& artifact : declarations_.artifacts())
      if (artifact.evidence == Evidence::present && is_of_training(artifact.field))
        look_into(artifact, false);
    // mergekit's own, declared or not.
    const Resolution merge = snapshot_.resolve(base_, "mergekit_config.yml");
    if (merge.status == ResolveStatus::found && seen_.insert(merge.entry.path).second)
      look_into(merge.entry, false);
  }

  // Of code that describes a network, what a training script imports.
  void look_into_architecture() {
    for (const Artifact& artifact : declarations_.artifacts())
      if (artifact.evidence == Evidence::present &&
          artifact.field.starts_with("model.architecture.code"))
        look_into(artifact, true);
  }

  void look_into(const Artifact& artifact, bool as_module) {
    for (const Entry& entry : files_of(snapshot_, base_, artifact, most_sources)) {
      const std::string_view name = name_of(entry.path);
      if (as_module && (!name.ends_with(".py") ||
                        !imported_.contains(std::string(name.substr(0, name.size() - 3)))))
        continue;
      if (seen_.size() < most_sources && seen_.insert(entry.path).second)
        look_into(entry, as_module);
    }
  }

  void look_into(const Entry& entry, bool as_module) {
    const ReadResult source = snapshot_.read(entry, longest_source);
    if (source.status != ReadStatus::complete || !is_valid_utf8(source.bytes) ||
        is_path_beside(entry.path))
      return;
    if (!as_module && entry.path.ends_with(".py")) note_imported(source.bytes, imported_);
    const std::string_view text = as_module ? without_main(source.bytes) : source.bytes;
    for (const LoadedModel& model : loaded_in(entry.path, text)) {
      if (is_here(model.id, entry)) continue;
      Place place{ .path = entry.path, .line = model.line, .column = model.line > 0 ? 1 : 0 };
      if (model.line > 0) place.line_text = line_of(source.bytes, model.line);
      if (model.is_default)
        defaults_.emplace_back(model.id, place);
      else
        add(model.id, place, true);
    }
  }

  // What an option stands at where nothing says what a run sets it to.
  void look_at_defaults() {
    if (is_told_ || names_any()) return;
    for (const auto& [id, place] : defaults_) add(id, place, true);
  }

  // A folder of the repository, and not of the Hub.
  bool is_here(const std::string& id, const Entry& script) const {
    if (is_model_address(id)) return false;
    const std::string_view first = std::string_view(id).substr(0, id.find_first_of(" /"));
    for (const std::string_view folder : { std::string_view(base_), folder_of(script.path) })
      if (snapshot_.resolve(folder, first).status == ResolveStatus::found) return true;
    return false;
  }

  void look_into_commands() {
    const Node* command = declarations_.find({ "training", "command" });
    if (!command || !command->is_string()) return;
    for (const LoadedModel& model : loaded_in_shell(command->text))
      add(model.id, declarations_.place(*command), true);
  }

  void look_into_cards(const std::vector<Card>& cards) {
    const Node* name = declarations_.find({ "model", "name" });
    for (const Card& card : cards)
      if (folder_of(card.text.path) == base_)
        for (const CardBase& base : bases_in_prose(card, name ? name->text : ""))
          add(base.id, base.place, true);
  }

  bool is_own(std::string_view id) const {
    const std::string name = squeezed(behind_owner(id));
    const Node* model = declarations_.find({ "model", "name" });
    const std::string own = model ? squeezed(model->text) : "";
    if (!own.empty() && (own.find(name) != own.npos || name.find(own) != name.npos)) return true;
    if (own.size() > 3 && is_model_address(id) && squeezed(id).find(own) != own.npos) return true;
    const Node* repository = declarations_.find({ "model", "repository" });
    return repository && repository->text.find(id) != std::string::npos;
  }

  bool is_of_developer(std::string_view id) const {
    const std::string owner = squeezed(id.substr(0, id.find('/')));
    const Node* developer = declarations_.find({ "model", "developer" });
    const std::string own = developer
                              ? squeezed(developer->is_mapping() ? developer->string_at("name")
                                                                 : developer->text)
                              : "";
    return is_hub_id(id) && !own.empty() &&
           (own.find(owner) != std::string::npos || owner.find(own) == 0);
  }

  bool names_any() const {
    const Node* bases = declarations_.find({ "model", "base_models" });
    return bases && !bases->items.empty();
  }

  bool is_named(std::string_view id) const {
    const Node* bases = declarations_.find({ "model", "base_models" });
    if (bases && std::ranges::any_of(bases->items,
                                     [&](const Node& base) { return names_start_model(base, id); }))
      return true;
    const Node* stages = declarations_.find({ "training", "stages" });
    return stages && std::ranges::any_of(stages->items, [&](const Node& stage) {
             return stage.string_at("starts_from") == id;
           });
  }

  // What the developer made before is a base as any other, where a run `is_loaded` from it and the
  // manifest speaks of bases; configurations often keep the model's own former name.
  void add(std::string_view id, const Place& place, bool is_loaded) {
    is_told_ = is_told_ || is_loaded;
    const bool speaks = declarations_.find({ "model", "base_models" }) != nullptr;
    if (is_own(id) || is_named(id) || (is_of_developer(id) && !(is_loaded && speaks))) return;
    if (told_.insert(lower(id)).second)
      found_.push_back({ printable(id, 80), place, section(), restricted_family(id) });
  }

  Place section() const {
    for (const std::initializer_list<std::string_view> keys :
         { std::initializer_list<std::string_view>{ "model", "base_models" }, { "model" } })
      if (const Node* node = declarations_.find(keys)) return declarations_.place(*node);
    return { .path = declarations_.document()->path };
  }

  const Snapshot& snapshot_;
  Ledgers& ledgers_;
  const Declarations& declarations_;
  std::string base_;                // the manifest's folder
  std::set<std::string> imported_;  // by training scripts
  std::vector<std::pair<std::string, Place>> defaults_;
  std::set<std::string> seen_;  // paths
  std::set<std::string> told_;  // ids
  bool is_told_ = false;        // by anything but an option's default
  std::vector<UnnamedBase> found_;
};

}  // namespace

std::vector<UnnamedBase> find_unnamed_bases(const Snapshot& snapshot, Ledgers& ledgers,
                                            const Declarations& declarations,
                                            const std::vector<Card>& cards) {
  if (!declarations.document()) return {};
  return Search(snapshot, ledgers, declarations).run(cards);
}

}  // namespace reallyopen
