// Files that say which packages an environment is made of, and how firmly.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verdict/problem.h"

namespace reallyopen {

// Weakest first. A list is as firm as its loosest line.
enum class Firmness {
  unknown,  // no reader knows the format
  ranges,   // some package may change
  exact,    // every package that is named has one version; those they need may change
  locked,   // every package, with the ones it needs, at one version or digest
};

struct Package {
  std::string name;  // lower case, `-` for `_` and `.`
  std::string version;
  int line = 0;
};

// The first line that leaves something open.
struct LooseLine {
  Place place;
  std::string what;  // "`torch>=2.1` may change", "no package is listed"
};

struct PackageList {
  Firmness firmness = Firmness::unknown;
  std::vector<Package> packages;         // those with a version
  std::vector<std::string> unversioned;  // names of the others, as `package_name` writes them
  bool takes_others = false;             // from another list, by `-r`
  std::optional<LooseLine> loose;        // for ranges
  std::optional<Problem> unparsable;
};

// Known by name: requirements files, conda environments and explicit lists, `uv.lock`,
// `poetry.lock`, `pdm.lock`, `pylock.toml`, `pixi.lock`, `conda-lock.yml`, `Pipfile.lock`,
// `flake.lock`, `package-lock.json`, `Cargo.lock`, `renv.lock`, Julia's `Manifest.toml`,
// `pyproject.toml`, `setup.py`, `Pipfile` and Dockerfiles.
PackageList read_package_list(std::string_view path, std::string_view text);

// As PEP 503 compares names; `pytorch` is `torch`.
std::string package_name(std::string_view name);

// Whether `stated` ("2.4", "2.4.1") is the version `found` ("2.4.1+cu121"); true where `stated` is
// a range.
bool is_version(std::string_view stated, std::string_view found);

}  // namespace reallyopen
