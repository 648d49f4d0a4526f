#include "evidence/recipe/imports.h"

#include <algorithm>
#include <map>
#include <set>

#include "environment/import_names.h"
#include "environment/package_list.h"
#include "evidence/artifact_files.h"
#include "evidence/recipe/local_modules.h"
#include "evidence/recipe/script_file.h"
#include "manifest/field_path.h"
#include "repository/path.h"
#include "script/command.h"
#include "script/notebook.h"
#include "script/python_imports.h"
#include "script/python_statements.h"
#include "text/letters.h"
#include "text/lines.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_importer = 1u << 20;
constexpr std::size_t most_importers = 200;
constexpr std::size_t most_known_modules = 200'000;

class ImportExamination {
 public:
  ImportExamination(const Snapshot& snapshot, const Declarations& declarations,
                    const Environment& environment)
      : snapshot_(snapshot),
        declarations_(declarations),
        lists_(lists_that_count(environment.lists)),
        base_(folder_of(declarations.document()->path)) {}

  std::vector<UnlockedImport> run() {
    const bool locked = std::ranges::any_of(lists_, &NamedPackages::is_lock);
    if (!locked || declarations_.find({ "environment", "container" })) return {};
    for (const Artifact& artifact : declarations_.artifacts())
      if (last_key(artifact.field) == "scripts" || last_key(artifact.field) == "code" ||
          artifact.field.find(".scripts[") != std::string::npos)
        if (artifact.evidence == Evidence::present)
          for (const Entry& entry : files_of(snapshot_, base_, artifact, most_importers))
            read_script(entry);
    read_command();
    return std::move(found_);
  }

 private:
  // Beside a lock that holds all that is needed, the list of what was asked for adds nothing.
  static std::vector<NamedPackages> lists_that_count(std::vector<NamedPackages> lists) {
    const bool complete = std::ranges::any_of(lists, [](const NamedPackages& list) {
      return list.is_lock && !list.is_open && list.firmness >= Firmness::exact;
    });
    if (complete) std::erase_if(lists, [](const NamedPackages& list) { return !list.is_lock; });
    return lists;
  }

  void read_script(const Entry& entry) {
    if (is_launcher(entry.path)) return read_launcher(entry);
    const bool notebook = entry.path.ends_with(".ipynb");
    if ((!notebook && !entry.path.ends_with(".py")) || !read_.insert(entry.path).second ||
        read_.size() > most_importers)
      return;
    const ReadResult read = snapshot_.read(entry, longest_importer);
    if (read.status != ReadStatus::complete) return;
    const std::string text = notebook ? python_of_notebook(entry.path, read.bytes) : read.bytes;
    LinesInOrder lines(read.bytes);
    for (const PythonImport& import : list_python_imports(list_python_statements(text))) {
      bool here = follow(import.module, entry.path);
      // `from package import module`
      for (const std::string& name : import.names)
        here |= follow(import.module + (import.module.ends_with('.') ? "" : ".") + name,
                       entry.path);
      if (here || import.module.starts_with('.')) continue;
      examine(import.module, { .path = entry.path,
                               .line = import.line,
                               .column = 1,
                               .line_text = lines.at(import.line) });
    }
  }

  // `--deepspeed ds.json` is an option of trainers that import it then.
  void read_launcher(const Entry& entry) {
    const ReadResult read = snapshot_.read(entry, longest_importer);
    if (read.status != ReadStatus::complete) return;
    std::string_view text = read.bytes;
    for (int number = 1; !text.empty(); ++number) {
      const std::string_view line = take_until(text, '\n');
      if (trimmed(line).starts_with('#') || line.find("--deepspeed") == line.npos) continue;
      return examine(
        "deepspeed",
        { .path = entry.path, .line = number, .column = 1, .line_text = std::string(line) });
    }
  }

  // Whether the module is a file of the repository; what that imports is imported as well.
  bool follow(std::string_view module, const std::string& importer) {
    const auto entry = find_module(snapshot_, base_, module, importer);
    if (entry) read_script(*entry);
    return entry.has_value();
  }

