#include "repository/git_handle.h"

#include <fmt/format.h>

#include "repository/repository_error.h"
#include "text/printable.h"

namespace reallyopen {

LibraryUse::LibraryUse() {
  if (git_libgit2_init() < 0) throw RepositoryError("libgit2 did not start: " + last_git_error());
}

LibraryUse::~LibraryUse() { git_libgit2_shutdown(); }

std::string last_git_error() {
  const git_error* error = git_error_last();
  return error && error->message ? printable(error->message) : "no reason given";
}

void check_git(int code) {
  if (code < 0) throw RepositoryError("the git data could not be read: " + last_git_error());
}

std::string hex(const git_oid& id) {
  std::string digits(GIT_OID_HEXSZ, '0');
  git_oid_fmt(digits.data(), &id);
  return digits;
}

}  // namespace reallyopen
