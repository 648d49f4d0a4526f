#include "evidence/recipe/configurations.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "configuration/hyperparameter.h"
#include "configuration/shape.h"
#include "evidence/recipe/configuration_files.h"
#include "evidence/recipe/run_sources.h"
#include "evidence/recipe/stated_values.h"
#include "evidence/recipe/traced_values.h"
#include "evidence/recipe/training_work.h"
#include "evidence/recipe/unset_seeds.h"
#include "evidence/weights/stated_sizes.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_found_shown = 4;

std::string folder_of_manifest(const Document& document) {
  const std::size_t slash = document.path.rfind('/');
  return slash == std::string::npos ? "" : document.path.substr(0, slash);
}

// What is held against the values of the manifest.
struct Scope {
  std::vector<Artifact*> artifacts;
  std::vector<const ConfigurationFile*> files;  // that the manifest declares
  RunSources sources;
  RunFactors factors;
  bool is_closed = false;
};

// What the files of one kind say of a value.
struct Answer {
  bool agrees = false;  // one says the same, or leaves it open
  std::vector<Contradiction::Found> differing;
};

class ConfigurationExamination {
 public:
  ConfigurationExamination(const Snapshot& snapshot, Declarations& declarations)
      : declarations_(declarations),
        document_(*declarations.document()),
        files_(snapshot, folder_of_manifest(*declarations.document())),
        sources_(snapshot, declarations, files_) {}

  Configurations run() {
    read_declared();
    compare_stages();
    compare_run();
    compare_seeds();
    look_at_scripts();
    compare_architecture();
    TracedValues(declarations_, files_, result_).follow_pointers();
    return std::move(result_);
  }

 private:
  void read_declared() {
    for (Artifact& artifact : declarations_.artifacts()) {
      by_node_[artifact.node] = &artifact;
      if (!names_configuration(artifact.field)) continue;
      DeclaredFiles declared = files_.read(artifact);
      for (const ConfigurationFile* file : declared.files) take_file(artifact, *file);
      declared_[&artifact] = std::move(declared);
    }
  }

  static bool names_configuration(std::string_view field) {
    if (field.ends_with(']')) field = field.substr(0, field.rfind('['));
    return field.ends_with(".config") || field.ends_with("hyperparameters.files") ||
           field.ends_with(".from");
  }

  void take_file(Artifact& artifact, const ConfigurationFile& file) {
    if (file.parsed.failure != ParseFailure::none) return take_failure(artifact, file);
    const std::vector<ShapeConflict> conflicts = find_shape_conflicts(file.settings);
    if (conflicts.empty()) return;
    artifact.evidence = Evidence::broken;
    artifact.defect = Defect::contradicted;
    if (!shown_.insert(file.path).second) return;
    for (const ShapeConflict& conflict : conflicts)
      result_.impossible.push_back(
        { place_of(file, *conflict.place), conflict.message, { found(file, *conflict.with) } });
  }

  void take_failure(Artifact& artifact, const ConfigurationFile& file) {
    const bool wrong = file.parsed.failure == ParseFailure::unreadable && !file.is_template;
    artifact.evidence = wrong ? Evidence::broken : Evidence::unknown;
    artifact.defect = wrong ? Defect::unparsable : Defect::unexamined;
    artifact.detail = file.path;
    if (!shown_.insert(file.path).second || file.parsed.problems.empty()) return;
    Problem problem = file.parsed.problems.front();
    problem.subject = artifact.field + " " + file.path;
    if (file.is_template) {
      problem.message = "this is a template; what it becomes is not in the repository";
      problem.fix.clear();
    }
    result_.unread.push_back({ std::move(problem), artifact.place, !wrong });
  }

  Scope scope_of(std::initializer_list<const Node*> nodes) {
    Scope scope;
    for (const Node* section : nodes)
      for (const Node* node : each_of(section)) {
        const auto known = by_node_.find(node);
        if (known == by_node_.end()) continue;
        Artifact* artifact = known->second;
        const DeclaredFiles& declared = declared_[artifact];
        scope.artifacts.push_back(artifact);
        scope.is_closed |= declared.is_closed;
        scope.files.insert(scope.files.end(), declared.files.begin(), declared.files.end());
      }
    return scope;
  }

