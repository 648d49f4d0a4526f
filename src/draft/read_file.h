// Files of the snapshot as text and as values, for the gathering of facts.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "manifest/node.h"
#include "repository/snapshot.h"

namespace reallyopen {

// The file at `path`, where it can be read whole within `limit` and is text; else "".
std::string text_of(const Snapshot& snapshot, std::string_view path, std::size_t limit = 1u << 20);

// A YAML, JSON or TOML file; null where it is not there or not readable.
std::unique_ptr<Document> values_of(const Snapshot& snapshot, std::string_view path);

// `config.json:12`
std::string place_of(const Document& document, const Node& node);

// `folder` + `/` + `file`; `file` alone at the root.
std::string below(std::string_view folder, std::string_view file);

}  // namespace reallyopen
