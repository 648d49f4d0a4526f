// What a sanitizer build of the tests is told; without a sanitizer nobody calls these.

// libgit2 1.5 forgets a pcre2 match that found nothing (git_repository_open_ext) and the reference
// of a revision that goes on wrongly (git_revparse_single). Whole stacks are needed to tell these
// from leaks of ours.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:pcre2_match\nleak:pcre2_match_data_create\nleak:git_revparse_single\n";
}

extern "C" const char* __asan_default_options() { return "fast_unwind_on_malloc=0"; }