  static void join(Scope& scope, Scope other) {
    scope.sources.join(other.sources);
    scope.artifacts.insert(scope.artifacts.end(), other.artifacts.begin(), other.artifacts.end());
    scope.files.insert(scope.files.end(), other.files.begin(), other.files.end());
    scope.is_closed |= other.is_closed;
  }

  Scope run_scope() {
    const Node* training = declarations_.find({ "training" });
    const Node* section = declarations_.find({ "hyperparameters" });
    Scope scope = scope_of(
      { section ? section->get("files") : nullptr, training ? training->get("config") : nullptr });
    scope.sources = sources_.of(training);
    return scope;
  }

  Scope stage_scope(const Node& stage) {
    const Node* section = stage.get("hyperparameters");
    Scope scope = scope_of({ stage.get("config"), section ? section->get("files") : nullptr });
    scope.sources = sources_.of(&stage);
    return scope;
  }

  std::span<const Node> stages() const {
    const Node* list = declarations_.find({ "training", "stages" });
    return list && list->is_sequence() ? std::span<const Node>(list->items)
                                       : std::span<const Node>();
  }

  void compare_stages() {
    std::size_t index = 0;
    for (const Node& stage : stages()) {
      Scope scope = stage_scope(stage);
      if (scope.artifacts.empty()) scope = run_scope();
      const std::string field = fmt::format("training.stages[{}].hyperparameters", index++);
      for (const StatedValue& stated : stated_values(stage.get("hyperparameters"), field))
        compare(stated, scope);
    }
  }

  static bool overrides(const Node& stage, const StatedValue& stated) {
    const Hyperparameter* known = find_hyperparameter(stated.name);
    const Node* section = stage.get("hyperparameters");
    if (!section) return false;
    return std::ranges::any_of(section->members, [&](const Member& member) {
      const std::string name = canonical_name(member.key.text);
      return name == stated.name || (known && find_hyperparameter(name) == known);
    });
  }

  void compare_run() {
    for (const StatedValue& stated :
         stated_values(declarations_.find({ "hyperparameters" }), "hyperparameters")) {
      Scope scope = run_scope();
      for (const Node& stage : stages())
        if (!overrides(stage, stated)) join(scope, stage_scope(stage));
      compare(stated, scope);
    }
  }

  // The command decides over the files, and they over what a script sets by itself.
  void compare(const StatedValue& stated, Scope scope) {
    const Hyperparameter* known = find_hyperparameter(stated.name);
    if (known && known->architecture)
      join(scope, scope_of({ declarations_.find({ "model", "architecture", "config" }) }));
    scope.factors = run_factors(declarations_);
    scope.factors.passes = passes_of(scope);
    if (is_computed(stated, known, scope.sources.scripts)) return;
    const bool batch_given = gives_batch(scope.sources.commands);
    const auto decides = [&](const std::vector<const ConfigurationFile*>& files) {
      Answer answer = ask(stated, known, files, scope.factors, !batch_given);
      const bool differs = !answer.agrees && !answer.differing.empty();
      if (differs && !may_stop_before(stated, known, answer, scope))
        contradict(stated.field, *stated.node, std::move(answer.differing), scope);
      return answer.agrees || differs;
    };
    if (decides(scope.sources.commands) || scope.is_closed || decides(scope.files)) return;
    if (decides(scope.sources.configurations)) return;
    // Somebody may have started the script in a way that the manifest does not tell.
    if (scope.sources.commands.empty() &&
        ask(stated, known, sources_.anywhere(), scope.factors, true).agrees)
      return;
    decides(scope.sources.scripts);
  }

  static bool gives_batch(const std::vector<const ConfigurationFile*>& files) {
    const Hyperparameter* batch = find_hyperparameter("batch_size");
    return std::ranges::any_of(files, [&](const ConfigurationFile* file) {
      return std::ranges::any_of(file->settings, [&](const Setting& setting) {
        return means_same(batch->id, batch, setting);
      });
    });
  }

  // Epochs and steps are a limit to a script that stops when the loss no longer falls.
  static bool may_stop_before(const StatedValue& stated, const Hyperparameter* known,
                              const Answer& answer, const Scope& scope) {
    if (!known || (known->id != "epochs" && known->id != "steps")) return false;
    const auto number = number_of(stated.value);
    const auto limit = number_of(
      Node{ .kind = NodeKind::string, .text = answer.differing.front().value });
    if (!number || !limit || number->value > limit->value) return false;
    return std::ranges::any_of(scope.sources.scripts, [](const ConfigurationFile* file) {
      return file->parsed.document && mentions_early_stop(file->parsed.document->text);
    });
  }

