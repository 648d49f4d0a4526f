#include "evidence/lineage/unnamed_bases.h"

#include <algorithm>
#include <set>

#include "configuration/read.h"
#include "evidence/artifact_files.h"
#include "evidence/cards/base_model.h"
#include "evidence/weights/weight_files.h"
#include "manifest/field_path.h"
#include "repository/path.h"
#include "script/loaded_model.h"
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
       { "from_pretrained", "model_name_or_path", "model-name-or-path", "base_model", "base-model",
         "pretrained_model", "init_from", "model:" })
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
  for (const std::string_view ending : { ".yaml", ".yml", ".json" })
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

class Search {
 public:
  Search(const Snapshot& snapshot, Ledgers& ledgers, const Declarations& declarations)
      : snapshot_(snapshot), ledgers_(ledgers), declarations_(declarations) {}

  std::vector<UnnamedBase> run() {
    look_beside();
    look_into_sources();
    look_into_commands();
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
          add(fact.value.text, fact.place);
  }

  void look_into_sources() {
    std::size_t read = 0;
    const std::string_view base = folder_of(declarations_.document()->path);
    for (const Artifact& artifact : declarations_.artifacts()) {
      if (artifact.evidence != Evidence::present || !is_of_training(artifact.field)) continue;
      for (const Entry& entry : files_of(snapshot_, base, artifact, most_sources))
        if (seen_.insert(entry.path).second && read++ < most_sources) look_into(entry);
    }
    // mergekit's own, declared or not.
    const Resolution merge = snapshot_.resolve(base, "mergekit_config.yml");
    if (merge.status == ResolveStatus::found && seen_.insert(merge.entry.path).second)
      look_into(merge.entry);
  }

  void look_into(const Entry& entry) {
    const ReadResult source = snapshot_.read(entry, longest_source);
    if (source.status != ReadStatus::complete || !is_valid_utf8(source.bytes)) return;
    for (const LoadedModel& model : loaded_in(entry.path, source.bytes)) {
      Place place{ .path = entry.path, .line = model.line, .column = model.line > 0 ? 1 : 0 };
      if (model.line > 0) place.line_text = line_of(source.bytes, model.line);
      add(model.id, place);
    }
  }

  void look_into_commands() {
    const Node* command = declarations_.find({ "training", "command" });
    if (!command || !command->is_string()) return;
    for (const LoadedModel& model : loaded_in_shell(command->text))
      add(model.id, declarations_.place(*command));
  }

  bool is_own(std::string_view id) const {
    const std::size_t slash = id.find('/');
    const std::string owner = squeezed(id.substr(0, slash));
    const std::string name = squeezed(id.substr(slash + 1));
    const Node* developer = declarations_.find({ "model", "developer" });
    std::string own = developer ? squeezed(developer->is_mapping() ? developer->string_at("name")
                                                                   : developer->text)
                                : "";
    if (!own.empty() && (own.find(owner) != std::string::npos || owner.find(own) == 0)) return true;
    const Node* model = declarations_.find({ "model", "name" });
    if (model && squeezed(model->text) == name) return true;
    const Node* repository = declarations_.find({ "model", "repository" });
    return repository && repository->text.find(id) != std::string::npos;
  }

  bool is_named(std::string_view id) const {
    const Node* bases = declarations_.find({ "model", "base_models" });
    return bases && std::ranges::any_of(bases->items,
                                        [&](const Node& base) { return names_model(base, id); });
  }

  void add(std::string_view id, const Place& place) {
    if (is_own(id) || is_named(id) || !told_.insert(lower(id)).second) return;
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
  std::set<std::string> seen_;  // paths
  std::set<std::string> told_;  // ids
  std::vector<UnnamedBase> found_;
};

}  // namespace

std::vector<UnnamedBase> find_unnamed_bases(const Snapshot& snapshot, Ledgers& ledgers,
                                            const Declarations& declarations) {
  if (!declarations.document()) return {};
  return Search(snapshot, ledgers, declarations).run();
}

}  // namespace reallyopen
