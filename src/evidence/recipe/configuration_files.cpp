#include "evidence/recipe/configuration_files.h"

#include <algorithm>

namespace reallyopen {
namespace {

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
  file.is_closed = true;
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
  file.parsed = read_configuration(entry.path, read.bytes, limits);
  file.is_closed = file.parsed.failure == ParseFailure::over_limit;
  if (file.parsed.failure == ParseFailure::unreadable && has_template_marks(read.bytes))
    file.is_template = file.is_closed = true;
  if (!file.parsed.document) return file;
  nodes_left_ -= std::min(nodes_left_, count_nodes(*file.parsed.document));
  file.settings = list_settings(*file.parsed.document);
  return file;
}

}  // namespace reallyopen
