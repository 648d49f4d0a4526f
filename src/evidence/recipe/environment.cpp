#include "evidence/recipe/environment.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "environment/package_list.h"
#include "repository/path.h"
#include "text/lines.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_package_list = 16u << 20;
constexpr std::size_t most_lists = 50;

struct ReadList {
  std::string path;
  std::string text;
  PackageList list;
  bool is_lock = false;
};

class EnvironmentExamination {
 public:
  EnvironmentExamination(const Snapshot& snapshot, Declarations& declarations)
      : snapshot_(snapshot),
        declarations_(declarations),
        base_(folder_of(declarations.document()->path)) {}

  Environment run() {
    for (Artifact& artifact : declarations_.artifacts()) {
      const bool is_lock = artifact.field.starts_with("environment.lockfiles");
      if (artifact.evidence != Evidence::present) continue;
      if (is_lock || artifact.field.starts_with("environment.manifests"))
        examine(artifact, is_lock);
    }
    for (const ReadList& read : lists_) result_.lists.push_back(names_of(read));
    compare_frameworks();
    compare_images();
    return std::move(result_);
  }

 private:
  static NamedPackages names_of(const ReadList& read) {
    NamedPackages list{ .path = read.path,
                        .names = read.list.unversioned,
                        .firmness = read.list.firmness,
                        .is_lock = read.is_lock };
    for (const Package& package : read.list.packages) list.names.push_back(package.name);
    // Settings and recipes of images install what no list names.
    list.is_open = read.list.firmness == Firmness::unknown || read.list.unparsable ||
                   read.list.takes_others || list.names.empty();
    return list;
  }

  void examine(Artifact& artifact, bool is_lock) {
    const Resolution resolution = snapshot_.resolve(base_, artifact.written);
    std::vector<Entry> files;
    if (resolution.status == ResolveStatus::found && resolution.entry.kind == EntryKind::file)
      files.push_back(resolution.entry);
    else if (resolution.status == ResolveStatus::missing)
      files = snapshot_.match(base_, artifact.written, most_lists + 1).files;
    for (const Entry& file : files) {
      if (file.kind != EntryKind::file) continue;
      if (lists_.size() >= most_lists)
        return leave_unknown(artifact, is_lock,
                             "more lists of packages are declared than are read");
      ReadResult read = snapshot_.read(file, longest_package_list);
      if (read.status != ReadStatus::complete) {
        leave_unknown(artifact, is_lock,
                      fmt::format("`{}` is not read", printable(file.path, 200)));
        continue;
      }
      PackageList list = read_package_list(file.path, read.bytes);
      lists_.push_back({ file.path, std::move(read.bytes), std::move(list), is_lock });
      if (is_lock) judge_lock(artifact, lists_.back());
    }
  }

  // A list of what is needed promises nothing; a lock that nobody looked into may lock nothing.
  static void leave_unknown(Artifact& artifact, bool is_lock, std::string why) {
    if (!is_lock) return;
    artifact.evidence = Evidence::unknown;
    artifact.defect = Defect::over_limit;
    artifact.detail = std::move(why);
  }

  void judge_lock(Artifact& artifact, const ReadList& read) {
    const PackageList& list = read.list;
    if (list.unparsable) {
      artifact.evidence = Evidence::broken;
      artifact.defect = Defect::unparsable;
      result_.open_locks.push_back({ artifact.field, read.path, artifact.place,
                                     list.unparsable->place, list.unparsable->message, true,
                                     list.unparsable->fix });
      return;
    }
    // Of several files that a glob names, the loosest counts.
    if (list.firmness == Firmness::locked || artifact.evidence == Evidence::broken ||
        artifact.evidence == Evidence::unknown)
      return;
    if (list.firmness == Firmness::exact) {
      if (artifact.evidence == Evidence::present) artifact.evidence = Evidence::pinned;
      return;
    }
    artifact.evidence = Evidence::described;
    artifact.defect = Defect::not_locking;
    artifact.detail = read.path;
    if (!list.loose) return;
    Place place = list.loose->place;
    if (place.line > 0) place.line_text = line_of(read.text, place.line);
    result_.open_locks.push_back(
      { artifact.field, read.path, artifact.place, std::move(place), list.loose->what, false, "" });
  }

  // Lock files say what was installed; only without one of them the lists of what is needed are
  // asked.
  void compare_frameworks() {
    const Node* frameworks = declarations_.find({ "environment", "frameworks" });
    if (!frameworks) return;
    const bool any_lock = std::ranges::any_of(
      lists_, [](const ReadList& one) { return one.is_lock && !one.list.packages.empty(); });
    for (const Member& member : frameworks->members) {
      const ReadList* in = nullptr;
      const Package* other = nullptr;
      bool agrees = false;
      for (const ReadList& read : lists_) {
        if (any_lock && !read.is_lock) continue;
        for (const Package& package : read.list.packages) {
          if (package.name != package_name(member.key.text)) continue;
          agrees |= is_version(member.value.text, package.version);
          if (!other) in = &read, other = &package;
        }
      }
      if (!other || agrees) continue;
      Place place{ .path = in->path,
                   .line = other->line,
                   .column = 1,
                   .line_text = line_of(in->text, other->line) };
      result_.versions.push_back({ member.key.text, member.value.text,
                                   declarations_.place(member.value), other->version,
                                   std::move(place) });
    }
  }

  void compare_images() {
    const Node* container = declarations_.find({ "environment", "container" });
    if (!container || !container->is_mapping()) return;
    const std::string_view image = container->string_at("image");
    const std::string_view digest = container->string_at("digest");
    const std::size_t at = image.find("@sha256:");
    if (digest.empty() || at == std::string_view::npos || image.substr(at + 1) == digest) return;
    result_.images.push_back({ declarations_.place(*container->get("digest")),
                               declarations_.place(*container->get("image")) });
  }

  const Snapshot& snapshot_;
  Declarations& declarations_;
  std::string base_;  // the manifest's folder
  std::vector<ReadList> lists_;
  Environment result_;
};

}  // namespace

Environment examine_environment(const Snapshot& snapshot, Declarations& declarations) {
  if (!declarations.document()) return {};
  return EnvironmentExamination(snapshot, declarations).run();
}

}  // namespace reallyopen
