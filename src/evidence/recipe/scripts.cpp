#include "evidence/recipe/scripts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <span>

#include "evidence/pin.h"
#include "evidence/recipe/outside_training.h"
#include "evidence/recipe/script_file.h"
#include "manifest/field_path.h"
#include "repository/path.h"
#include "script/command.h"
#include "script/idle_program.h"
#include "script/python_imports.h"
#include "script/remote_training.h"
#include "script/stub.h"
#include "text/lines.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_script = 1u << 20;
constexpr std::size_t longest_notebook = 16u << 20;
constexpr std::size_t most_scripts_of_folder = 50;
constexpr std::size_t most_known_paths = 200'000;
constexpr int most_searches = 200;  // each looks through all paths

// What a reader would call prose or a picture, in a folder that is declared as scripts.
constexpr std::string_view prose_endings[] = { ".md",  ".rst",       ".txt",     ".png",
                                               ".jpg", ".jpeg",      ".svg",     ".gif",
                                               ".pdf", ".gitignore", ".gitkeep", "LICENSE" };

bool ends_with_any(std::string_view path, std::span<const std::string_view> endings) {
  return std::ranges::any_of(endings,
                             [&](std::string_view ending) { return path.ends_with(ending); });
}

bool names_scripts(std::string_view field) {
  return last_key(field) == "scripts" || last_key(field) == "code";
}

class ScriptExamination {
 public:
  ScriptExamination(const Snapshot& snapshot, Declarations& declarations)
      : snapshot_(snapshot),
        declarations_(declarations),
        base_(folder_of(declarations.document()->path)) {}

  Scripts run() {
    for (Artifact& artifact : declarations_.artifacts())
      if (artifact.evidence == Evidence::present && names_scripts(artifact.field))
        examine(artifact);
    examine_commands();
    examine_readme();
    return std::move(result_);
  }

 private:
  void examine(Artifact& artifact) {
    const Resolution resolution = snapshot_.resolve(base_, artifact.written);
    if (resolution.status == ResolveStatus::missing)
      return examine_several(artifact, matches(artifact), {});
    if (resolution.status != ResolveStatus::found) return;
    if (resolution.entry.kind == EntryKind::folder)
      return examine_several(artifact, files_below(resolution.entry), resolution.entry.path);
    if (resolution.entry.kind == EntryKind::file) examine_file(artifact, resolution.entry);
  }

  std::vector<Entry> matches(const Artifact& artifact) const {
    std::vector<Entry> files = snapshot_.match(base_, artifact.written, most_scripts_of_folder)
                                 .files;
    std::erase_if(files, [](const Entry& entry) { return entry.kind != EntryKind::file; });
    return files;
  }

  std::vector<Entry> files_below(const Entry& folder) const {
    std::vector<Entry> files;
    const auto unread = snapshot_.walk(folder.path, [&](const Entry& entry) {
      // A submodule may hold the code.
      if (entry.kind == EntryKind::submodule) files.clear();
      if (entry.kind == EntryKind::file) files.push_back(entry);
      return files.size() < most_scripts_of_folder && entry.kind != EntryKind::submodule;
    });
    if (!unread.empty()) files.clear();
    return files;
  }

  // Of several one that works is enough, here as for substance.
  void examine_several(Artifact& artifact, const std::vector<Entry>& files,
                       const std::string& folder) {
    if (files.empty() || files.size() >= most_scripts_of_folder) return;
    std::optional<ScriptStub> first;
    bool any_code = false;
    for (const Entry& file : files) {
      if (ends_with_any(file.path, prose_endings)) continue;
      any_code = true;
      const auto text = read(file);
      const Stub stub = text ? find_stub(file.path, *text) : Stub{};
      if (!stub) return;
      if (!first) first = stub_of(artifact, file.path, *text, stub);
    }
    if (!any_code && last_key(artifact.field) == "scripts")
      first = { artifact.field,
                artifact.written,
                artifact.place,
                { .path = folder.empty() ? files.front().path : folder },
                "holds no script" };
    if (first) add_stub(artifact, std::move(*first));
  }

