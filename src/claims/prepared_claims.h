// The files of schemas/claims/ as the build has read them (claims_as_code.cpp).
#pragma once

#include "manifest/prepared_node.h"

namespace reallyopen {

std::span<const PreparedNode> prepared_claims();

}  // namespace reallyopen
