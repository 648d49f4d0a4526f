// The folders of the working tree above the path at hand, each opened once in a walk.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "repository/working_folder.h"

namespace reallyopen {

class OpenFolders {
 public:
  explicit OpenFolders(const WorkingFolder& disk);

  // What stands at `path` in the working tree, 0: nothing. Paths come in the order of the index.
  mode_t type_of(std::string_view path);
  // The folders that were asked about and may not be read, at most 100.
  std::vector<std::string> unread() && { return std::move(unread_); }

 private:
  struct Level {
    std::string folder;
    Descriptor opened;
    bool denied = false;  // it is there, but may not be read
    bool reported = false;
    int looked_at = 0;  // names, one by one
    std::optional<Listing> listing;
    std::size_t next = 0;  // of the listing
  };

  Level& level_of(std::string_view folder);
  void push(std::string folder, Descriptor opened, bool above_is_denied);
  static mode_t listed_type(Level& level, std::string_view name);

  std::vector<Level> levels_;
  std::vector<std::string> unread_;
};

}  // namespace reallyopen
