#include "evidence/pin.h"

#include <string>

#include "support/catch.h"

using namespace reallyopen;

TEST_CASE("a URL is told from a path") {
  for (const char* url :
       { "https://example.org/x", "http://example.org", "git+https://example.org/r",
         "s3://bucket/key", "doi:10.1234/x", "swh:1:rev:0123", "hf:org/model" }) {
    CAPTURE(url);
    CHECK(is_url(url));
  }
  for (const char* path : { "src/train.py", "a:b.txt", "./https://x y", "file:///etc/passwd", "//x",
                            "ftp://example.org/x", "" }) {
    CAPTURE(path);
    CHECK_FALSE(is_url(path));
  }
}

TEST_CASE("only what names one content for good is pinned") {
  const std::string commit = "59a53e3f68e546330ca5a99ec626e58f9ab96494";
  for (const std::string& url :
       { "https://github.com/o/r/tree/" + commit, "https://github.com/o/r/blob/" + commit + "/a.py",
         "git+https://github.com/o/r@" + commit, std::string("https://doi.org/10.5281/zenodo.1"),
         std::string("doi:10.5281/zenodo.1"), "swh:1:rev:" + commit,
         "https://git.example.org/r/tree/?h=" + commit + "#L10",
         "https://e.org/r?id=" + commit + "&x=1",
         "https://archive.softwareheritage.org/swh:1:dir:" + commit + ";origin=x" }) {
    CAPTURE(url);
    CHECK(is_pinned_url(url));
  }
  for (const std::string& url :
       { std::string("https://github.com/o/r"), std::string("https://github.com/o/r/tree/v1.0"),
         std::string("https://github.com/o/r/tree/main"),
         std::string("https://github.com/o/r/tree/59a53e3"), "https://example.org/" + commit + "0",
         "https://github.com/o/r/tree/main#/" + commit, "https://github.com/o/r#@" + commit,
         "https://e.org/x?session=" + commit, std::string("https://arxiv.org/abs/2501.00656") }) {
    CAPTURE(url);
    CHECK_FALSE(is_pinned_url(url));
  }
  CHECK(is_full_revision(commit));
  CHECK(is_full_revision("sha256:" + std::string(64, 'a')));
  CHECK_FALSE(is_full_revision("59a53e3"));
  CHECK_FALSE(is_full_revision("main"));
}
