#include "draft/globs.h"

#include <algorithm>

#include "draft/survey.h"

namespace reallyopen {
namespace {

constexpr std::size_t least_together = 2;  // files that a glob stands for

}  // namespace

std::vector<std::string> with_globs(const std::vector<std::string>& files,
                                    const std::map<std::string, std::size_t>& beside) {
  std::map<std::string, std::size_t> members;
  for (const std::string& file : files) ++members[glob_beside(file)];
  const auto is_whole = [&](const std::string& glob) {
    const auto all = beside.find(glob);
    return all != beside.end() && members[glob] >= least_together && members[glob] == all->second;
  };
  std::vector<std::string> result;
  for (const std::string& file : files) {
    const std::string glob = glob_beside(file);
    if (!is_whole(glob))
      result.push_back(file);
    else if (std::ranges::find(result, glob) == result.end())
      result.push_back(glob);
  }
  return result;
}

}  // namespace reallyopen
