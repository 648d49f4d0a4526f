#include "support/rule_fixture.h"

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "cli/check.h"
#include "support/catch.h"

namespace reallyopen {
namespace {

struct SetupLine {
  std::string word;
  std::string path;
  std::string rest;
};

std::vector<SetupLine> read_setup(const std::filesystem::path& path) {
  std::vector<SetupLine> lines;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    SetupLine setup;
    words >> setup.word >> setup.path;
    std::getline(words >> std::ws, setup.rest);
    if (!setup.word.empty()) lines.push_back(setup);
  }
  return lines;
}

void before_commit(FixtureRepository& repository, const SetupLine& line) {
  if (line.word == "symlink") {
    repository.symlink(line.path, line.rest);
  } else if (line.word == "submodule") {
    repository.submodule_entry(line.path, line.rest);
  } else if (line.word == "lfs") {
    const std::size_t space = line.rest.find(' ');
    repository.lfs_pointer(line.path, line.rest.substr(0, space),
                           std::stoull(line.rest.substr(space + 1)));
  } else if (line.word != "untracked" && line.word != "lose" && line.word != "revision") {
    FAIL("unknown word in a setup file: " << line.word);
  }
}

}  // namespace

RuleFixture::RuleFixture(const std::filesystem::path& folder) {
  repository_.add_folder(folder);
  const std::vector<SetupLine> setup = read_setup(folder.string() + ".setup");
  for (const SetupLine& line : setup) before_commit(repository_, line);
  repository_.commit("fixture");
  for (const SetupLine& line : setup) {
    if (line.word == "untracked") repository_.write(line.path, line.rest + "\n");
    if (line.word == "lose") repository_.delete_object(repository_.id("HEAD:" + line.path));
    if (line.word == "revision") revision_ = line.path;
  }
}

ModelVerdict RuleFixture::check() const {
  return reallyopen::check({ .folder = repository_.path(), .revision = revision_ }).models.at(0);
}

}  // namespace reallyopen