  static ScriptStub stub_of(const Artifact& artifact, const std::string& path,
                            std::string_view text, const Stub& stub) {
    return {
      artifact.field,
      artifact.written,
      artifact.place,
      { .path = path, .line = stub.line, .column = 1, .line_text = line_of(text, stub.line) },
      stub.what
    };
  }

  void add_stub(Artifact& artifact, ScriptStub stub) {
    artifact.evidence = Evidence::broken;
    artifact.defect = Defect::stub;
    artifact.detail = stub.place.path;
    if (shown_.insert(stub.place.path).second) result_.stubs.push_back(std::move(stub));
  }

  std::optional<std::string> read(const Entry& file) {
    const std::size_t limit = file.path.ends_with(".ipynb") ? longest_notebook : longest_script;
    if (bytes_left_ < limit) return std::nullopt;
    ReadResult read = snapshot_.read(file, limit);
    bytes_left_ -= std::min(read.bytes.size(), bytes_left_);
    if (read.status != ReadStatus::complete || read.bytes.find('\0') != std::string::npos ||
        read.bytes.starts_with("version https://git-lfs"))
      return std::nullopt;
    return std::move(read.bytes);
  }

  void examine_file(Artifact& artifact, const Entry& file) {
    const auto text = read(file);
    if (!text) return;
    if (file.path.ends_with(".py")) return examine_python(artifact, file.path, *text);
    if (const Stub stub = find_stub(file.path, *text))
      return add_stub(artifact, stub_of(artifact, file.path, *text, stub));
    if (is_launcher(file.path)) examine_launcher(artifact, file.path, *text);
  }

  void examine_python(Artifact& artifact, const std::string& path, std::string_view text) {
    const std::vector<PythonStatement> statements = list_python_statements(text);
    if (const Stub stub = find_python_stub(statements))
      return add_stub(artifact, stub_of(artifact, path, text, stub));
    const bool trains = artifact.field.starts_with("training.");
    if (trains)
      if (const Stub stub = find_remote_training(statements))
        return add_stub(artifact, stub_of(artifact, path, text, stub));
    // A preparation may print what it makes.
    if (trains || artifact.field.starts_with("evaluation."))
      if (const Stub stub = find_idle_program(statements))
        return add_stub(artifact, stub_of(artifact, path, text, stub));
    examine_imports(artifact, path, text, list_python_imports(statements));
  }

  // ---- what a script starts

  void examine_launcher(Artifact& artifact, const std::string& path, std::string_view text) {
    for (const Target& target : list_targets(commands_of(path, text))) {
      if (target.kind == TargetKind::configuration || is_here(target, folder_of(path))) continue;
      add_missing(artifact,
                  target.kind == TargetKind::script ? MissingTarget::Kind::script
                                                    : MissingTarget::Kind::module,
                  target.path,
                  { .path = path,
                    .line = target.line,
                    .column = target.column,
                    .width = target.width,
                    .line_text = line_of(text, target.line) });
    }
  }

  // A thin entry point is as good as what it imports; an import of this repository's own that is
  // not there is no more than a promise.
  void examine_imports(Artifact& artifact, const std::string& path, std::string_view text,
                       const std::vector<PythonImport>& imports) {
    for (const PythonImport& import : imports) {
      if (!is_missing_module(import.module, path)) continue;
      add_missing(artifact, MissingTarget::Kind::module, import.module,
                  { .path = path,
                    .line = import.line,
                    .column = 1,
                    .line_text = line_of(text, import.line) });
    }
  }

  void add_missing(Artifact& artifact, MissingTarget::Kind kind, const std::string& name,
                   Place place) {
    artifact.evidence = Evidence::broken;
    artifact.defect = Defect::stub;
    artifact.detail = place.path;
    if (shown_.insert(place.path + " " + name).second)
      result_.missing.push_back({ .kind = kind,
                                  .field = artifact.field,
                                  .place = std::move(place),
                                  .declared = artifact.place,
                                  .path = name,
                                  .nearest = nearest(name) });
  }

  std::string nearest(const std::string& path) {
    if (searches_left_-- <= 0) return "";
    const auto near = snapshot_.nearest(path, 1);
    return near.empty() ? "" : near.front();
  }

  bool exists(std::string_view folder, std::string_view path) const {
    const ResolveStatus status = snapshot_.resolve(folder, path).status;
    return status != ResolveStatus::missing;
  }

