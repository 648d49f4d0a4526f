#include "evidence/substance.h"

#include <string>

#include "support/catch.h"

using namespace reallyopen;

TEST_CASE("a file has substance when it holds more than comments and promises") {
  struct Row {
    std::string path;
    std::string content;
    Substance substance;
  };
  const Row rows[] = {
    { "train.py", "", Substance::empty },
    { "train.py", " \n\t\r\n", Substance::empty },
    { "config.json", "{}\n", Substance::empty },
    { "train.py", "# trains\n# the model\n", Substance::comments_only },
    { "train.cpp", "/* all\n of it */\n// none\n", Substance::comments_only },
    { "notes.md", "# Training\n\n", Substance::comments_only },
    { "train.py", "# Training code coming soon\n", Substance::promise },
    { "README.md", "The data will be released upon acceptance.\n", Substance::promise },
    { "train.py", "def train():\n    raise NotImplementedError\n", Substance::promise },
    { "train.py", "\"\"\"TBD\"\"\"\n", Substance::promise },
    { "说明.md", "训练代码即将发布\n", Substance::promise },
    { "base.py", "class T(ABC):\n  def f(self):\n    raise NotImplementedError\n",
      Substance::substantial },
    { "train.py", "fit()\n# the sweep is not released\n", Substance::substantial },
    { "train.py", "import model\n\nmodel.train()\n", Substance::substantial },
    { "requirements.txt", "# pins\ntorch==2.4.1\n", Substance::substantial },
    { "LICENSE", "# MIT License\n", Substance::substantial },
    { "weights.bin", std::string("\0\0coming soon", 13), Substance::substantial },
    { "README.md", std::string(500, 'x') + " the next model will be released later\n",
      Substance::substantial },
  };
  for (const Row& row : rows) {
    CAPTURE(row.path, row.content);
    CHECK(judge_substance(row.path, row.content).substance == row.substance);
  }
}

TEST_CASE("a promise is shown with its line") {
  const SubstanceResult result = judge_substance("a.md", "# Data\n\n  Coming soon!  \n");
  CHECK(result.line == 3);
  CHECK(result.text == "Coming soon!");
}
