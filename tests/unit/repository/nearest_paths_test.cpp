#include "repository/snapshot.h"
#include "support/catch.h"
#include "support/fixture_repository.h"

namespace reallyopen {

TEST_CASE("the nearest tracked paths are suggested, likeliest first", "[repository]") {
  FixtureRepository repository({ .bare = true });
  for (const char* path : { "LICENSE", "src/training/train.py", "src/train_all.py",
                            "docs/Data/card.md", "weights/model.bin", "weights/model.safetensors",
                            "weights/modle.bin", "old/train.py", "src/Eval.py", "x/y", "a" })
    repository.add_to_index(path, "");
  repository.commit("first");
  Snapshot snapshot = Snapshot::open({ repository.path(), std::nullopt });
  struct Case {
    std::string path;
    std::vector<std::string> nearest;
  };
  const Case cases[] = {
    { "src/train.py", { "old/train.py", "src/training/train.py" } },
    { "License", { "LICENSE" } },
    { "docs/data/card.md", { "docs/Data/card.md" } },
    { "eval.py", { "src/Eval.py" } },
    { "SRC/eval.py", { "src/Eval.py" } },
    { "weights/model.bni", { "weights/model.bin", "weights/modle.bin" } },
    { "LICENCE", { "LICENSE" } },
    { "wieghts", { "weights" } },
    { "docs/data", { "docs/Data" } },
    { "entirely/different.thing", {} },
    { "", {} },
    { "../x", {} },
  };
  for (const Case& row : cases) {
    CAPTURE(row.path);
    CHECK(snapshot.nearest(row.path, 3) == row.nearest);
  }
  CHECK(snapshot.nearest("src/train.py", 1).size() == 1);
  CHECK(snapshot.nearest("src/train.py", 0).empty());
}

}  // namespace reallyopen
