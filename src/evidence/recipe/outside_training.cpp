#include "evidence/recipe/outside_training.h"

#include <algorithm>

#include "configuration/read.h"
#include "evidence/plausibility/addresses.h"
#include "evidence/recipe/script_file.h"
#include "repository/path.h"
#include "script/command.h"
#include "script/copying.h"
#include "text/letters.h"
#include "text/lines.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_file = 1u << 20;
constexpr int most_depth = 30;  // of a job
const char* const private_image =
  "starts a program of an image that only one network can pull, and nothing of the repository";

class OutsideTraining {
 public:
  OutsideTraining(const Snapshot& snapshot, Declarations& declarations)
      : snapshot_(snapshot),
        declarations_(declarations),
        base_(folder_of(declarations.document()->path)) {}

  std::vector<ScriptStub> find() {
    for (Artifact& artifact : declarations_.artifacts())
      if (artifact.field.starts_with("training.scripts") && artifact.evidence == Evidence::present)
        examine(artifact);
    examine_pipeline();
    return std::move(found_);
  }

 private:
  void examine(Artifact& artifact) {
    const Resolution at = snapshot_.resolve(base_, artifact.written);
    if (at.status != ResolveStatus::found || at.entry.kind != EntryKind::file) return;
    const std::string& path = at.entry.path;
    const bool is_job = path.ends_with(".yaml") || path.ends_with(".yml");
    if (!is_job && !is_launcher(path)) return;
    const ReadResult read = snapshot_.read(at.entry, longest_file);
    if (read.status != ReadStatus::complete) return;
    Stub stub;
    if (is_job)
      stub = find_private_job(path, read.bytes);
    else if (is_all_of_training(artifact))
      stub = find_copying(commands_of(path, read.bytes));
    if (!is_job && !stub) stub = find_private_container(commands_of(path, read.bytes));
    if (stub) add(artifact, path, read.bytes, stub);
  }

  void add(Artifact& artifact, const std::string& path, std::string_view text, const Stub& stub) {
    artifact.evidence = Evidence::broken;
    artifact.defect = Defect::stub;
    artifact.detail = path;
    add(artifact.field, artifact.written, artifact.place, path, text, stub);
  }

  void add(std::string field, std::string written, Place declared, const std::string& path,
           std::string_view text, const Stub& stub) {
    found_.push_back(
      { std::move(field),
        std::move(written),
        std::move(declared),
        { .path = path, .line = stub.line, .column = 1, .line_text = line_of(text, stub.line) },
        stub.what });
  }

  // ---- shell

  // The one that the command starts, or the only one that could train.
  bool is_all_of_training(const Artifact& script) const {
    if (const Node* command = declarations_.find({ "training", "command" }))
      return std::ranges::any_of(list_targets(command->text), [&](const Target& target) {
        return path_in(target.folder, target.path) == script.written;
      });
    return std::ranges::none_of(declarations_.artifacts(), [&](const Artifact& other) {
      return &other != &script && other.field.starts_with("training.scripts") &&
             reaches(other.evidence, Evidence::linked);
    });
  }

  // ---- pipelines

  void examine_pipeline() {
    const Resolution at = snapshot_.resolve(base_, "dvc.yaml");
    const Node* scripts = declarations_.find({ "training", "scripts" });
    if (!scripts || at.status != ResolveStatus::found || at.entry.kind != EntryKind::file) return;
    const ReadResult read = snapshot_.read(at.entry, longest_file);
    if (read.status != ReadStatus::complete) return;
    const ParseResult parsed = read_configuration(at.entry.path, read.bytes);
    const Node* stages = parsed.document ? parsed.document->root.get("stages") : nullptr;
    if (!stages) return;
    for (const Member& stage : stages->members) {
      const Node* command = stage.value.get("cmd");
      if (!command || !command->is_string() || !makes_weights(stage.value)) continue;
      if (Stub stub = find_copying(command->text)) {
        stub.line = command->line;
        add("training.scripts", "", declarations_.place(*scripts), at.entry.path, read.bytes, stub);
      }
    }
  }

