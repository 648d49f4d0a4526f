// What a sanitizer build of the tests is told; without a sanitizer nobody calls this.

// libgit2 1.5 forgets a pcre2 match that found nothing (git_repository_open_ext) and the reference
// of a revision that goes on wrongly (git_revparse_single).
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libpcre2-8\nleak:git_revparse_single\n";
}
