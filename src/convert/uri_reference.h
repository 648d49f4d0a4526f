// Paths as references in formats that ask for URIs.
#pragma once

#include <string>
#include <string_view>

namespace reallyopen {

// A URL stays as it is where it is one; in a path everything that a URI may not hold is escaped.
std::string uri_reference(std::string_view path_or_url);

}  // namespace reallyopen
