// Text as XML and HTML hold it.
#pragma once

#include <string>
#include <string_view>

namespace reallyopen {

// In an element or a quoted attribute. Control characters, which XML cannot hold, have to be
// visible escapes already.
std::string escape_xml(std::string_view shown);

}  // namespace reallyopen