  void examine(std::string_view module, Place place) {
    const std::string top(module.substr(0, module.find('.')));
    if (top.empty() || is_standard_module(top)) return;
    const Distributions from = distributions_of(module);
    if (top == "google" && !from.known) return;  // of many distributions
    if (!seen_.insert(from.names.front()).second || is_listed(from.names) || is_here(top)) return;
    add(top == "google" ? std::string(module) : top, from.names.front(), from.known,
        std::move(place));
  }

  // `axolotl train lora.yml`, `accelerate launch -m axolotl.cli.train lora.yml`
  void read_command() {
    const Node* command = declarations_.find({ "training", "command" });
    if (!command || !command->is_string() || declarations_.find({ "training", "repository" }))
      return;
    for (const Target& target : list_targets(command->text))
      if (target.kind == TargetKind::module && !follow(target.path, path_in(base_, "command")))
        examine(target.path, declarations_.place(*command));
    std::string_view rest = command->text;
    while (!rest.empty()) {
      const std::string_view word = rest.substr(0, std::min(rest.find(' '), rest.size()));
      rest.remove_prefix(std::min(word.size() + 1, rest.size()));
      if (word.find('=') != std::string_view::npos) continue;  // of the environment
      const std::string name(distribution_of_program(word));
      if (!name.empty() && !is_listed({ name }) && seen_.insert(name).second)
        add(std::string(word), name, true, declarations_.place(*command));
      return;
    }
  }

  void add(std::string module, std::string distribution, bool known, Place place) {
    UnlockedImport import{ .module = std::move(module),
                           .distribution = std::move(distribution),
                           .place = std::move(place),
                           .certain = known };
    for (const NamedPackages& list : lists_) {
      import.lists.push_back(list.path);
      import.certain &= list.firmness != Firmness::unknown;
    }
    found_.push_back(std::move(import));
  }

  // A list that does not name what its packages need leaves that open.
  bool is_listed(const std::vector<std::string>& names) const {
    return std::ranges::any_of(lists_, [&](const NamedPackages& list) {
      if (list.is_open) return true;
      return std::ranges::any_of(names, [&](const std::string& name) {
        return std::ranges::any_of(list.names, [&](const std::string& one) {
          return one == name || (list.firmness != Firmness::locked && brings(one, name));
        });
      });
    });
  }

  // A folder or file of that name anywhere: a script may set where it looks.
  bool is_here(std::string_view top) {
    if (names_.empty()) list_names();
    return names_.size() >= most_known_modules || names_.contains(top);
  }

  void list_names() {
    names_.emplace("");
    (void)snapshot_.walk_names("", [&](const TrackedName& name, const Look&) {
      std::string_view path = name.path;
      if (name.kind != EntryKind::file) names_.emplace(name_of(path));
      if (!path.ends_with(".py") && !path.ends_with(".pyx") && !path.ends_with(".so")) return true;
      std::string_view stem = name_of(path);
      names_.emplace(stem.substr(0, stem.find('.')));
      for (path = folder_of(path); !path.empty(); path = folder_of(path))
        names_.emplace(name_of(path));
      return names_.size() < most_known_modules;
    });
  }

  const Snapshot& snapshot_;
  const Declarations& declarations_;
  std::vector<NamedPackages> lists_;
  std::string base_;  // the manifest's folder
  std::set<std::string, std::less<>> read_;
  std::set<std::string, std::less<>> seen_;   // distributions
  std::set<std::string, std::less<>> names_;  // modules that the repository may hold
  std::vector<UnlockedImport> found_;
};

}  // namespace

std::vector<UnlockedImport> find_unlocked_imports(const Snapshot& snapshot,
                                                  const Declarations& declarations,
                                                  const Environment& environment) {
  if (!declarations.document()) return {};
  return ImportExamination(snapshot, declarations, environment).run();
}

}  // namespace reallyopen
