// Lies about the environment, each with its honest twin.
#include "evidence/recipe/environment.h"

#include <string>

#include "support/catch.h"
#include "support/lie.h"
#include "support/rule_fixture.h"

using namespace reallyopen;

namespace {

std::string with_lock(const std::string& path, const std::string& text,
                      const std::string& more = "") {
  return "environment: {lockfiles: " + path + more + "}\n==> " + path + " <==\n" + text + "\n";
}

Evidence environment_of(const std::string& example) {
  for (const ComponentEvidence& component :
       RuleFixture(std::string_view(example)).check().components)
    if (component.id == "environment") return component.evidence;
  return Evidence::absent;
}

const std::string numpy = "[[package]]\nname = \"numpy\"\nversion = \"1.26.4\"\n";

}  // namespace

TEST_CASE(
  "lies about the environment are found where they stand, and honest locks are not accused") {
  const std::string digest(64, '1');
  const std::string other(64, '2');
  const std::vector<Lie> lies{
    { "ranges for a lock", "lock-file-unpinned", "requirements.txt:2",
      with_lock("requirements.txt", "a==1\ntorch>=2.1"),
      with_lock("requirements.txt", "a==1\ntorch==2.1.2") },
    { "a branch for a commit", "lock-file-unpinned", "requirements.txt:1",
      with_lock("requirements.txt", "git+https://example.org/a.git@main"),
      with_lock("requirements.txt", "git+https://example.org/a.git@" + std::string(40, 'a')) },
    { "a project file for a lock", "lock-file-unpinned", "pyproject.toml:2",
      with_lock("pyproject.toml", "[project]\ndependencies = [\"torch\"]"),
      "environment: {manifests: pyproject.toml}\n==> pyproject.toml <==\n[project]\ndependencies = "
      "[\"torch\"]\n" },
    { "a conda environment with a range", "lock-file-unpinned", "environment.yml:2",
      with_lock("environment.yml", "dependencies:\n- python=3.10"),
      with_lock("environment.yml", "dependencies:\n- python=3.10.4=h0") },
    { "an image by tag", "lock-file-unpinned", "Dockerfile:1",
      with_lock("Dockerfile", "FROM python:3.11\nRUN true"),
      with_lock("Dockerfile", "FROM python@sha256:" + digest + "\nRUN true") },
    { "a lock without a package", "lock-file-unpinned", "requirements.txt:0",
      with_lock("requirements.txt", "--pre\n--no-binary x"),
      with_lock("requirements.txt", "--pre\nx==1") },
    { "a lock with a package left open", "lock-file-unpinned", "uv.lock:2",
      with_lock("uv.lock", "version = 1\n[[package]]\nname = \"numpy\""),
      with_lock("uv.lock", "version = 1\n" + numpy) },
    { "a lock with a merge left in it", "lock-file-unparsable", "uv.lock:2",
      with_lock("uv.lock", "version = 1\n<<<<<<< ours"),
      with_lock("uv.lock", "version = 1\n" + numpy) },
    { "another version of a framework", "framework-version-differs", manifest_line,
      with_lock("uv.lock", "version = 1\n" + numpy, ", frameworks: {numpy: \"2.0\"}"),
      with_lock("uv.lock", "version = 1\n" + numpy, ", frameworks: {numpy: \"1.26\"}") },
    { "two images", "image-digest-differs", manifest_line,
      "environment: {container: {image: \"a@sha256:" + digest + "\", digest: \"sha256:" + other +
        "\"}}\n",
      "environment: {container: {image: \"a@sha256:" + digest + "\", digest: \"sha256:" + digest +
        "\"}}\n" },
  };
  check_lies(lies);
}

TEST_CASE("the firmness of the environment is its evidence") {
  CHECK(environment_of(with_lock("uv.lock", "version = 1\n" + numpy)) == Evidence::present);
  CHECK(environment_of(with_lock("requirements.txt", "a==1")) == Evidence::pinned);
  CHECK(environment_of(with_lock("requirements.txt", "a>=1")) == Evidence::described);
  CHECK(environment_of(with_lock("channels.scm", "(list a)")) == Evidence::described);
  CHECK(environment_of(with_lock("uv.lock", "version = ")) == Evidence::broken);
  CHECK(environment_of("environment: {container: {image: \"a:1\"}}\n") == Evidence::described);
  CHECK(environment_of("environment: {container: {image: \"a@sha256:" + std::string(64, '1') +
                       "\"}}\n") == Evidence::pinned);
  CHECK(environment_of("environment: {container: {image: \"a:1\", digest: \"sha256:" +
                       std::string(64, '1') + "\"}}\n") == Evidence::pinned);
}

TEST_CASE("of several lock files that a glob names, the loosest counts") {
  const auto locks = [](const std::string& first, const std::string& second) {
    return environment_of("environment: {lockfiles: \"*.txt\"}\n==> requirements-a.txt <==\n" +
                          first + "\n==> requirements-b.txt <==\n" + second + "\n");
  };
  CHECK(locks("a==1", "b==1") == Evidence::pinned);
  CHECK(locks("a>=1", "b==1") == Evidence::described);
  CHECK(locks("a==1", "b>=1") == Evidence::described);
}

TEST_CASE("a lock file that is not looked into is unknown") {
  const auto many = [](int count) {
    std::string example = "environment: {lockfiles: \"locks/*/uv.lock\"}\n";
    for (int i = 0; i < count; ++i)
      example += "==> locks/" + std::to_string(i) + "/uv.lock <==\nversion = 1\n" + numpy;
    return environment_of(example);
  };
  CHECK(many(50) == Evidence::present);
  CHECK(many(51) == Evidence::unknown);
}
