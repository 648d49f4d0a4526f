// `reallyopen hook`: a pre-push hook that checks the tags that are pushed.
#include <fmt/format.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include "cli/command.h"
#include "cli/output.h"
#include "repository/local_paths.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view marker = "# Written by `reallyopen hook install`";

// A hook that was there before runs first, with the same arguments and input. A tag that is pushed
// under its own name is named, so that its version is compared with it.
constexpr std::string_view script = R"sh(#!/bin/sh
# Written by `reallyopen hook install`; `reallyopen hook remove` takes it away.
# Checks each tag that is pushed, at its commit. Skip it once with `git push --no-verify`.
set -u

pushed=$(cat)
[ -n "$pushed" ] && pushed="$pushed
"
previous=$(dirname -- "$0")/pre-push.before-reallyopen
if [ -x "$previous" ]; then
  printf %s "$pushed" | "$previous" "$@" || exit
fi

program=@PROGRAM@
[ -x "$program" ] || program=reallyopen

printf %s "$pushed" | (
  refused=
  while IFS= read -r line; do
    # Only the first of the four, which is what was typed, may have spaces in it.
    line=${line% *}
    remote_ref=${line##* }
    line=${line% *}
    local_id=${line##* }
    local_ref=${line% *}
    case $remote_ref in refs/tags/*) ;; *) continue ;; esac
    # A tag that is deleted has an id of zeros.
    case $local_id in *[!0]*) ;; *) continue ;; esac
    revision=$local_id
    [ "$local_ref" = "$remote_ref" ] &&
      [ "$(git rev-parse --verify --quiet "$local_ref")" = "$local_id" ] && revision=$local_ref
    printf 'reallyopen: checking tag %s\n' "${remote_ref#refs/tags/}" >&2
    "$program" check --rev "$revision" >&2 </dev/null || refused=yes
  done
  [ -z "$refused" ] && exit 0
  echo 'reallyopen: the push is refused; `git push --no-verify` pushes without this check' >&2
  exit 1
)
)sh";

// In single quotes, as a shell reads it back.
std::string hook_script(const std::string& program) {
  std::string quoted = "'";
  for (const char letter : program) quoted += letter == '\'' ? "'\\''" : std::string(1, letter);
  std::string text(script);
  constexpr std::string_view place = "@PROGRAM@";
  return text.replace(text.find(place), place.size(), quoted + "'");
}

struct Hook {
  std::string file;
  std::string before;  // where a hook of someone else is kept
};

Hook hook_of(const std::string& folder) {
  const LocalPaths paths = local_paths(folder);
  if (paths.hooks_shared)
    throw UsageError(fmt::format(
      "`core.hooksPath` is `{}`, which other repositories use as well; call `reallyopen check "
      "--rev` from the hook there",
      printable(paths.hooks, 200)));
  return { paths.hooks + "/pre-push", paths.hooks + "/pre-push.before-reallyopen" };
}

bool exists(const std::string& path) {
  std::error_code error;
  return fs::symlink_status(path, error).type() != fs::file_type::not_found;
}

bool is_ours(const std::string& path) {
  std::ifstream file(path);
  const std::string text{ std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>() };
  return text.find(marker) != std::string::npos;
}

void rename(const std::string& from, const std::string& to) {
  std::error_code error;
  fs::rename(from, to, error);
  if (error)
    throw UsageError(fmt::format("cannot move `{}`: {}", printable(from, 200), error.message()));
}

void install(const Hook& hook, const Console& console) {
  std::error_code error;
  fs::create_directories(fs::path(hook.file).parent_path(), error);
  if (exists(hook.file) && !is_ours(hook.file)) {
    if (exists(hook.before))
      throw UsageError(fmt::format("`{}` is in the way", printable(hook.before, 200)));
    rename(hook.file, hook.before);
    console.out << "the hook that was there runs first\n";
  }
  write_file(hook.file, hook_script(console.terminal.program));
  if (chmod(hook.file.c_str(), 0755) != 0)
    throw UsageError(fmt::format("cannot make `{}` executable", printable(hook.file, 200)));
  console.out << fmt::format(
    "installed `{}`: each tag is checked before it is pushed; `git push --no-verify` skips it\n",
    printable(hook.file, 200));
}

void remove(const Hook& hook, const Console& console) {
  if (!exists(hook.file) || !is_ours(hook.file))
    throw UsageError("there is no pre-push hook of `reallyopen hook install`");
  std::error_code error;
  fs::remove(hook.file, error);
  if (error) throw UsageError(fmt::format("cannot remove `{}`", printable(hook.file, 200)));
  if (exists(hook.before)) rename(hook.before, hook.file);
  console.out << fmt::format("removed `{}`\n", printable(hook.file, 200));
}

struct HookArguments {
  std::string action;
  std::string folder = ".";
};

Run define_hook(CLI::App& parser) {
  auto arguments = std::make_shared<HookArguments>();
  parser.add_option("ACTION", arguments->action, "install or remove")
    ->type_name("")
    ->required()
    ->check(CLI::IsMember({ "install", "remove" }));
  parser.add_option("DIR", arguments->folder, "The repository")->type_name("");
  return [arguments](const Console& console) {
    const Hook hook = hook_of(arguments->folder);
    if (arguments->action == "install")
      install(hook, console);
    else
      remove(hook, console);
    return 0;
  };
}

}  // namespace

constinit const Command hook_command = {
  .id = "hook",
  .title = "Check each tag before it is pushed: install or remove the pre-push hook",
  .define = define_hook,
};

}  // namespace reallyopen
