// A record of the Model Openness Framework: the YAML file that the Model Openness Tool keeps for a
// model.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/node.h"
#include "mof/component.h"
#include "verdict/problem.h"

namespace reallyopen {

struct MofEntry {
  const MofComponent* component = nullptr;
  // Nothing: the record's own licences apply. Empty: none does, and none is inherited.
  std::optional<std::string> license;
  std::string license_path;
  std::string component_path;
  const Node* node = nullptr;
};

struct MofRecord {
  std::string name;
  std::vector<MofEntry> entries;  // of one component written twice, the last
  // For all of the release, and for one kind of content; empty: none.
  std::string distribution_license;
  std::array<std::string, 3> content_licenses;  // by MofContent
};

struct MofReading {
  std::optional<MofRecord> record;  // nothing where a problem keeps it from being judged
  Problems problems;
};

// Components that the catalogue does not know are problems: the tool itself takes them for
// "Datasets".
MofReading read_mof_record(const Document& document);

// The licence that applies to an entry: its own, that of its content, that of the release; empty:
// none.
std::string_view license_of(const MofRecord& record, const MofEntry& entry);

}  // namespace reallyopen
