#include "environment/package_list.h"

#include "environment/requirements.h"
#include "support/catch.h"

using namespace reallyopen;

TEST_CASE("a package list is as firm as its loosest line") {
  struct Row {
    const char* path;
    const char* text;
    Firmness firmness;
    int line;  // of the loosest; -1: none
  };
  const std::string commit(40, 'a');
  using enum Firmness;
  const Row rows[] = {
    { "requirements.txt", "a==1.0\nb>=2\nc\n", ranges, 2 },
    { "requirements.txt", "# x\na==1.0\n", exact, -1 },
    { "requirements.txt", "a==1.*\n", ranges, 1 },
    { "requirements.txt", "a~=1.2\n", ranges, 1 },
    { "requirements.txt", "a===1.2\n", exact, -1 },
    { "requirements.txt", "a[x,y] == 1.2 ; python_version < \"3.9\"\n", exact, -1 },
    { "requirements.txt",
      "a==1 --hash=sha256:00\nb==2 \\\n  --hash=sha256:11 \\\n  --hash=sha256:22\n", locked, -1 },
    { "requirements.txt", "a==1 --hash=sha256:00\nb==2\n", exact, -1 },
    { "requirements.txt", "-r base.txt\n", unknown, -1 },
    { "requirements.txt", "--pre\n# nothing\n", ranges, 0 },
    { "requirements.txt", "", ranges, 0 },
    { "requirements.txt", "git+https://example.org/a.git@v1\n", ranges, 1 },
    { "requirements.txt", "https://example.org/a-1.0-py3-none-any.whl\n", exact, -1 },
    { "requirements-dev.in", "a\n", ranges, 1 },
    { "uv.lock", "version = 1\n[[package]]\nname = \"a\"\nversion = \"1\"\n", locked, -1 },
    { "uv.lock", "version = 1\n[[package]]\nname = \"a\"\n", ranges, 2 },
    { "uv.lock", "x = 1\n", ranges, 0 },
    { "poetry.lock", "package = []\n[metadata]\ncontent-hash = \"0\"\n", locked, -1 },
    { "pylock.toml", "lock-version = \"1.0\"\n[[packages]]\nname = \"a\"\nversion = \"1\"\n",
      locked, -1 },
    { "pylock.dev.toml", "lock-version = \"1.0\"\n[[packages]]\nname = \"a\"\n", ranges, 2 },
    { "Pipfile.lock", "{\"default\": {\"a\": {\"version\": \"==1\"}}}", locked, -1 },
    { "Pipfile.lock", "{\"default\": {\"a\": {\"version\": \"*\"}}}", ranges, 1 },
    { "flake.lock",
      "{\"root\": \"root\", \"nodes\": {\"root\": {}, \"n\": {\"locked\": {\"rev\": \"0\"}}}}",
      locked, -1 },
    { "flake.lock", "{\"root\": \"root\", \"nodes\": {\"root\": {},\n\"n\": {}}}", ranges, 2 },
    { "conda-lock.yml", "version: 1\npackage:\n- {name: a, version: '1', url: x}\n", locked, -1 },
    { "conda-lock.yml", "version: 1\npackage: []\n", ranges, 0 },
    { "pixi.lock", "version: 6\npackages:\n- conda: https://example.org/a\n", locked, -1 },
    { "environment.yml", "dependencies:\n- a=1.2.3\n- b==1\n- c=1=h0\n", exact, -1 },
    { "environment.yml", "dependencies:\n- a=1.2.3\n- python=3.10\n", ranges, 3 },
    { "environment.yml", "dependencies:\n- pip:\n  - a==1\n  - b\n", ranges, 4 },
    { "explicit.txt", "# platform: linux-64\n@EXPLICIT\nhttps://example.org/a.conda#0\n", locked,
      -1 },
    { "pyproject.toml", "[project]\ndependencies = [\"a>=1\"]\n", ranges, 2 },
    { "setup.py", "setup()\n", ranges, 0 },
    { "renv.lock", "{\"Packages\": {\"a\": {\"Version\": \"1\"}}}", locked, -1 },
    { "package-lock.json", "{\"packages\": {\"\": {}, \"node_modules/a\": {\"version\": \"1\"}}}",
      locked, -1 },
    { "Dockerfile", "FROM a:1\n", ranges, 1 },
    { "Dockerfile", "ARG X\nFROM a@sha256:00 AS b\nFROM b\n", exact, -1 },
    { "channels.scm", "(list)", unknown, -1 },
  };
  for (const Row& row : rows) {
    CAPTURE(row.path, row.text);
    const PackageList list = read_package_list(row.path, row.text);
    CHECK_FALSE(list.unparsable);
    CHECK(list.firmness == row.firmness);
    REQUIRE(list.loose.has_value() == (row.line >= 0));
    if (list.loose) CHECK(list.loose->place.line == row.line);
    if (list.loose) CHECK_FALSE(list.loose->what.empty());
  }
  CHECK(read_requirements("r.txt", "a @ git+https://example.org/a.git@" + commit + "\n").firmness ==
        locked);
}

TEST_CASE("a lock file that does not parse says where") {
  for (const auto& [path, text] :
       { std::pair("uv.lock", "version = \n"), std::pair("Pipfile.lock", "{"),
         std::pair("pixi.lock", "a: b: c\n") }) {
    CAPTURE(path);
    const PackageList list = read_package_list(path, text);
    REQUIRE(list.unparsable);
    CHECK(list.unparsable->place.line == 1);
  }
}

TEST_CASE("a requirement names one version, or leaves it open") {
  struct Row {
    std::string text;
    std::string name;
    std::string version;
  };
  const Row rows[] = {
    { "torch==2.1", "torch", "2.1" },
    { "Torch[cuda, x] == 2.1", "torch", "2.1" },
    { "a===1.0.post1 ; python_version > '3'", "a", "1.0.post1" },
    { "a >=1, == 1.2", "a", "1.2" },
    { "a ==1.2,<2", "a", "1.2" },
    { "a == 1.*", "a", "" },
    { "a~=1.2", "a", "" },
    { "a[x", "a", "" },
    { "==1", "", "" },
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const PackageRequirement requirement = read_requirement(row.text);
    CHECK(requirement.name == row.name);
    CHECK(requirement.version == row.version);
  }
}

TEST_CASE("versions are compared as people write them") {
  CHECK(is_version("2.4", "2.4.1"));
  CHECK(is_version("2.4.1", "2.4.1+cu121"));
  CHECK(is_version("v2.4.1", "2.4.1"));
  CHECK(is_version("1.0.0", "1.0"));
  CHECK(is_version(">=2", "1.0"));
  CHECK(is_version("2.4.1+cu121", "2.4.1"));
  CHECK(is_version("2..4", "1.0"));
  CHECK(is_version("2.4rc1x", "1.0"));
  CHECK_FALSE(is_version("2.4rc1", "2.4rc2"));
  CHECK_FALSE(is_version("2.4", "2.40"));
  CHECK_FALSE(is_version("2.4.1", "2.4.2"));
  CHECK_FALSE(is_version("2.4.1", "2.1"));
  CHECK(package_name("Foo_.Bar") == "foo-bar");
  CHECK(package_name("pytorch") == "torch");
}
