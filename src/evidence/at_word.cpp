#include "evidence/at_word.h"

#include "evidence/pin.h"

namespace reallyopen {

Artifact take_at_word(const Document& document, const Node& node, std::string_view field) {
  Artifact artifact{ .node = &node, .field = std::string(field), .place = document.place(node) };
  const std::string_view status = node.string_at("status");
  if (is_withholding(status) || status == "not-applicable") {
    artifact.status = status;
    artifact.reason = node.string_at("reason");
    artifact.evidence = is_withholding(status) ? Evidence::withheld : Evidence::not_applicable;
    return artifact;
  }
  const Node* named = node.is_string() ? &node : node.get("path");
  if (!named) named = node.get("url");
  if (!named || !named->is_string() || named->text.empty()) return artifact;
  artifact.written = named->text;
  artifact.place = document.place(*named);
  const bool pinned = is_url(artifact.written) && is_pinned(node, artifact.written);
  artifact.evidence = pinned ? Evidence::pinned : Evidence::linked;
  return artifact;
}

}  // namespace reallyopen
