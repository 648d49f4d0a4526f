#include "support/run_program.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/temporary_folder.h"

namespace reallyopen {
namespace {

std::string file_content(const std::filesystem::path& path) {
  std::ostringstream content;
  content << std::ifstream(path, std::ios::binary).rdbuf();
  return content.str();
}

bool redirect(const std::string& path, int flags, int stream) {
  int file = open(path.c_str(), flags, 0600);
  return file >= 0 && dup2(file, stream) == stream && close(file) == 0;
}

}  // namespace

ProgramResult run_program(const std::vector<std::string>& arguments, const std::string& folder,
                          const std::vector<std::string>& environment) {
  TemporaryFolder captured;
  std::string output = captured.path() / "output";
  std::string errors = captured.path() / "errors";
  std::vector<std::string> copies = arguments;
  std::vector<std::string> settings = environment;
  std::vector<char*> raw;
  for (std::string& copy : copies) raw.push_back(copy.data());
  raw.push_back(nullptr);

  pid_t child = fork();
  if (child < 0) return { 127, "", "fork failed" };
  if (child == 0) {
    bool ready = redirect("/dev/null", O_RDONLY, STDIN_FILENO) &&
                 redirect(output, O_WRONLY | O_CREAT, STDOUT_FILENO) &&
                 redirect(errors, O_WRONLY | O_CREAT, STDERR_FILENO) && chdir(folder.c_str()) == 0;
    for (std::string& setting : settings) putenv(setting.data());
    if (ready) execvp(raw[0], raw.data());
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  int exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return { exit_code, file_content(output), file_content(errors) };
}

}  // namespace reallyopen
