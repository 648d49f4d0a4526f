#include "rules/lineage.h"

#include "evidence/licenses/applied_license.h"

namespace reallyopen {

std::optional<StatedLicense> upstream_license(const Inspection& inspection, const Unmet& unmet) {
  for (const auto& licenses :
       { base_licenses(inspection.declarations), source_licenses(inspection.declarations) })
    for (const StatedLicense& license : licenses)
      if (!license.expression.empty() && license.place == unmet.place) return license;
  return std::nullopt;
}

}  // namespace reallyopen
