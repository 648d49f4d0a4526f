#include "evidence/history/release_version.h"

#include <string>

#include "support/catch.h"

using namespace reallyopen;

TEST_CASE("a version agrees with a tag, or the tag is about something else") {
  struct Row {
    std::string tag, version, model;
    bool agrees;
  };
  const std::vector<Row> rows{
    { "v1.2.0", "1.2.0", "leafnet", true },
    { "1.2", "1.2.0", "leafnet", true },
    { "v1", "1.0.0", "leafnet", true },
    { "V1.2", "v1.2", "leafnet", true },
    { "release/1.2.0", "1.2.0", "leafnet", true },
    { "release-1.3", "1.2", "leafnet", false },
    { "v1.2.1", "1.2.0", "leafnet", false },
    { "v1.2.0-rc1", "1.2.0", "leafnet", false },
    { "v1.2.0-rc1", "1.2.0-rc1", "leafnet", true },
    { "leafnet-v2", "1.2", "leafnet", false },
    { "leafnet-v2", "2", "leafnet", true },
    { "leafnet-7b-v2.0", "1", "Leafnet 7B", false },
    { "rootnet-v2", "1.2", "leafnet", true },
    { "2024-09-01", "2024-09-01", "leafnet", true },
    { "leafnet-2024-09-01", "2024-09-01", "leafnet", true },
    { "2024-10-01", "2024-09-01", "leafnet", false },
    { "stable", "1.2", "leafnet", true },
    { "v1.2", "instruct", "leafnet", true },
    { "", "1.2", "leafnet", true },
  };
  for (const Row& row : rows) {
    CAPTURE(row.tag, row.version);
    CHECK(version_agrees(row.tag, row.version, row.model) == row.agrees);
  }
}
