#include "evidence/recipe/configuration_files.h"

#include <algorithm>

#include "script/training_settings.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_script_read = 1u << 20;
constexpr std::size_t most_files_of_artifact = 2'000;

std::size_t count_nodes(const Document& document) {
  std::size_t count = 0;
  std::vector<const Node*> pending{ &document.root };
  while (!pending.empty()) {
    const Node* node = pending.back();
    pending.pop_back();
    ++count;
    for (const Node& item : node->items) pending.push_back(&item);
    for (const Member& member : node->members) pending.push_back(&member.value);
  }
  return count;
}

// What holds no settings in a form that a trainer reads back, so that others are no less certain.
bool holds_no_settings(std::string_view path) {
  return std::ranges::any_of(
    std::initializer_list<std::string_view>{ ".md", ".rst", ".log", ".bin", ".pt", ".pth", ".pkl",
                                             ".db", ".csv", ".tsv", ".safetensors", ".png" },
    [&](std::string_view ending) { return path.ends_with(ending); });
}

bool has_template_marks(std::string_view text) {
  return text.find("{{") != std::string_view::npos || text.find("{%") != std::string_view::npos ||
         text.find("<%") != std::string_view::npos;
}

}  // namespace

DeclaredFiles ConfigurationFiles::read(const Artifact& artifact) {
  DeclaredFiles declared;
  if (artifact.evidence != Evidence::present) {
    declared.is_closed = artifact.evidence != Evidence::broken && !artifact.written.empty();
    return declared;
  }
  const Resolution resolution = snapshot_.resolve(base_, artifact.written);
  if (resolution.status == ResolveStatus::missing)
    add_matches(artifact.written, declared);
  else if (resolution.status == ResolveStatus::found && resolution.entry.kind == EntryKind::folder)
    add_folder(resolution.entry, declared);
  else if (resolution.status == ResolveStatus::found && resolution.entry.kind == EntryKind::file)
    declared.files.push_back(&read_file(resolution.entry));
  else
    declared.is_closed = true;
  for (const ConfigurationFile* file : declared.files) declared.is_closed |= file->is_closed;
  return declared;
}

void ConfigurationFiles::add_folder(const Entry& folder, DeclaredFiles& declared) {
  const auto unread = snapshot_.walk(folder.path, [&](const Entry& entry) {
    if (entry.kind == EntryKind::file && format_of(entry.path) != ConfigurationFormat::unknown)
      declared.files.push_back(&read_file(entry));
    return declared.files.size() < most_files_of_artifact;
  });
  declared.is_closed = !unread.empty() || declared.files.size() == most_files_of_artifact;
}

void ConfigurationFiles::add_matches(std::string_view glob, DeclaredFiles& declared) {
  const MatchResult matches = snapshot_.match(base_, glob, most_files_of_artifact);
  for (const Entry& entry : matches.files)
    if (entry.kind == EntryKind::file) declared.files.push_back(&read_file(entry));
  declared.is_closed = matches.over_limit || !matches.unread_folders.empty();
}

const ConfigurationFile& ConfigurationFiles::read_file(const Entry& entry) {
  auto& slot = files_[entry.path];
  if (slot) return *slot;
  slot = std::make_unique<ConfigurationFile>();
  ConfigurationFile& file = *slot;
  file.path = entry.path;
  file.format = format_of(entry.path);
  file.is_closed = !holds_no_settings(entry.path);
  if (file.format == ConfigurationFormat::unknown || files_left_ == 0 || bytes_left_ == 0)
    return file;
  --files_left_;
  const std::size_t limit = std::min(configuration_limits.bytes, bytes_left_);
  const ReadResult read = snapshot_.read(entry, limit + 1);
  bytes_left_ -= std::min(bytes_left_, read.bytes.size());
  if (read.status == ReadStatus::missing || read.status == ReadStatus::unreadable) return file;
  if (read.status == ReadStatus::over_limit || read.bytes.size() > limit) {
    file.parsed.failure = ParseFailure::over_limit;
    file.parsed.problems.push_back(
      { .place = { .path = entry.path },
        .message = "the configuration is larger than the program reads",
        .fix = "name a smaller file" });
    return file;
  }
  // A pointer to content that is not here holds no settings.
  if (read.bytes.starts_with("version https://git-lfs")) return file;
  ParseLimits limits = configuration_limits;
  limits.nodes = std::min(limits.nodes, nodes_left_);
  // What a function of Python puts together is read as a script sets it.
  const bool is_built = file.format == ConfigurationFormat::python &&
                        has_one_of("configdict|def get_config", read.bytes);
  file.parsed = is_built ? read_training_settings(entry.path, read.bytes)
                         : read_configuration(entry.path, read.bytes, limits);
  file.is_closed = file.parsed.failure == ParseFailure::over_limit;
  if (file.parsed.failure == ParseFailure::unreadable && has_template_marks(read.bytes))
    file.is_template = file.is_closed = true;
  if (!file.parsed.document) return file;
  nodes_left_ -= std::min(nodes_left_, count_nodes(*file.parsed.document));
  file.settings = list_settings(*file.parsed.document);
  return file;
}

const ConfigurationFile* ConfigurationFiles::script(
  const Entry& entry, const std::function<std::string(std::string_view)>& part) {
  auto& slot = scripts_[entry.path];
  if (slot) return slot.get();
  if (files_left_ == 0 || bytes_left_ == 0) return nullptr;
  --files_left_;
  const ReadResult read = snapshot_.read(entry, std::min(longest_script_read, bytes_left_));
  bytes_left_ -= std::min(bytes_left_, read.bytes.size());
  if (read.status != ReadStatus::complete) return nullptr;
  slot = std::make_unique<ConfigurationFile>();
  slot->path = entry.path;
  const bool python = entry.path.ends_with(".py") || entry.path.ends_with(".ipynb");
  slot->parsed = python ? read_training_settings(entry.path, read.bytes)
                        : read_shell(entry.path, part(read.bytes), configuration_limits);
  if (slot->parsed.document) slot->settings = list_settings(*slot->parsed.document);
  return slot.get();
}

const ConfigurationFile* ConfigurationFiles::command(const std::string& text, std::string_view part,
                                                     Place place) {
  auto& slot = commands_[text];
  if (slot) return slot.get();
  slot = std::make_unique<ConfigurationFile>();
  slot->path = place.path;
  slot->stands_at = std::move(place);
  slot->parsed = read_shell(slot->path, part, configuration_limits);
  if (slot->parsed.document) slot->settings = list_settings(*slot->parsed.document);
  return slot.get();
}

void ConfigurationFiles::rename_settings(
  const ConfigurationFile& command, const std::map<std::string, std::string, std::less<>>& names) {
  const auto rename = [&](auto& files) {
    for (auto& [key, file] : files)
      if (file.get() == &command)
        for (Setting& setting : file->settings)
          if (const auto name = names.find(setting.name); name != names.end())
            setting.name = canonical_name(name->second);
  };
  rename(commands_);
  rename(scripts_);
}

}  // namespace reallyopen