  // Wherever a launcher may be started: beside itself, at the root, or in any folder that has such
  // a path below.
  bool is_here(const Target& target, std::string_view beside) {
    if (target.kind == TargetKind::module)
      return !is_missing_module(target.path, std::string(beside) + "/x");
    std::string path = target.folder;
    append_to_path(
      path, target.path.starts_with("./") ? std::string_view(target.path).substr(2) : target.path);
    return exists(beside, path) || exists("", path) || exists(base_, path) || is_anywhere(path) ||
           is_anywhere(target.path);
  }

  // A tracked path that ends in these names. What is generated or cannot be seen is taken as there.
  bool is_anywhere(std::string_view path) {
    while (path.starts_with("./")) path.remove_prefix(2);
    if (!listed_) list_paths();
    if (paths_.size() >= most_known_paths || has_unread_ || has_submodule_ || scans_left_-- <= 0)
      return true;
    return std::ranges::any_of(paths_, [&](const std::string& one) {
      return one.ends_with(path) &&
             (one.size() == path.size() || one[one.size() - path.size() - 1] == '/');
    });
  }

  void list_paths() {
    listed_ = true;
    const auto unread = snapshot_.walk_names("", [&](const TrackedName& name, const Look& look) {
      const bool is_script = name.path.ends_with(".py") || is_launcher(name.path);
      const Entry* entry = is_script || name.kind != EntryKind::file ? look() : nullptr;
      if (!entry) return true;
      has_submodule_ |= entry->kind == EntryKind::submodule;
      if (is_script || entry->kind == EntryKind::symlink) paths_.push_back(entry->path);
      return paths_.size() < most_known_paths;
    });
    has_unread_ = !unread.empty();
  }

  // Only of packages whose folder is in the tree beside the script or at the root: all others are
  // installed.
  bool is_missing_module(const std::string& module, const std::string& importer) {
    static constexpr std::string_view generated[] = { "_pb2",    "_pb2_grpc", "_version",
                                                      "version", "_C",        "_ext" };
    if (module.empty() || module[0] == '.' || module.find('.') == std::string::npos ||
        ends_with_any(module, generated))
      return false;
    std::string path = module;
    std::ranges::replace(path, '.', '/');
    const std::string top = path.substr(0, path.find('/'));
    const std::string_view beside = folder_of(importer);
    const auto is_package = [&](std::string_view folder) {
      return exists(folder, top + "/__init__.py");
    };
    if (!is_package(beside) && !is_package("")) return false;
    for (const std::string_view folder : { beside, std::string_view(), std::string_view("src") })
      if (exists(folder, path) || exists(folder, path + ".py") || exists(folder, path + ".pyi") ||
          exists(folder, path + ".pyx") || exists(folder, path + ".so"))
        return false;
    return !is_anywhere(path + ".py") && !is_anywhere(path + "/__init__.py");
  }

  // ---- commands of the manifest

  void examine_commands() {
    const Node* training = declarations_.find({ "training" });
    // With the trainer in another repository the command is run there.
    if (training && training->get("repository") && !has_local_scripts(training)) return;
    examine_command(training, "training.command");
    if (training && training->get("stages"))
      for (std::size_t i = 0; i < training->get("stages")->items.size(); ++i)
        examine_command(&training->get("stages")->items[i],
                        fmt::format("training.stages[{}].command", i));
    const Node* steps = declarations_.find({ "preprocessing", "steps" });
    if (steps)
      for (std::size_t i = 0; i < steps->items.size(); ++i)
        examine_command(&steps->items[i], fmt::format("preprocessing.steps[{}].command", i));
    examine_command(declarations_.find({ "model", "inference" }), "model.inference.command");
  }

  bool has_local_scripts(const Node* training) const {
    const Node* scripts = training->get("scripts");
    const auto is_local = [&](const Node& node) {
      const Artifact* artifact = declarations_.artifact(node);
      return artifact && !artifact->written.empty() && !is_url(artifact->written);
    };
    return scripts && (is_local(*scripts) || std::ranges::any_of(scripts->items, is_local));
  }

