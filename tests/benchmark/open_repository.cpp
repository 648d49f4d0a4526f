// Reference: opens a repository with libgit2, reads HEAD, and exits.
#include <git2.h>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  git_libgit2_init();
  git_repository* repository = nullptr;
  git_reference* head = nullptr;
  const bool opened = git_repository_open_ext(&repository, argv[1], 0, nullptr) == 0 &&
                      git_repository_head(&head, repository) == 0;
  git_reference_free(head);
  git_repository_free(repository);
  git_libgit2_shutdown();
  return opened ? 0 : 1;
}
