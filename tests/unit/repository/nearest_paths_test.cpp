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

TEST_CASE("what was deleted in the working tree is not suggested", "[repository]") {
  FixtureRepository repository;
  for (const char* path : { "a/train.py", "b/train.py", "models/one", "models/two", "weihgts/x" })
    repository.write(path, "x");
  repository.commit("first").remove("a/train.py").remove("models/one").remove("weihgts");
  const Snapshot snapshot = Snapshot::open({ .folder = repository.path() });
  using Paths = std::vector<std::string>;
  CHECK(snapshot.nearest("src/train.py", 3) == Paths{ "b/train.py" });
  CHECK(snapshot.nearest("model", 3) == Paths{ "models" });  // its first file is gone
  CHECK(snapshot.nearest("weights", 3).empty());
}

}  // namespace reallyopen
