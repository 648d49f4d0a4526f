#include "support/rule_fixture.h"

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "inspection/check.h"
#include "support/catch.h"
#include "support/weight_files.h"

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

// `description`: name, type and number of elements of the one tensor.
void add_safetensors(FixtureRepository& repository, const std::string& path,
                     const std::string& description, bool zeros = false) {
  std::vector<SampleTensor> samples;
  std::istringstream tensors(description);
  for (std::string tensor; std::getline(tensors, tensor, ';');) {
    std::istringstream words(tensor);
    SampleTensor sample;
    std::string shape;
    words >> sample.name >> sample.type >> shape;
    std::istringstream sizes(shape);
    for (std::string size; std::getline(sizes, size, 'x');)
      sample.shape.push_back(std::stoull(size));
    samples.push_back(std::move(sample));
  }
  std::string file = safetensors(samples);
  const std::size_t data = file.find("}}") + 2;
  if (zeros) std::fill(file.begin() + static_cast<std::ptrdiff_t>(data), file.end(), '\0');
  repository.write(path, file);
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
  } else if (line.word == "tensor") {
    add_safetensors(repository, line.path, line.rest);
  } else if (line.word == "zeros") {
    add_safetensors(repository, line.path, line.rest, true);
  } else if (line.word != "untracked" && line.word != "lose" && line.word != "revision" &&
             line.word != "before" && line.word != "shallow" && line.word != "tag") {
    FAIL("unknown word in a setup file: " << line.word);
  }
}

constexpr std::string_view another_content = "; fetched with another content";

// A commit before, tagged v1.0, with these lines in place of the fixture's files.
void add_history(FixtureRepository& repository, const std::filesystem::path& folder,
                 const std::vector<SetupLine>& setup) {
  bool any = false;
  for (const SetupLine& line : setup) {
    if (line.word != "before") continue;
    repository.write(line.path, line.rest + "\n");
    any = true;
  }
  if (!any) return;
  repository.commit("before").tag("v1.0");
  repository.add_folder(folder);
}

struct ExampleFile {
  std::string path;
  std::string state;  // what stands in brackets
  std::string text;
};

std::vector<ExampleFile> read_example(std::string_view example) {
  std::vector<ExampleFile> files{ { "TRANSPARENCY.yaml", "", "" } };
  std::istringstream lines{ std::string(example) };
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("==> ")) {
      files.back().text += line + "\n";
      continue;
    }
    REQUIRE(line.ends_with(" <=="));
    std::string path = line.substr(4, line.size() - 8);
    std::string state;
    if (const std::size_t bracket = path.find(" ("); bracket != std::string::npos) {
      state = path.substr(bracket + 2, path.size() - bracket - 3);
      path.resize(bracket);
    }
    files.push_back({ path, state, "" });
  }
  if (files.front().text.empty()) files.erase(files.begin());
  return files;
}

std::string after(const std::string& text, std::string_view beginning) {
  return text.starts_with(beginning) ? text.substr(beginning.size()) : "";
}

void add_to_commit(FixtureRepository& repository, const ExampleFile& file) {
  const std::string& state = file.state;
  if (state == "not committed" || state == "before this clone" || state.starts_with("at ")) return;
  if (const std::string target = after(state, "link to "); !target.empty()) {
    repository.symlink(file.path, target);
  } else if (const std::string commit = after(state, "submodule at "); !commit.empty()) {
    repository.submodule_entry(file.path, commit);
  } else if (const std::string content = after(state, "in Git LFS, "); !content.empty()) {
    const std::size_t digest = content.find(" of ") + 4;
    repository.lfs_pointer(file.path, content.substr(digest, 64), std::stoull(content));
  } else if (const std::string tensor = after(state, "with tensor "); !tensor.empty()) {
    add_safetensors(repository, file.path, tensor);
  } else if (const std::string zeros = after(state, "with zeros "); !zeros.empty()) {
    add_safetensors(repository, file.path, zeros, true);
  } else if (state.empty() || state.starts_with("checked as ") ||
             (state == "not fetched" && !file.text.empty())) {
    repository.write(file.path, file.text);
  } else if (state != "not fetched") {
    FAIL("unknown state of a file in an example: " << state);
  }
}

}  // namespace

RuleFixture::RuleFixture(std::string_view example) {
  const std::vector<ExampleFile> files = read_example(example);
  std::string tag;
  bool shallow = false;
  for (const ExampleFile& file : files) {
    const std::string name = after(file.state, "at ");
    const bool cut_off = file.state == "before this clone";
    if (name.empty() && !cut_off) continue;
    repository_.write(file.path, file.text);
    tag = name;
    shallow = shallow || cut_off;
  }
  if (shallow || !tag.empty()) repository_.commit("example of before");
  if (!tag.empty()) repository_.tag(tag);
  for (const ExampleFile& file : files) add_to_commit(repository_, file);
  repository_.commit("example");
  if (shallow) repository_.make_shallow();
  for (const ExampleFile& file : files) {
    if (const std::string name = after(file.state, "checked as "); !name.empty()) {
      repository_.tag(name);
      revision_ = name;
    }
    if (file.state == "not committed") repository_.write(file.path, file.text);
    if (file.state.ends_with(another_content)) repository_.write(file.path, std::string(2000, '-'));
    if (file.state != "not fetched") continue;
    repository_.delete_object(repository_.id("HEAD:" + file.path));
    revision_ = "HEAD";
  }
}

RuleFixture::RuleFixture(const std::filesystem::path& folder) {
  repository_.add_folder(folder);
  const std::vector<SetupLine> setup = read_setup(folder.string() + ".setup");
  add_history(repository_, folder, setup);
  for (const SetupLine& line : setup) before_commit(repository_, line);
  repository_.commit("fixture");
  for (const SetupLine& line : setup) {
    if (line.word == "shallow") repository_.make_shallow();
    if (line.word == "tag") repository_.tag(line.path);
    if (line.word == "untracked") repository_.write(line.path, line.rest + "\n");
    if (line.word == "lose") repository_.delete_object(repository_.id("HEAD:" + line.path));
    if (line.word == "revision") revision_ = line.path;
  }
}

ModelVerdict RuleFixture::check() const {
  return reallyopen::check(
           { .folder = repository_.path(), .revision = revision_, .today = "2026-06-15" })
    .models.at(0);
}

}  // namespace reallyopen
