// The schemas of schemas/ as the build has read them (schemas_as_code.cpp).
#pragma once

#include <string_view>

#include "manifest/schema.h"

namespace reallyopen {

// `transparency`, `policy` or `claim`. Throws std::logic_error for any other.
const Schema& prepared_schema(std::string_view name);

}  // namespace reallyopen
