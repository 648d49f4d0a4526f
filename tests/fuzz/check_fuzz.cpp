// Any bytes as the manifest of a fixed repository: the whole program, in every format.
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "cli/run.h"
#include "report/format.h"
#include "support/fixture_repository.h"
#include "text/printable.h"

namespace {

using namespace reallyopen;

void require(bool holds) {
  if (!holds) std::abort();
}

FixtureRepository& repository() {
  static FixtureRepository fixed;
  static const bool filled = [] {
    fixed.write("model.bin", "weights").write("train.py", "print(1)\n").write("empty.py", "");
    fixed.write("config.yaml", "lr: 0.1\n").write("src/later.py", "# coming soon\n");
    fixed.symlink("loop", "loop").symlink("out", "/etc/passwd").symlink("link.py", "train.py");
    fixed.submodule_entry("lib", "59a53e3f68e546330ca5a99ec626e58f9ab96494");
    fixed.lfs_pointer("weights.safetensors", std::string(64, '0'), 10);
    fixed.write("TRANSPARENCY.yaml", "x: 1\n").commit("fixed");
    return true;
  }();
  (void)filled;
  return fixed;
}

// Nothing that a terminal obeys, nor a workflow runner but for the format that is meant for it.
void check_inert(std::string_view output, bool for_runner) {
  while (!output.empty()) {
    const std::string_view line = output.substr(0, output.find('\n'));
    output.remove_prefix(std::min(line.size() + 1, output.size()));
    require(printable(line, line.size()) == line);
    const std::size_t first = line.find_first_not_of(" \t");
    require(for_runner || first == std::string_view::npos || !line.substr(first).starts_with("::"));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  repository().write("TRANSPARENCY.yaml",
                     std::string_view(reinterpret_cast<const char*>(bytes), size));
  int first = -1;
  for (const Format& format : formats()) {
    std::ostringstream out;
    std::ostringstream err;
    const int code = run({ "check", repository().path(), "--format", std::string(format.id) }, out,
                         err);
    require(code == 0 || code == 1 || code == 3);
    require(first == -1 || first == code);
    first = code;
    require(err.str().empty());
    check_inert(out.str(), format.id == "github");
    if (format.id == "json") require(nlohmann::json::parse(out.str())["exit_code"] == code);
  }
  return 0;
}
