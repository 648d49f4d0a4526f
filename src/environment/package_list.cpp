#include "environment/package_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "configuration/read.h"
#include "environment/requirements.h"
#include "text/letters.h"
#include "text/pattern.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

std::string_view name_of_path(std::string_view path) { return path.substr(path.rfind('/') + 1); }

LooseLine loose_at(const Document& document, const Node& node, std::string what) {
  Place place = document.place(node);
  return { std::move(place), std::move(what) };
}

LooseLine nothing_listed(const Document& document) {
  return { { .path = document.path }, "no package is listed" };
}

void add_loose(PackageList& list, LooseLine loose) {
  list.firmness = Firmness::ranges;
  if (!list.loose) list.loose = std::move(loose);
}

void add_package(PackageList& list, std::string_view name, const Node& version) {
  list.packages.push_back({ package_name(name), version.text, version.line });
}

// Packages of a `[[package]]` list: each has a version, or comes from a folder, commit or archive.
void read_tables(const Document& document, const Node* packages, PackageList& list) {
  if (!packages || !packages->is_sequence()) return add_loose(list, nothing_listed(document));
  for (const Node& package : packages->items) {
    const Node* version = package.get("version");
    const std::string_view name = package.string_at("name");
    if (version && !version->text.empty()) {
      add_package(list, name, *version);
      continue;
    }
    const bool elsewhere = package.get("source") || package.get("vcs") ||
                           package.get("directory") || package.get("archive") ||
                           package.get("path");
    if (!elsewhere)
      add_loose(
        list, loose_at(document, package, fmt::format("`{}` has no version", printable(name, 60))));
  }
}

void read_package_tables(const Document& document, PackageList& list) {
  list.firmness = Firmness::locked;
  const Node& root = document.root;
  const Node* packages = root.get("packages") ? root.get("packages") : root.get("package");
  // A project without a dependency has a lock without a package.
  const bool is_lock = root.get("version") || root.get("lock-version") || root.get("metadata");
  if (!packages && is_lock) return;
  read_tables(document, packages, list);
}

void read_pipfile_lock(const Document& document, PackageList& list) {
  list.firmness = Firmness::locked;
  const Node* packages = document.root.get("default");
  if (!packages) return add_loose(list, nothing_listed(document));
  for (const Member& member : packages->members) {
    const Node* version = member.value.get("version");
    if (version && version->text.starts_with("==")) {
      list.packages.push_back(
        { package_name(member.key.text), version->text.substr(2), version->line });
    } else if (!member.value.get("ref") && !member.value.get("path") && !member.value.get("file")) {
      add_loose(list,
                loose_at(document, member.key,
                         fmt::format("`{}` has no exact version", printable(member.key.text, 60))));
    }
  }
}

void read_flake_lock(const Document& document, PackageList& list) {
  list.firmness = Firmness::locked;
  const Node* nodes = document.root.get("nodes");
  if (!nodes) return add_loose(list, nothing_listed(document));
  for (const Member& member : nodes->members) {
    const Node* locked = member.value.get("locked");
    if (member.key.text == document.root.string_at("root") ||
        (locked && (locked->get("rev") || locked->get("narHash"))))
      continue;
    add_loose(list,
              loose_at(document, member.key,
                       fmt::format("input `{}` is not locked", printable(member.key.text, 60))));
  }
}

// `package-lock.json` and `renv.lock`: a mapping of packages with versions.
void read_versions(const Document& document, std::string_view section, std::string_view version_key,
                   PackageList& list) {
  list.firmness = Firmness::locked;
  const Node* packages = document.root.get(section);
  if (!packages) return add_loose(list, nothing_listed(document));
  for (const Member& member : packages->members) {
    const Node* version = member.value.get(version_key);
    if (version)
      add_package(list, name_of_path(member.key.text), *version);
    else if (!member.key.text.empty() && !member.value.get("link"))
      add_loose(list, loose_at(document, member.key,
                               fmt::format("`{}` has no version", printable(member.key.text, 60))));
  }
}

