#include "script/stub.h"

#include "script/python_statements.h"
#include "support/catch.h"

using namespace reallyopen;

TEST_CASE("a Python file is taken apart into its statements") {
  const auto statements = list_python_statements(
    "import a  # x\ndef f(\n    a,\n    b):  # y\n    \"\"\"doc # no\n    comment\"\"\"\n    g(); "
    "h('#')\n\tx = 1 + \\\n  2\n");
  REQUIRE(statements.size() == 6);
  CHECK(statements[0].text == "import a");
  CHECK(statements[1].text == "def f(     a,     b):");
  CHECK(statements[1].line == 2);
  CHECK(statements[2].text == "\"doc # no     comment\"");
  CHECK(statements[2].indent == 4);
  CHECK(statements[3].text == "g()");
  CHECK(statements[4].text == "h('#')");
  CHECK(statements[4].indent == 4);
  CHECK(statements[5].text == "x = 1 +    2");
  CHECK(statements[5].line == 8);
}

TEST_CASE("a Python file without work is a stub, at the line of what is missing") {
  struct Row {
    const char* text;
    int line;  // 0: no stub
  };
  const Row rows[] = {
    { "def train():\n    pass\n", 2 },
    { "def train(): ...\n", 1 },
    { "\"\"\"Training.\"\"\"\nraise NotImplementedError\n", 2 },
    { "import torch\n\ndef train(a, b=1) -> None:\n    \"\"\"Trains.\"\"\"\n    raise "
      "NotImplementedError('later')\n\ntrain(1)\n",
      5 },
    { "print('Training code coming soon')\n", 1 },
    { "import sys\nprint(\"not implemented yet\")\nsys.exit(1)\n", 2 },
    { "class Trainer:\n    def fit(self):\n        raise NotImplementedError\n", 3 },
    { "import argparse\np = argparse.ArgumentParser()\np.add_argument('--lr')\nargs = "
      "p.parse_args()\nraise NotImplementedError()\n",
      5 },
    { "import torch\nN = 3\ndef main():\n    raise NotImplementedError('phase 4')\n\nif __name__ "
      "== '__main__':\n    main()\n",
      4 },
    { "raise Exception('not implemented yet')\n", 1 },
    // Work, or none of ours to judge.
    { "from trainer import main\nmain()\n", 0 },
    { "from llmfoundry.command_utils import train_from_yaml\nif __name__ == '__main__':\n    "
      "train_from_yaml()\n",
      0 },
    { "import model\n", 0 },
    { "print(1)\n", 0 },
    { "print('training')\ntrain()\n", 0 },
    { "LR = 3e-4\n", 0 },
    { "class E(Exception):\n    pass\n", 0 },
    { "from abc import ABC\nclass T(ABC):\n    def f(self):\n        raise NotImplementedError\n",
      0 },
    { "class T:\n    def f(self):\n        raise NotImplementedError\n\nclass U(T):\n    def "
      "f(self):\n        return 1\n",
      0 },
    { "def eval():\n    raise NotImplementedError\n\ndef train():\n    loss.backward()\n", 0 },
    { "def train(kind):\n    if kind == 'x':\n        raise NotImplementedError\n    "
      "loss.backward()\n",
      0 },
    { "# nothing\n", 0 },
    { "", 0 },
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Stub stub = find_python_stub(list_python_statements(row.text));
    CHECK(stub.line == row.line);
    CHECK(stub.what.empty() == (row.line == 0));
  }
}

TEST_CASE("a shell script that starts nothing is a stub") {
  CHECK(find_shell_stub("#!/bin/sh\nset -e\necho \"coming soon\"\nexit 1\n").line == 3);
  CHECK(find_shell_stub("#!/bin/sh\n# todo\nexit 0\n").line == 3);
  CHECK_FALSE(find_shell_stub("#!/bin/sh\necho start\npython train.py\n"));
  CHECK_FALSE(find_shell_stub("echo a | python train.py\n"));
  CHECK_FALSE(find_shell_stub("echo training\n"));
  CHECK_FALSE(find_shell_stub("#!/bin/sh\n"));
}

TEST_CASE("every beginning of a script is read") {
  const std::string text =
    "def f(a=[1, '''x\n''', \"y\\\n\"]):\n  \"\"\"d\"\"\"; pass # c\n\traise "
    "NotImplementedError(f'{x}')\n";
  for (std::size_t length = 0; length <= text.size(); ++length) {
    const auto statements = list_python_statements(text.substr(0, length));
    CHECK(statements.size() <= 4);
  }
  CHECK(list_python_statements(std::string(100'000, '(')).size() == 1);
  CHECK(list_python_statements("'" + std::string(100'000, 'a')).front().text.size() <= 2'001);
}