  // A script that scales what it is given uses another value than any file says.
  static bool is_computed(const StatedValue& stated, const Hyperparameter* known,
                          const std::vector<const ConfigurationFile*>& scripts) {
    return std::ranges::any_of(scripts, [&](const ConfigurationFile* file) {
      return std::ranges::any_of(file->settings, [&](const Setting& setting) {
        return setting.value->tagged &&
               setting.value->text.find_first_of("*/") != std::string::npos &&
               means_same(stated.name, known, setting);
      });
    });
  }

  static Answer ask(const StatedValue& stated, const Hyperparameter* known,
                    const std::vector<const ConfigurationFile*>& files, const RunFactors& factors,
                    bool batch_holds) {
    Answer answer;
    for (const ConfigurationFile* file : files) {
      const Setting* first = nullptr;
      for (const Setting& setting : file->settings) {
        if (!means_same(stated.name, known, setting)) continue;
        const Agreement agreement = compare_setting(stated.name, known, stated.value, setting,
                                                    file->settings, factors);
        if (agreement == Agreement::different && !first) first = &setting;
        if (agreement == Agreement::same || is_open(setting)) return { .agrees = true };
      }
      if (!first && known && batch_holds)
        first = exceeded_batch(*known, stated.value, file->settings);
      if (!first && known && known->id == "batch_size")
        first = unfit_micro_batch(stated.value, file->settings, factors);
      if (first) answer.differing.push_back(found(*file, *first));
    }
    return answer;
  }

  // The passes of a step that any source of the run gives: one, where none does.
  static std::vector<double> passes_of(const Scope& scope) {
    const Hyperparameter* row = find_hyperparameter("gradient_accumulation_steps");
    std::vector<double> passes;
    if (scope.factors.accumulation) passes.push_back(*scope.factors.accumulation);
    const RunSources& sources = scope.sources;
    for (const auto* files :
         { &sources.commands, &scope.files, &sources.configurations, &sources.scripts })
      for (const ConfigurationFile* file : *files)
        for (const Setting& setting : file->settings) {
          if (!means_same(row->id, row, setting)) continue;
          const auto number = number_of(*setting.value);
          if (!number || is_open(setting)) return {};
          passes.push_back(number->value);
        }
    return passes.empty() ? std::vector<double>{ 1 } : passes;
  }

  // A value that is filled in later may be any, also the one that is stated.
  static bool is_open(const Setting& setting) {
    return setting.merged || setting.value->tagged ||
           (setting.value->is_string() && is_filled_in_later(setting.value->text));
  }

  void contradict(const std::string& field, const Node& value,
                  std::vector<Contradiction::Found> differing, const Scope& scope) {
    for (Artifact* artifact : scope.artifacts) {
      // What contradicts the model's sizes is no evidence of them; of the training's values
      // likewise.
      const bool of_model = artifact->field.starts_with("model.");
      if (artifact->evidence != Evidence::present || of_model != field.starts_with("model."))
        continue;
      const bool holds = std::ranges::any_of(declared_[artifact].files,
                                             [&](const ConfigurationFile* file) {
        return std::ranges::any_of(
          differing, [&](const auto& found) { return found.place.path == file->path; });
      });
      if (!holds) continue;
      artifact->evidence = Evidence::broken;
      artifact->defect = Defect::contradicted;
    }
    if (differing.size() > most_found_shown) differing.resize(most_found_shown);
    result_.contradictions.push_back(
      { field, declarations_.place(value), shown_value(value), std::move(differing) });
  }