  bool makes_weights(const Node& stage) const {
    const Node* outs = stage.get("outs");
    if (!outs) return false;
    return std::ranges::any_of(outs->items, [&](const Node& out) {
      const std::string_view path = out.is_mapping() && !out.members.empty()
                                      ? std::string_view(out.members.front().key.text)
                                      : std::string_view(out.text);
      return std::ranges::any_of(declarations_.artifacts(), [&](const Artifact& artifact) {
        return artifact.field.starts_with("model.weights") && artifact.written == path;
      });
    });
  }

  // ---- containers

  // `docker run … registry.lab.internal/pretrain:1.4 --lr 1e-4`, which starts what the image holds.
  Stub find_private_container(std::string_view shell) const {
    int number = 0;
    while (!shell.empty()) {
      const int begin = ++number;
      std::string line(take_until(shell, '\n'));
      while (line.ends_with('\\') && !shell.empty()) {
        line.back() = ' ';
        line += take_until(shell, '\n');
        ++number;
      }
      if (!contains_one_of(line, { "docker run", "podman run", "nerdctl run", "apptainer ",
                                   "singularity ", "--container-image" }))
        continue;
      if (names_private_image(line) && !names_program_here(line)) return { begin, private_image };
    }
    return {};
  }

  static bool names_private_image(std::string_view line) {
    while (!line.empty()) {
      std::string_view word = take_until(line, ' ');
      for (const std::string_view before : { "docker://", "--container-image=" })
        if (word.starts_with(before)) word.remove_prefix(before.size());
      if (is_private(word)) return true;
    }
    return false;
  }

  bool names_program_here(std::string_view line) const {
    while (!line.empty()) {
      const std::string_view word = take_until(line, ' ');
      const bool is_program = word.ends_with(".py") || word.ends_with(".sh") ||
                              word.ends_with(".R") || word.ends_with(".jl");
      if (is_program && is_here(word)) return true;
    }
    return false;
  }

  // ---- jobs of a cluster

  Stub find_private_job(const std::string& path, std::string_view text) const {
    const ParseResult parsed = read_configuration(path, text);
    if (!parsed.document || !parsed.document->root.get("kind")) return {};
    return job_in(parsed.document->root, most_depth);
  }

  Stub job_in(const Node& node, int depth) const {
    if (depth == 0) return {};
    if (const Node* image = node.get("image"); image && image->is_string())
      if (is_private(image->text) && !starts_something_here(node))
        return { image->line, private_image };
    for (const Member& member : node.members)
      if (const Stub stub = job_in(member.value, depth - 1)) return stub;
    for (const Node& item : node.items)
      if (const Stub stub = job_in(item, depth - 1)) return stub;
    return {};
  }

  // `host:5000/name`: what has no point and no port is no host, and of Docker's own registry.
  static bool is_private(std::string_view image) {
    std::string_view rest = image.substr(0, image.find('/'));
    if (rest.size() == image.size()) return false;
    const std::string host(take_until(rest, ':'));
    const bool is_name = std::ranges::all_of(
      host, [](char letter) { return is_word_letter(letter) || letter == '.' || letter == '-'; });
    const bool has_port = !rest.empty() && std::ranges::all_of(rest, is_digit);
    const bool is_host = is_name && (has_port || (rest.empty() && host.find('.') != host.npos));
    return is_host && !private_address("https://" + host + "/", "").empty();
  }

  bool starts_something_here(const Node& container) const {
    for (const std::string_view key : { "command", "args" }) {
      const Node* words = container.get(key);
      if (!words) continue;
      for (const Node* node : each_of(words))
        if (names_program_here(node->text)) return true;
    }
    return false;
  }

  // Wherever the job may have put the repository.
  bool is_here(std::string_view path) const {
    const std::string_view name = path.substr(path.rfind('/') + 1);
    return snapshot_.resolve(base_, path).status == ResolveStatus::found ||
           snapshot_.resolve(base_, name).status == ResolveStatus::found;
  }

  const Snapshot& snapshot_;
  Declarations& declarations_;
  std::string base_;  // the manifest's folder
  std::vector<ScriptStub> found_;
};

}  // namespace

std::vector<ScriptStub> find_outside_training(const Snapshot& snapshot,
                                              Declarations& declarations) {
  return OutsideTraining(snapshot, declarations).find();
}

}  // namespace reallyopen
