// Documents that stand in one file with what is said of each: a golden that holds its own input.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace reallyopen {

// Examples are divided by lines `====`. Within one, the lines that start with `=> ` are what
// `judge` said of the others; they are compared, or written anew when UPDATE_GOLDEN is set.
void check_examples(const std::filesystem::path& path,
                    const std::function<std::string(const std::string& document)>& judge);

}  // namespace reallyopen
