// Python modules of the repository, as its scripts import them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "evidence/recipe/configuration_files.h"
#include "repository/snapshot.h"

namespace reallyopen {

// The file that a module is, where the repository holds it beside the importer, at its root, in the
// folder of the manifest (`base`) or in a `src` of these. `.a.b` is relative to the importer.
std::optional<Entry> find_module(const Snapshot& snapshot, std::string_view base,
                                 std::string_view module, std::string_view importer);

// Whether a module that the scripts import, directly or by others, is such, or that cannot be told.
// Where one is loaded by a name that is made while it runs, every module of the tree counts.
bool any_imported_module(const Snapshot& snapshot, std::string_view base,
                         std::span<const ConfigurationFile* const> scripts,
                         bool (*is_such)(std::string_view text));

}  // namespace reallyopen
