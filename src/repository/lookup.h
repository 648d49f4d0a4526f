// The answer of a view to "what is at this path?", links not followed.
#pragma once

#include "repository/snapshot.h"

namespace reallyopen {

constexpr std::size_t most_unread_folders = 100;  // that a walk names

struct Lookup {
  enum class Status {
    found,
    missing,
    blocked,     // `entry` is no folder and stands at a part of the path
    unreadable,  // a folder on the way is not in this clone
  };
  Status status = Status::missing;
  Entry entry;
};

}  // namespace reallyopen
