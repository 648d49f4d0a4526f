// `reallyopen init`: drafts a manifest from what a repository shows, or adds to one what is new.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <ostream>

#include "cli/command.h"
#include "cli/interview.h"
#include "draft/facts.h"
#include "draft/read_file.h"
#include "draft/update.h"
#include "inspection/first_look.h"
#include "inspection/manifests.h"
#include "manifest/parse.h"
#include "report/cells.h"
#include "report/inert.h"
#include "repository/last_change.h"
#include "repository/repository_error.h"
#include "repository/snapshot.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

struct InitArguments {
  std::string folder = ".";
  std::string model_folder;
  bool to_stdout = false;
  bool force = false;
  bool update = false;
  bool interactive = false;
  std::string claim;

  const std::string& model() const { return model_folder.empty() ? folder : model_folder; }
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

void show_draft(const Draft& drafted, const std::string& path, const Console& console) {
  const auto paragraph = [&](const std::string& words) {
    for (const std::string& line : wrapped(words, console.terminal.width))
      console.out << line << '\n';
  };
  paragraph(fmt::format("wrote {}: what this repository shows, and what it does not", inert(path)));
  console.out << '\n';
  for (const ComponentEvidence& component : drafted.verdict.components) {
    if (component.places.empty() || !reaches(component.evidence, Evidence::described)) continue;
    console.out << fmt::format("  {:<22} {}\n", component.id, name(component.evidence));
  }
  console.out << '\n';
  // A check shows the way to what is claimed; the next claim has to be asked for.
  const auto next = std::ranges::find(drafted.verdict.claims, drafted.next, &ClaimVerdict::id);
  const bool other = next != drafted.verdict.claims.end() && !next->asked;
  paragraph(
    fmt::format("next: complete what says `status: unknown`, `unknown` or `NOASSERTION`, "
                "then run `git add {}` and `reallyopen check{}`, which shows the shortest "
                "way to {}",
                inert(path), other ? " --claim " + drafted.next : "",
                drafted.next.empty() ? "what is claimed" : drafted.next));
}

bool is_there(const Snapshot& snapshot, const std::string& path) {
  struct stat status = {};
  return snapshot.find(path) || lstat((snapshot.root() + path).c_str(), &status) == 0;
}

[[noreturn]] void refuse_to_update() {
  throw UsageError(fmt::format(
    "`--update` adds what is newer than the last commit of `{}`, and this clone does not show it: "
    "commit the manifest, or get the whole history with `git fetch --unshallow`",
    manifest_name));
}

int update(const Snapshot& snapshot, const Facts& facts, const std::string& path,
           const InitArguments& arguments, const Console& console) {
  if (!snapshot.find(path) && snapshot.untracked(path) != Untracked::absent) refuse_to_update();
  const ParseResult parsed = parse_document(path, text_of(snapshot, path, ParseLimits{}.bytes));
  if (!parsed.document || !parsed.document->root.is_mapping())
    throw UsageError(fmt::format("`{}` is not there, or not readable: `reallyopen check` says why",
                                 manifest_name));
  const auto settled = known_at_last_change(arguments.model(), path, files_to_place(facts));
  if (!settled) refuse_to_update();
  const Update update = update_manifest(*parsed.document, facts, *settled);
  if (arguments.to_stdout) {
    console.out << update.text;
    return 0;
  }
  for (const std::string& field : update.added) console.out << "added to " << field << '\n';
  for (const std::string& field : update.asked)
    console.out << "for you to add to " << field << '\n';
  for (const std::string& field : update.left)
    console.out << "left out, as the last commit of the manifest did: " << field << '\n';
  if (update.added.empty())
    console.out << "nothing was added\n";
  else
    write_manifest(snapshot.root() + path, update.text, true);
  return 0;
}

// The claim that the questions are to reach: the one asked for, else the next one.
const ClaimVerdict* aim(const Draft& draft, const std::string& asked) {
  const auto& claims = draft.verdict.claims;
  const std::string& id = asked.empty() ? draft.next : asked;
  const auto found = std::ranges::find(claims, id, &ClaimVerdict::id);
  if (found != claims.end()) return &*found;
  if (!asked.empty())
    throw UsageError(
      fmt::format("no claim `{}`: `reallyopen list claims` names them", printable(asked, 80)));
  return nullptr;
}

int run_init(const InitArguments& arguments, const Console& console) {
  if (arguments.interactive && !console.terminal.input)
    throw UsageError(
      "`--interactive` asks a person: standard input and output have to be a terminal; without it, "
      "`reallyopen init` writes a draft with the questions left open");
  const Snapshot snapshot = Snapshot::open({ .folder = arguments.model() });
  if (snapshot.root().empty() && !arguments.to_stdout)
    throw UsageError("a bare repository has no folder to write into: use `--stdout`");
  const std::string folder = snapshot.folder();
  const std::string path = below(folder, manifest_name);
  if (!arguments.to_stdout && !arguments.force && !arguments.update && is_there(snapshot, path))
    throw UsageError(fmt::format(
      "`{}` is there already; `--update` adds what is new, `--force` replaces it, `--stdout` "
      "prints a draft",
      printable(path, 200)));
  Facts facts = gather_facts(snapshot, folder);
  if (arguments.update) return update(snapshot, facts, path, arguments, console);
  if (arguments.interactive) {
    const Draft first = draft_manifest(snapshot, facts, path);
    interview(snapshot, aim(first, arguments.claim), console, facts);
  }
  const Draft drafted = draft_manifest(snapshot, facts, path);
  if (arguments.to_stdout) {
    console.out << drafted.text;
    return 0;
  }
  write_manifest(snapshot.root() + path, drafted.text, arguments.force);
  show_draft(drafted, path, console);
  return 0;
}

Run define_init(CLI::App& parser) {
  const auto arguments = std::make_shared<InitArguments>();
  parser.add_option("DIR", arguments->folder, "The repository, or the folder of a model in it")
    ->type_name("");
  parser
    .add_option("--from", arguments->model_folder,
                "The folder of the model, in a repository of several")
    ->type_name("DIR");
  parser.add_flag("--stdout", arguments->to_stdout, "Print the draft and write nothing");
  parser.add_flag("--force", arguments->force, "Replace a manifest that is there");
  parser.add_flag(
    "--update", arguments->update,
    "Add the files that are newer than the manifest's last commit, and change nothing "
    "else: what it left out then stays out");
  parser
    .add_flag("--interactive", arguments->interactive,
              "Ask for what the repository does not show; every question can be skipped")
    ->excludes("--update")
    ->excludes("--stdout");
  parser
    .add_option("--claim", arguments->claim,
                "What the questions are to reach; without it, the next stronger claim")
    ->type_name("ID")
    ->needs("--interactive");
  return [arguments](const Console& console) { return run_init(*arguments, console); };
}

}  // namespace

constinit const Command init_command{ "init",
                                      "Draft a TRANSPARENCY.yaml from what the repository shows",
                                      define_init };

}  // namespace reallyopen
