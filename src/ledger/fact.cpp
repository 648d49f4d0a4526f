#include "ledger/fact.h"

#include "manifest/core_schema.h"

namespace reallyopen {

std::string_view name(SourceKind kind) {
  switch (kind) {
    case SourceKind::weights:
      return "weights";
    case SourceKind::configuration:
      return "configuration";
    case SourceKind::tokenizer:
      return "tokenizer";
    case SourceKind::adapter:
      return "adapter";
    case SourceKind::run_record:
      return "run-record";
    case SourceKind::run_log:
      return "run-log";
    case SourceKind::lock_file:
      return "lock-file";
    case SourceKind::settings:
      return "settings";
    case SourceKind::results:
      return "results";
    case SourceKind::launch_script:
      return "launch-script";
    case SourceKind::script:
      return "script";
    case SourceKind::container_file:
      return "container-file";
    case SourceKind::license_file:
      return "license-file";
    case SourceKind::card_metadata:
      return "card-metadata";
    case SourceKind::card_list:
      return "card-list";
    case SourceKind::citation:
      return "citation";
    case SourceKind::package_metadata:
      return "package-metadata";
    case SourceKind::card_text:
      return "card-text";
  }
  return "";
}

std::string scope_of_part(const std::string& folder, std::string_view part) {
  if (part.empty()) return folder;
  return folder.empty() ? std::string(part) : folder + "/" + std::string(part);
}

Node scalar(std::string_view text) {
  Node node;
  node.kind = NodeKind::string;
  node.text = text;
  node.plain = true;
  if (const auto number = core_number(node.text)) {
    node.kind = number->kind;
    node.number = number->value;
  }
  return node;
}

}  // namespace reallyopen
