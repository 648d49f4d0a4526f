// What `.gitmodules` says of a submodule: without it nobody can fetch what the tree only pins.
#pragma once

#include <string_view>

#include "repository/snapshot.h"

namespace reallyopen {

enum class SubmoduleRecord {
  none,        // no record of that path, or none with an address
  not_public,  // an address of a machine or a network
  open,        // an address that others may reach, or a relative one
};

SubmoduleRecord record_of(const Snapshot& snapshot, std::string_view path);

}  // namespace reallyopen
