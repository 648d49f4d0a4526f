// `reallyopen init`: drafts a manifest from what a repository shows, or adds to one what is new.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "cli/command.h"
#include "cli/first_look.h"
#include "draft/facts.h"
#include "draft/read_file.h"
#include "draft/update.h"
#include "manifest/parse.h"
#include "report/inert.h"
#include "repository/repository_error.h"
#include "repository/snapshot.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::string_view manifest_name = "TRANSPARENCY.yaml";

struct Arguments {
  std::string folder = ".";
  std::string model_folder;
  bool to_stdout = false;
  bool force = false;
  bool update = false;
};

// A link is never followed: it could lead out of the repository.
void write_manifest(const std::string& path, std::string_view text, bool replace) {
  const int flags = O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | (replace ? O_TRUNC : O_EXCL);
  const int file = open(path.c_str(), flags, 0666);
  bool written = file >= 0;
  while (written && !text.empty()) {
    const ssize_t count = write(file, text.data(), text.size());
    written = count > 0;
    if (written) text.remove_prefix(static_cast<std::size_t>(count));
  }
  if (file >= 0) written = close(file) == 0 && written;
  if (!written) throw UsageError(fmt::format("cannot write `{}`", manifest_name));
}

void show_draft(const Draft& drafted, const std::string& path, std::ostream& out) {
  out << fmt::format("wrote {}: what this repository shows, and what it does not\n\n", inert(path));
  for (const ComponentEvidence& component : drafted.verdict.components) {
    if (component.places.empty() || !reaches(component.evidence, Evidence::described)) continue;
    out << fmt::format("  {:<22} {}\n", component.id, name(component.evidence));
  }
  std::size_t open = 0;
  for (const ComponentEvidence& component : drafted.verdict.components)
    open += !reaches(component.evidence, Evidence::described);
  out << fmt::format(
    "\nnext: complete what says `status: unknown` ({} components are open), then `git add {}` and\n"
    "`reallyopen check`, which shows the shortest way to the next claim\n",
    open, manifest_name);
}

bool is_there(const Snapshot& snapshot, const std::string& path) {
  struct stat status = {};
  return snapshot.find(path) || lstat((snapshot.root() + path).c_str(), &status) == 0;
}

int update(const Snapshot& snapshot, const Facts& facts, const std::string& path,
           const Arguments& arguments, const Console& console) {
  const ParseResult parsed = parse_document(path, text_of(snapshot, path, ParseLimits{}.bytes));
  if (!parsed.document || !parsed.document->root.is_mapping())
    throw UsageError(fmt::format("`{}` is not there, or not readable: `reallyopen check` says why",
                                 manifest_name));
  const Update update = update_manifest(*parsed.document, facts);
  if (arguments.to_stdout) {
    console.out << update.text;
    return 0;
  }
  for (const std::string& field : update.added) console.out << "added to " << field << '\n';
  for (const std::string& field : update.asked)
    console.out << "for you to add to " << field << '\n';
  if (update.added.empty())
    console.out << "nothing was added\n";
  else
    write_manifest(snapshot.root() + path, update.text, true);
  return 0;
}

int run_init(const Arguments& arguments, const Console& console) {
  const Snapshot snapshot = Snapshot::open(
    { .folder = arguments.model_folder.empty() ? arguments.folder : arguments.model_folder });
  if (snapshot.root().empty() && !arguments.to_stdout)
    throw UsageError("a bare repository has no folder to write into: use `--stdout`");
  const std::string folder = snapshot.folder();
  const std::string path = below(folder, manifest_name);
  if (!arguments.to_stdout && !arguments.force && !arguments.update && is_there(snapshot, path))
    throw UsageError(fmt::format(
      "`{}` is there already; `--update` adds what is new, `--force` replaces it, `--stdout` "
      "prints a draft",
      printable(path, 200)));
  const Facts facts = gather_facts(snapshot, folder);
  if (arguments.update) return update(snapshot, facts, path, arguments, console);
  const Draft drafted = draft_manifest(snapshot, facts, path);
  if (arguments.to_stdout) {
    console.out << drafted.text;
    return 0;
  }
  write_manifest(snapshot.root() + path, drafted.text, arguments.force);
  show_draft(drafted, path, console.out);
  return 0;
}

Run define(CLI::App& parser) {
  const auto arguments = std::make_shared<Arguments>();
  parser.add_option("DIR", arguments->folder, "The repository, or the folder of a model in it")
    ->type_name("");
  parser
    .add_option("--from", arguments->model_folder,
                "The folder of the model, in a repository of several")
    ->type_name("DIR");
  parser.add_flag("--stdout", arguments->to_stdout, "Print the draft and write nothing");
  parser.add_flag("--force", arguments->force, "Replace a manifest that is there");
  parser.add_flag("--update", arguments->update,
                  "Add the files that a manifest does not name yet, and change nothing else");
  return [arguments](const Console& console) { return run_init(*arguments, console); };
}

}  // namespace

constinit const Command init_command{ "init",
                                      "Draft a TRANSPARENCY.yaml from what the repository shows",
                                      define };

}  // namespace reallyopen
