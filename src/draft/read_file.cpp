#include "draft/read_file.h"

#include <fmt/format.h>

#include "configuration/read.h"
#include "text/printable.h"

namespace reallyopen {

std::string text_of(const Snapshot& snapshot, std::string_view path, std::size_t limit) {
  const auto entry = snapshot.find(path);
  if (!entry || entry->kind != EntryKind::file) return "";
  ReadResult read = snapshot.read(*entry, limit);
  const bool usable = read.status == ReadStatus::complete && is_valid_utf8(read.bytes);
  return usable ? std::move(read.bytes) : "";
}

std::unique_ptr<Document> values_of(const Snapshot& snapshot, std::string_view path) {
  const std::string text = text_of(snapshot, path);
  if (text.empty()) return nullptr;
  if (path.ends_with(".cff"))
    return parse_document(path, text, configuration_limits, Dialect::configuration).document;
  return read_configuration(path, text).document;
}

std::string place_of(const Document& document, const Node& node) {
  return fmt::format("{}:{}", document.path, node.line);
}

std::string below(std::string_view folder, std::string_view file) {
  return folder.empty() ? std::string(file) : fmt::format("{}/{}", folder, file);
}

}  // namespace reallyopen
