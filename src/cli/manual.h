// `reallyopen manual`: the manual page, in the language of man(1).
#pragma once

#include <string>

namespace reallyopen {

std::string manual();

}  // namespace reallyopen
