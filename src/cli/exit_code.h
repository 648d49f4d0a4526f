// The exit codes of the program, and what they mean.
#pragma once

#include <array>
#include <string_view>

namespace reallyopen {

struct ExitCode {
  int code = 0;
  std::string_view meaning;
};

inline constexpr int could_not_check = 2;
inline constexpr int internal_error = 70;

inline constexpr std::array exit_codes{
  ExitCode{
    0,
    "every claim asked for holds, and no finding reaches `--fail-on`, but for what was accepted" },
  ExitCode{ 1, "a claim fails, or a finding reaches `--fail-on`" },
  ExitCode{ could_not_check,
            "could not check: wrong arguments, not a repository, unknown revision, a policy that "
            "is not valid" },
  ExitCode{ 3,
            "incomplete: something that a claim needs could not be examined, and nothing failed" },
  ExitCode{ internal_error, "internal error" },
};

}  // namespace reallyopen
