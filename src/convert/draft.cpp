#include "convert/draft.h"

#include <fmt/format.h>

#include "convert/yaml_text.h"

namespace reallyopen {

nlohmann::ordered_json empty_draft(std::string_view claim, std::string_view source) {
  const nlohmann::ordered_json unknown{ { "status", "unknown" },
                                        { "reason", fmt::format("Not stated by {}.", source) } };
  return { { "schema_version", 1 },
           { "claim", claim },
           { "model",
             { { "name", "unknown" }, { "version", "unknown" }, { "developer", "unknown" } } },
           { "data", unknown },
           { "preprocessing", unknown },
           { "training", unknown },
           { "hyperparameters", unknown },
           { "hardware", unknown },
           { "license", "NOASSERTION" },
           // `[]` would be a statement, and one that the source did not make.
           { "restrictions",
             { { { "kind", "other" },
                 { "summary", fmt::format("Whether there are restrictions is not stated by {}.",
                                          source) } } } } };
}

std::string draft_text(const nlohmann::ordered_json& draft, std::string_view source) {
  return fmt::format("# A draft from {}. What is `unknown` is for you to say.\n{}", source,
                     yaml_text(draft));
}

}  // namespace reallyopen
