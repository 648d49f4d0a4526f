// Runs a program without a shell.
#pragma once

#include <string>
#include <vector>

namespace reallyopen {

struct ProgramResult {
  int exit_code = 0;  // 127 when it could not be started
  std::string output;
  std::string errors;
};

// `environment` holds NAME=value settings on top of the caller's own.
ProgramResult run_program(const std::vector<std::string>& arguments, const std::string& folder,
                          const std::vector<std::string>& environment = {});

}  // namespace reallyopen
