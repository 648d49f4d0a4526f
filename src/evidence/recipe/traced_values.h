// Values that a manifest traces into files: `{from: "config.yaml#/optimizer/lr"}`.
#pragma once

#include <string>

#include "evidence/declarations.h"
#include "evidence/recipe/configuration_files.h"
#include "evidence/recipe/configurations.h"

namespace reallyopen {

class TracedValues {
 public:
  TracedValues(Declarations& declarations, ConfigurationFiles& files, Configurations& result)
      : declarations_(declarations), files_(files), result_(result) {}

  // Pointers that lead nowhere, or to what is no value, and those whose value is another than the
  // one that stands beside them.
  void follow_pointers();

 private:
  void follow(Artifact& artifact, const ConfigurationFile& file, const std::string& pointer);
  void compare_traced(Artifact& artifact, const ConfigurationFile& file, const std::string& pointer,
                      const Node& target);
  const Node* owner_of(const Node& from) const;

  Declarations& declarations_;
  ConfigurationFiles& files_;
  Configurations& result_;
};

}  // namespace reallyopen
