// The files that hold settings of a run, read once each and within a budget.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "configuration/read.h"
#include "configuration/settings.h"
#include "evidence/artifact.h"

namespace reallyopen {

struct ConfigurationFile {
  std::string path;
  ConfigurationFormat format = ConfigurationFormat::unknown;
  ParseResult parsed;  // without a document: unreadable, or not examined
  std::vector<Setting> settings;
  std::optional<Place> stands_at;  // of a command: in the manifest
  bool
    is_template = false;  // does not parse, and is filled in by another program before it is read
  bool
    is_closed = false;  // what it states cannot be told: another format, not fetched, over a limit
};

// What an artifact declares.
struct DeclaredFiles {
  std::vector<const ConfigurationFile*> files;
  bool is_closed = false;  // there is more than can be read here
};

class ConfigurationFiles {
 public:
  ConfigurationFiles(const Snapshot& snapshot, std::string base)
      : snapshot_(snapshot), base_(std::move(base)) {}

  DeclaredFiles read(const Artifact& artifact);
  const ConfigurationFile& read_file(const Entry& entry);
  // What a Python script or notebook sets by itself, what the words of a launcher or document set.
  // `part`: what of the text counts, with its lines where they were. Null where it cannot be read.
  const ConfigurationFile* script(const Entry& entry,
                                  const std::function<std::string(std::string_view)>& part);
  // The words of a command that stands in the manifest; `part` of them counts.
  const ConfigurationFile* command(const std::string& text, std::string_view part, Place place);
  // Calls the settings of a command or launcher by these names.
  void rename_settings(const ConfigurationFile& command,
                       const std::map<std::string, std::string, std::less<>>& names);

 private:
  void add_folder(const Entry& folder, DeclaredFiles& declared);
  void add_matches(std::string_view glob, DeclaredFiles& declared);

  const Snapshot& snapshot_;
  std::string base_;  // the manifest's folder
  std::map<std::string, std::unique_ptr<ConfigurationFile>> files_;
  std::map<std::string, std::unique_ptr<ConfigurationFile>> scripts_;
  std::map<std::string, std::unique_ptr<ConfigurationFile>> commands_;
  std::size_t bytes_left_ = 128u << 20;
  std::size_t nodes_left_ = 1'000'000;
  std::size_t files_left_ = 5'000;
};

}  // namespace reallyopen
