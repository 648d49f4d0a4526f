#include "repository/git_handle.h"

#include <fmt/format.h>

#include "repository/repository_error.h"
#include "text/printable.h"

namespace reallyopen {

namespace {

// `'/home/me/model/.git/index'` becomes `'index'`: reports are the same on every machine.
std::string without_folders(std::string_view text) {
  std::string shortened;
  while (!text.empty()) {
    std::size_t quote = text.find("'/");
    shortened += text.substr(0, quote);
    if (quote == std::string_view::npos) break;
    text.remove_prefix(quote);
    std::string_view path = text.substr(0, text.find('\'', 1));
    shortened += '\'';
    shortened += path.substr(path.rfind('/') + 1);
    text.remove_prefix(path.size());
  }
  return shortened;
}

}  // namespace

LibraryUse::LibraryUse() {
  if (git_libgit2_init() < 0) throw RepositoryError("libgit2 did not start: " + last_git_error());
}

LibraryUse::~LibraryUse() { git_libgit2_shutdown(); }

std::string last_git_error() {
  const git_error* error = git_error_last();
  return error && error->message ? printable(without_folders(error->message)) : "no reason given";
}

void check_git(int code) {
  if (code < 0) throw RepositoryError("the git data could not be read: " + last_git_error());
}

std::string hex(const git_oid& id) {
  std::string digits;
  set_hex(digits, id);
  return digits;
}

void set_hex(std::string& digits, const git_oid& id) {
  digits.resize(GIT_OID_HEXSZ);
  git_oid_fmt(digits.data(), &id);
}

bool hides_parents(const git_commit& commit) {
  const std::string_view header = git_commit_raw_header(&commit);
  return git_commit_parentcount(&commit) == 0 && header.find("\nparent ") != std::string_view::npos;
}

}  // namespace reallyopen
