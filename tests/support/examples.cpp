#include "support/examples.h"

#include <sstream>

#include "support/catch.h"
#include "support/golden.h"

namespace reallyopen {

void check_examples(const std::filesystem::path& path,
                    const std::function<std::string(const std::string& document)>& judge) {
  std::istringstream lines(read_file(path));
  std::string result;
  std::string document;
  int examples = 0;
  const auto finish = [&] {
    CAPTURE(document);
    ++examples;
    result += document;
    std::istringstream said(judge(document));
    for (std::string line; std::getline(said, line);) result += "=> " + line + "\n";
    document.clear();
  };
  for (std::string line; std::getline(lines, line);) {
    if (line == "====") {
      finish();
      result += "====\n";
    } else if (!line.starts_with("=> ")) {
      document += line + "\n";
    }
  }
  finish();
  CHECK(examples > 20);
  check_golden(path, result);
}

}  // namespace reallyopen
