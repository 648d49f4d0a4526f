// Files that lie together, said as one.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace reallyopen {

// A glob for files that are all there is of their ending in a folder, each such group once.
// `beside` says how many there are for each glob.
std::vector<std::string> with_globs(const std::vector<std::string>& files,
                                    const std::map<std::string, std::size_t>& beside);

}  // namespace reallyopen
