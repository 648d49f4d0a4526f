// A path of the repository as a relative URI reference.
#pragma once

#include <string>
#include <string_view>

namespace reallyopen {

// Percent-encodes all but unreserved characters and the slashes between names (RFC 3986).
std::string relative_uri(std::string_view path);

}  // namespace reallyopen