// `conda-lock.yml` and `pixi.lock`: each package by its archive, or by version and digest.
void read_conda_lock(const Document& document, PackageList& list) {
  list.firmness = Firmness::locked;
  const Node* packages = document.root.get("package") ? document.root.get("package")
                                                      : document.root.get("packages");
  if (!packages || packages->items.empty()) return add_loose(list, nothing_listed(document));
  for (const Node& package : packages->items) {
    const bool is_exact = package.get("url") || package.get("conda") || package.get("pypi") ||
                          package.get("version");
    if (const Node* version = package.get("version"))
      add_package(list, package.string_at("name"), *version);
    if (!is_exact)
      add_loose(list, loose_at(document, package, "a package has no version and no archive"));
  }
}

// `name=version=build` names one package, `name=version` any build of versions that begin so.
void read_conda_environment(const Document& document, PackageList& list) {
  static const Pattern spec(
    "([A-Za-z0-9_.:/-]+?)(?: *(=|==) *([A-Za-z0-9_.!+]+)(?:=([A-Za-z0-9_.*]+))?)?");
  list.firmness = Firmness::exact;
  const Node* dependencies = document.root.get("dependencies");
  if (!dependencies || dependencies->items.empty())
    return add_loose(list, nothing_listed(document));
  const auto add = [&](const Node& item, const PackageRequirement& requirement) {
    if (!requirement.version.empty())
      list.packages.push_back({ requirement.name, requirement.version, item.line });
    else if (!requirement.name.empty())
      list.unversioned.push_back(requirement.name);
    if (requirement.pin == Pin::open)
      add_loose(list,
                loose_at(document, item, fmt::format("`{}` may change", printable(item.text, 80))));
  };
  for (const Node& item : dependencies->items) {
    if (const Node* pip = item.get("pip")) {
      for (const Node& one : pip->items) add(one, read_requirement(one.text));
      continue;
    }
    std::string name;
    std::string sign;
    std::string version;
    std::string build;
    PackageRequirement requirement{ .pin = Pin::open };
    if (spec.matches(item.text, name, sign, version, build))
      requirement.name = package_name(name.substr(name.rfind(':') + 1));
    if (!requirement.name.empty() && !version.empty()) {
      requirement.version = version;
      const bool is_whole = sign == "==" || !build.empty() || std::ranges::count(version, '.') >= 2;
      if (is_whole) requirement.pin = Pin::exact;
    }
    // `pip` itself is asked for to read the list below it.
    if (item.text == "pip") continue;
    add(item, requirement);
  }
}

void read_pyproject(const Document& document, PackageList& list) {
  list.firmness = Firmness::ranges;
  const Node* dependencies = document.root.find({ "project", "dependencies" });
  if (dependencies)
    for (const Node& item : dependencies->items) {
      const PackageRequirement requirement = read_requirement(item.text);
      if (!requirement.version.empty())
        list.packages.push_back({ requirement.name, requirement.version, item.line });
      else if (!requirement.name.empty())
        list.unversioned.push_back(requirement.name);
      if (requirement.pin == Pin::open)
        add_loose(
          list, loose_at(document, item, fmt::format("`{}` may change", printable(item.text, 80))));
    }
  if (!list.loose)
    list.loose = LooseLine{ { .path = document.path },
                            "it states what is needed, not what was installed" };
}

void read_julia_manifest(const Document& document, PackageList& list) {
  list.firmness = Firmness::locked;
  if (!document.root.get("manifest_format") && !document.root.get("deps"))
    add_loose(list, nothing_listed(document));
}

struct Reader {
  bool (*reads)(std::string_view name);  // of the file
  ParseResult (*parse)(std::string_view, std::string_view, const ParseLimits&);
  void (*read)(const Document&, PackageList&);
};

ParseResult parse_yaml(std::string_view path, std::string_view text, const ParseLimits& limits) {
  return parse_document(path, text, limits, Dialect::configuration);
}

bool is_lock_of_tables(std::string_view name) {
  return is_one_of(name, { "uv.lock", "poetry.lock", "pdm.lock", "Cargo.lock" }) ||
         (name.starts_with("pylock.") && name.ends_with(".toml"));
}

bool is_conda_lock(std::string_view name) {
  static const Pattern pattern("(.*[.-])?conda-lock\\.ya?ml", "conda-lock");
  return name == "pixi.lock" || pattern.matches(name);
}

bool is_conda_environment(std::string_view name) {
  static const Pattern pattern(".*environment.*\\.ya?ml|conda.*\\.ya?ml|env.*\\.ya?ml",
                               ".yml|.yaml");
  return pattern.matches(name);
}

