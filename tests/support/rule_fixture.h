// A folder of tests/rules/<id>/ as a repository, and the findings of a check of it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "support/fixture_repository.h"
#include "verdict/verdict.h"

namespace reallyopen {

// The files of `folder`, committed, then the lines of `<folder>.setup` carried out:
//   symlink PATH TARGET          committed with the files
//   submodule PATH COMMIT        committed with the files
//   lfs PATH SHA256 SIZE         committed with the files
//   tensor PATH NAME TYPE ELEMENTS   a safetensors file, committed with the files
//   untracked PATH TEXT          written after the commit
//   lose PATH                    deletes the committed object, as in a partial clone
//   before PATH LINE             in place of that file in a commit before, tagged v1.0
//   shallow                      leaves out the commits before
//   tag NAME                     tags the commit
//   revision REV                 checks that revision instead of the working tree
class RuleFixture {
 public:
  explicit RuleFixture(const std::filesystem::path& folder);
  // A rule's own example: see `Rule::fails`. What stands in brackets after a path:
  //   ==> PATH (link to TARGET) <==, ==> PATH (submodule at COMMIT) <==, ==> PATH (not committed)
  //   <==,
  //   ==> PATH (with tensor NAME TYPE 64x4; NAME TYPE 64) <==   a safetensors file;
  //   `with zeros` for one that was never trained
  //   ==> PATH (not fetched) <==, ==> PATH (in Git LFS, SIZE bytes of SHA256) <==,
  //   ==> PATH (at v1.0) <==   these files are the tagged commit before
  //   ==> PATH (before this clone) <==   these are the commit before, which a shallow clone left
  //   out
  //   ==> PATH (checked as v1.1) <==   the commit is tagged, and the tag is what is checked
  explicit RuleFixture(std::string_view example);

  // The verdict on the root manifest.
  ModelVerdict check() const;
  const FixtureRepository& repository() const { return repository_; }

 private:
  FixtureRepository repository_;
  std::optional<std::string> revision_;
};

}  // namespace reallyopen
