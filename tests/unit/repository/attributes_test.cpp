#include "repository/attributes.h"

#include "support/catch.h"
#include "support/fixture_repository.h"

using namespace reallyopen;

TEST_CASE("the nearest and last line of `.gitattributes` decides about Git LFS") {
  FixtureRepository repository;
  repository
    .write(".gitattributes",
           "# weights\n"
           "[attr]big filter=lfs\n"
           "*.bin filter=lfs diff=lfs merge=lfs -text\r\n"
           "/root.pt\tfilter=lfs\n"
           "data/*.npz filter=lfs\n"
           "deep/**/x.pt filter=lfs\n"
           "*.bin text\n"
           "small.bin -filter\n"
           "other.bin filter=crypt\n"
           "part-[0-9].h5 filter=lfs\n"
           "\"quoted name.onnx\" filter=lfs\n"
           "folder/ filter=lfs\n")
    .write("models/.gitattributes", "*.gguf filter=lfs\nplain.bin !filter\n")
    .symlink("linked/.gitattributes", "../models/.gitattributes")
    .write("linked/x", "x")
    .commit("attributes");
  const Snapshot snapshot = Snapshot::open({ .folder = repository.path(), .revision = "HEAD" });
  Attributes attributes(snapshot, Attributes::Attribute::lfs);
  struct Row {
    std::string path;
    int line;
  };
  for (const Row& row : std::vector<Row>{
         { "a.bin", 3 },
         { "x/y/a.bin", 3 },
         { "root.pt", 4 },
         { "x/root.pt", 0 },
         { "data/a.npz", 5 },
         { "x/data/a.npz", 0 },
         { "data/x/a.npz", 0 },
         { "deep/a/b/x.pt", 6 },
         { "small.bin", 0 },
         { "other.bin", 0 },
         { "part-7.h5", 10 },
         { "part-x.h5", 0 },
         { "folder/a.pt", 0 },
         { "models/a.gguf", 1 },
         { "a.gguf", 0 },
         { "models/plain.bin", 0 },
         { "linked/a.gguf", 0 },
         { "quoted name.onnx", 0 },
       }) {
    CAPTURE(row.path);
    CHECK(attributes.origin(row.path).line == row.line);
  }
  CHECK(attributes.origin("models/x/a.gguf").file == "models/.gitattributes");
  CHECK(attributes.origin("a.bin").text.starts_with("*.bin filter=lfs"));
}
