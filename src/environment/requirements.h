// Lists of packages a line each: pip's requirements files, and the pip part of others.
#pragma once

#include <string>
#include <string_view>

#include "environment/package_list.h"

namespace reallyopen {

enum class Pin { none, open, exact, hashed };

struct PackageRequirement {
  Pin pin = Pin::none;  // none: an option, an include, a local folder
  std::string name;
  std::string version;
};

// One requirement: `torch==2.4.1 ; marker --hash=sha256:…`, `pkg @ git+https://…@commit`.
PackageRequirement read_requirement(std::string_view text);

PackageList read_requirements(std::string_view path, std::string_view text);

}  // namespace reallyopen