  void examine_command(const Node* owner, const std::string& field) {
    const Node* command = owner ? owner->get("command") : nullptr;
    if (!command || !command->is_string()) return;
    // Scripts elsewhere: the command is run elsewhere.
    if (const Node* scripts = owner->get("scripts"); scripts && !has_local_scripts(owner)) return;
    for (const Target& target : list_targets(command->text)) {
      std::string path = target.folder;
      append_to_path(path, target.path.starts_with("./") ? std::string_view(target.path).substr(2)
                                                         : target.path);
      const bool here = target.kind == TargetKind::module
                          ? !is_missing_module(target.path, base_ + "/x")
                          : exists(base_, path) || exists("", path);
      if (here) continue;
      const Place place = place_in(*command, target);
      const auto kind = target.kind == TargetKind::script   ? MissingTarget::Kind::script
                        : target.kind == TargetKind::module ? MissingTarget::Kind::module
                                                            : MissingTarget::Kind::configuration;
      result_.missing.push_back({ .kind = kind,
                                  .field = field,
                                  .place = place,
                                  .declared = place,
                                  .by_command = true,
                                  .path = path,
                                  .nearest = nearest(path) });
    }
  }

  // The word itself where the command stands on one line as it is.
  Place place_in(const Node& command, const Target& target) const {
    Place place = declarations_.place(command);
    const std::size_t from = std::min(place.line_text.size(),
                                      static_cast<std::size_t>(std::max(0, place.column - 1)));
    const std::size_t at = place.line_text.find(target.path, from);
    if (at == std::string::npos || !is_valid_utf8(place.line_text)) return place;
    place.column = static_cast<int>(code_points(std::string_view(place.line_text).substr(0, at))) +
                   1;
    place.width = target.width;
    return place;
  }

  // ---- promises

  void examine_readme() {
    for (const std::string_view name :
         { "README.md", "README_zh.md", "README_CN.md", "README.rst" }) {
      const Resolution resolution = snapshot_.resolve(base_, name);
      if (resolution.status != ResolveStatus::found || resolution.entry.kind != EntryKind::file)
        continue;
      const auto text = read(resolution.entry);
      if (!text) continue;
      for (const Promise& promise : find_promises(*text))
        add_promise(resolution.entry.path, *text, promise);
    }
  }

  void add_promise(const std::string& path, std::string_view text, const Promise& promise) {
    const Artifact* declared = declared_as_here(promise.object);
    if (!declared) return;
    result_.promises.push_back({ { .path = path,
                                   .line = promise.line,
                                   .column = 1,
                                   .line_text = line_of(text, promise.line) },
                                 promise.object,
                                 declared->field,
                                 declared->place });
  }

  // The first artifact under the fields that hold such an object, if the repository shows it or
  // names where it is.
  const Artifact* declared_as_here(Promised object) const {
    static const std::map<Promised, std::vector<std::string_view>> fields{
      { Promised::training_code, { "training.scripts", "training.stages" } },
      { Promised::checkpoints, { "training.checkpoints" } },
      { Promised::logs, { "training.logs" } },
      { Promised::weights, { "model.weights" } },
      { Promised::data, { "data.sources" } },
      { Promised::code, { "training.scripts" } },
    };
    for (const std::string_view field : fields.at(object))
      for (const Artifact& artifact : declarations_.artifacts())
        if (artifact.field.starts_with(field) && reaches(artifact.evidence, Evidence::linked))
          return &artifact;
    return nullptr;
  }

  const Snapshot& snapshot_;
  Declarations& declarations_;
  std::string base_;  // the manifest's folder
  std::set<std::string> shown_;
  std::size_t bytes_left_ = 256u << 20;
  int searches_left_ = 20;
  int scans_left_ = most_searches;
  bool listed_ = false;
  bool has_unread_ = false;
  bool has_submodule_ = false;
  std::vector<std::string> paths_;
  Scripts result_;
};

}  // namespace

Scripts examine_scripts(const Snapshot& snapshot, Declarations& declarations) {
  if (!declarations.document()) return {};
  Scripts scripts = ScriptExamination(snapshot, declarations).run();
  std::ranges::move(find_outside_training(snapshot, declarations),
                    std::back_inserter(scripts.stubs));
  return scripts;
}

}  // namespace reallyopen