  // What `model.architecture` says in words, against the files that size it.
  void compare_architecture() {
    const Node* architecture = declarations_.find({ "model", "architecture" });
    if (!architecture || !architecture->is_mapping()) return;
    Scope scope = run_scope();
    for (const Node& stage : stages()) join(scope, stage_scope(stage));
    const Scope of_model = scope_of({ declarations_.find({ "model", "architecture", "config" }) });
    const auto names_a_part = [&](const StatedSize& size) {
      return std::ranges::any_of(of_model.files, [&](const ConfigurationFile* file) {
        return file->parsed.document && is_of_a_part(size, *file->parsed.document);
      });
    };
    if (const Node* description = architecture->get("description"))
      for (const StatedSize& size : find_stated_sizes(*description))
        if (size.is_setting && !names_a_part(size))
          compare({ "model.architecture.description", size.name, &size.value, size.value }, scope);
    if (const Node* length = architecture->get("context_length")) compare_length(*length);
  }

  static bool is_number_of_positions(std::string_view name) {
    return name == "max_position_embeddings" || name == "n_positions" || name == "block_size";
  }

  // transformers 5 writes how positions turn for every model.
  static bool stretches(const Setting& setting) {
    const bool turns = setting.name.find("rope") != std::string::npos ||
                       setting.name.find("yarn") != std::string::npos;
    if (!turns || !setting.value->is_mapping()) return false;
    return setting.value->string_at("rope_type") != "default";
  }

  // A context may be shorter than the positions a model has, not longer, unless they are stretched.
  void compare_length(const Node& length) {
    const Scope scope = scope_of({ declarations_.find({ "model", "architecture", "config" }) });
    const auto stated = number_of(length);
    if (scope.is_closed || !stated) return;
    std::vector<Contradiction::Found> differing;
    for (const ConfigurationFile* file : scope.files)
      for (const Setting& setting : file->settings) {
        if (stretches(setting)) return;
        const auto found_length = number_of(*setting.value);
        if (!is_number_of_positions(setting.name) || setting.about == Section::data) continue;
        if (is_open(setting) || !found_length || found_length->value >= stated->value) return;
        differing.push_back(found(*file, setting));
      }
    if (!differing.empty())
      contradict("model.architecture.context_length", length, std::move(differing), scope);
  }

  // `training.seeds` lists all of them: a seed of a configuration that is not among them is another
  // run's.
  void compare_seeds() {
    const Node* seeds = declarations_.find({ "training", "seeds" });
    if (!seeds || !seeds->is_sequence()) return;
    Scope scope = run_scope();
    for (const Node& stage : stages()) join(scope, stage_scope(stage));
    const Hyperparameter* known = find_hyperparameter("seed");
    if (scope.is_closed) return;
    std::vector<Contradiction::Found> differing;
    for (const ConfigurationFile* file : scope.files)
      for (const Setting& setting : file->settings) {
        if (!means_same("seed", known, setting) || !number_of(*setting.value)) continue;
        const bool listed = std::ranges::any_of(seeds->items, [&](const Node& seed) {
          return compare_values(seed, *setting.value) != Agreement::different;
        });
        if (listed || is_open(setting)) return;
        differing.push_back(found(*file, setting));
      }
    if (!differing.empty()) contradict("training.seeds", *seeds, std::move(differing), scope);
  }

  void look_at_scripts() {
    if (stages().size() > 1) return;
    const Scope scope = run_scope();
    if (scope.is_closed) return;
    if (auto unset = find_unset_seed(declarations_, scope.files, scope.sources, sources_))
      result_.unset_seeds.push_back(std::move(*unset));
    result_.use_as_training = find_use_as_training(scope.sources, sources_);
    result_.unsaved_training = find_unsaved_training(declarations_, scope.sources, sources_);
  }

  static Place place_of(const ConfigurationFile& file, const Setting& setting) {
    if (file.stands_at) return *file.stands_at;
    return file.parsed.document->place(*setting.value);
  }
  static Contradiction::Found found(const ConfigurationFile& file, const Setting& setting) {
    return { place_of(file, setting), printable(setting.path, 80), shown_value(*setting.value) };
  }

  Declarations& declarations_;
  const Document& document_;
  ConfigurationFiles files_;
  RunSourceFinder sources_;
  std::map<const Node*, Artifact*> by_node_;
  std::map<const Artifact*, DeclaredFiles> declared_;
  std::set<std::string> shown_;
  Configurations result_;
};

}  // namespace

Configurations examine_configurations(const Snapshot& snapshot, Declarations& declarations) {
  if (!declarations.document()) return {};
  return ConfigurationExamination(snapshot, declarations).run();
}

}  // namespace reallyopen