// Null where no package manager calls its file so.
const Reader* reader_of(std::string_view name) {
  static constexpr Reader readers[] = {
    { is_lock_of_tables, read_toml, read_package_tables },
    { [](std::string_view each) { return each == "Pipfile.lock"; }, read_json, read_pipfile_lock },
    { [](std::string_view each) { return each == "flake.lock"; }, read_json, read_flake_lock },
    { [](std::string_view each) { return each == "package-lock.json"; }, read_json,
      [](const Document& document,
         PackageList& list) { read_versions(document, "packages", "version", list); } },
    { [](std::string_view each) { return each == "renv.lock"; }, read_json,
      [](const Document& document,
         PackageList& list) { read_versions(document, "Packages", "Version", list); } },
    { is_conda_lock, parse_yaml, read_conda_lock },
    { is_conda_environment, parse_yaml, read_conda_environment },
    { [](std::string_view each) { return each == "pyproject.toml"; }, read_toml, read_pyproject },
    { [](std::string_view each) {
       return is_one_of(each, { "Manifest.toml", "JuliaManifest.toml" });
     },
      read_toml, read_julia_manifest },
  };
  for (const Reader& reader : readers)
    if (reader.reads(name)) return &reader;
  return nullptr;
}

// `requirements-gpu.txt`, `deps.in`
bool lists_requirements(std::string_view name) {
  const std::string written = lower(name);
  for (const std::string_view ending : { ".txt", ".in", ".lock" })
    if (written.ends_with(ending))
      return has_one_of("require|constraint|freeze|packages|pip|deps|dependencies",
                        std::string_view(written).substr(0, written.size() - ending.size()));
  return false;
}

bool states_ranges(std::string_view name) {
  constexpr std::array names = std::to_array<std::string_view>({ "setup.py", "setup.cfg", "Pipfile",
                                                                 "Project.toml", "package.json",
                                                                 "Cargo.toml", "DESCRIPTION" });
  return std::ranges::find(names, name) != names.end();
}

// Where the base images of a Dockerfile come from.
PackageList read_dockerfile(std::string_view path, std::string_view text) {
  static const Pattern from("(?i)\\s*FROM\\s+(?:--\\S+\\s+)*(\\S+)(?:\\s+AS\\s+(\\S+))?\\s*",
                            "from");
  PackageList list{ .firmness = Firmness::exact };
  std::vector<std::string> stages;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    std::string image;
    std::string stage;
    if (!from.matches(line, image, stage)) continue;
    const bool is_own = image == "scratch" || std::ranges::find(stages, image) != stages.end();
    stages.push_back(stage);
    if (!is_own && image.find("@sha256:") == std::string::npos)
      add_loose(list, { { .path = std::string(path),
                          .line = number,
                          .column = 1,
                          .width = static_cast<int>(code_points(line)) },
                        fmt::format("the image `{}` may change", printable(image, 80)) });
  }
  if (stages.empty()) list.loose = LooseLine{ { .path = std::string(path) }, "no image is named" };
  if (list.loose) list.firmness = Firmness::ranges;
  return list;
}

}  // namespace

PackageList read_package_list(std::string_view path, std::string_view text) {
  static const Pattern dockerfile("(?i)(.*[.-])?(Dockerfile|Containerfile)([.-].*)?",
                                  "dockerfile|containerfile");
  static const Pattern explicit_list("(?m)^@EXPLICIT\\s*$", "@explicit");
  const std::string_view name = name_of_path(path);
  if (explicit_list.found_in(text.substr(0, 100'000))) return { .firmness = Firmness::locked };
  if (dockerfile.matches(name)) return read_dockerfile(path, text);
  if (states_ranges(name))
    return { .firmness = Firmness::ranges,
             .packages = {},
             .loose = LooseLine{ { .path = std::string(path) },
                                 "it states what is needed, not what was installed" } };
  if (const Reader* reader = reader_of(name)) {
    const ParseResult parsed = reader->parse(path, text, configuration_limits);
    PackageList list;
    if (parsed.failure == ParseFailure::unreadable) list.unparsable = parsed.problems.front();
    if (parsed.document) reader->read(*parsed.document, list);
    return list;
  }
  if (lists_requirements(name)) return read_requirements(path, text);
  return {};
}

}  // namespace reallyopen
