// Readers of what a project says of itself: licences, citation, packages, launches, environment.
#include <algorithm>
#include <string>

#include "ledger/agreement.h"
#include "support/catch.h"
#include "unit/ledger/given_files.h"

using namespace reallyopen;

namespace {

const std::string license_text =
  R"(MIT License

Copyright (c) 2024 Leaf Lab

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
)";

// Of one scope, hints or what is certain.
Values said_as(Given& given, const std::string& quantity, const std::string& scope, bool hint) {
  Values values;
  for (const Fact& fact : given.about(quantity))
    if (fact.scope == scope && fact.hint == hint) values.push_back(fact.value.text);
  return values;
}

}  // namespace

TEST_CASE("a licence's file says for what it is by its name, and two of them are no conflict") {
  Given given;
  given.write("LICENSE", license_text);
  given.write("MODEL_LICENSE.txt", "SPDX-License-Identifier: Apache-2.0\n");
  given.write("LICENSE-DATA", "SPDX-License-Identifier: CC-BY-4.0\n");
  given.write("parts/encoder/LICENSE", "SPDX-License-Identifier: BSD-3-Clause\n");
  given.write("license_check.py", "# MIT License\n");
  CHECK(given.said("license") == Values{ "MIT" });
  CHECK(given.said("license", "weights") == Values{ "Apache-2.0" });
  CHECK(given.said("license", "data") == Values{ "CC-BY-4.0" });
  CHECK(given.said("license", "parts/encoder") == Values{ "BSD-3-Clause" });
  const auto facts = given.about("license");
  CHECK(facts.size() == 4);
  CHECK(find_disagreements(facts).empty());
  CHECK(facts[0].place.path == "LICENSE");
  CHECK(facts[0].source == SourceKind::license_file);
  // Who holds the rights is not certain to have made the model.
  CHECK(said_as(given, "developer", "", true) == Values{ "Leaf Lab" });
  CHECK(given.about("developer")[0].place.line == 3);
  CHECK(given.about("developer")[0].place.column == 20);
}

TEST_CASE("a text that is no licence word for word is a hint for a person") {
  Given given;
  given.write("LICENSE", license_text + "\nThe Software shall not be used for leaf blowers.\n");
  given.write("MODEL_LICENSE", "Ask us first.\n");
  given.write("DATA_LICENSE.pdf", "%PDF-1.4\n\xff\xfe\n");
  given.write("COPYING", "");
  REQUIRE(given.about("license").size() == 3);
  const Values changed = said_as(given, "license", "", true);
  REQUIRE(changed.size() == 1);
  CHECK(changed[0].starts_with("MIT, 100.0 %, plus 1 sentence from line 23"));
  CHECK(said_as(given, "license", "weights", true) == Values{ "no licence recognised" });
  CHECK(said_as(given, "license", "data", true) == Values{ "a PDF: its text was not read" });
}

TEST_CASE("CITATION.cff: name, version, people, address and the licence of the code") {
  Given given;
  given.write("CITATION.cff",
              "cff-version: 1.2.0\ntitle: leafnet\nversion: 1.2.0\nlicense: MIT\n"
              "repository-code: https://example.org/leaf\nauthors:\n"
              "- given-names: Lea\n  family-names: Leaf\n- name: Leaf Lab\n- alias: twig\n");
  CHECK(given.said("name") == Values{ "leafnet" });
  CHECK(given.said("version") == Values{ "1.2.0" });
  CHECK(given.said("developer") == Values{ "Lea Leaf", "Leaf Lab", "twig" });
  CHECK(given.said("repository") == Values{ "https://example.org/leaf" });
  CHECK(given.said("license", "code") == Values{ "MIT" });
  Given data;
  data.write("CITATION.cff", "title: leaves\ntype: dataset\nlicense: CC0-1.0\nversion: [3]\n");
  CHECK(data.said("name").empty());
  CHECK(data.said("name", "data") == Values{ "leaves" });
  CHECK(data.said("license", "data") == Values{ "CC0-1.0" });
  CHECK(data.about("version").empty());
  Given broken;
  broken.write("CITATION.cff", "title: [\n").write("parts/CITATION.cff", "title: part\n");
  CHECK(broken.about("name").empty());
}

TEST_CASE("a package's metadata is certain of the licence of the code, and of nothing else") {
  Given given;
  given.write("pyproject.toml",
              "[project]\nname = \"leaf-code\"\nversion = \"0.1\"\nrequires-python = \">=3.10\"\n"
              "license = \"MIT\"\nauthors = [{name = \"Lea Leaf\"}, {email = \"a@b\"}]\n"
              "classifiers = [\"License :: OSI Approved :: MIT License\", \"Topic :: Leaves\"]\n"
              "[tool.poetry]\nauthors = [\"Tim Twig <tim@example.org>\"]\n");
  CHECK(said_as(given, "name", "", true) == Values{ "leaf-code" });
  CHECK(said_as(given, "version", "", true) == Values{ "0.1" });
  CHECK(said_as(given, "python", "", true) == Values{ ">=3.10" });
  CHECK(said_as(given, "developer", "", true) == Values{ "Lea Leaf", "Tim Twig" });
  CHECK(said_as(given, "license", "code", false) == Values{ "MIT", "MIT License" });
}

TEST_CASE("setup.py and setup.cfg, as far as they are written out") {
  Given given;
  given.write("setup.py",
              "# name='old'\nNAME = 'x'\nsetup(\n  name='leafnet', version=read(),\n"
              "  license=\"MIT\",\n  author_email='a@b',\n  author = 'Lea Leaf',\n"
              "  python_requires='>=3.9')\n");
  given.write("setup.cfg",
              "[tool]\nname = other\n[metadata]\nname = leafnet\n"
              "version = attr: leafnet.version\nlicense = Apache-2.0\n");
  CHECK(given.said("name") == Values{ "leafnet", "leafnet" });
  CHECK(given.said("version").empty());
  CHECK(given.said("developer") == Values{ "Lea Leaf" });
  CHECK(given.said("license", "code") == Values{ "Apache-2.0", "MIT" });
  CHECK(given.said("python") == Values{ ">=3.9" });
  CHECK(given.about("developer")[0].place.line == 7);
}

TEST_CASE("each launch script speaks of its own runs") {
  Given given;
  given.write("train.slurm",
              "#!/bin/bash\n#SBATCH --nodes=4  # machines\n#SBATCH "
              "--gres=gpu:a100:8\n##SBATCH --nodes=9\n#SBATCH -N 2-4\n"
              "srun python train.py --nodes 7\n");
  given.write("run.sh",
              "torchrun --standalone --nproc_per_node=2 train.py\n"
              "# torchrun --nnodes 3 --nproc-per-node $GPUS train.py\n"
              "torchrun --nnodes=1:3 train.py\n");
  given.write("deep/run.sh",
              "deepspeed --num_nodes=2 \\\n  --num_gpus 8 train.py\n"
              "python demo.py --num_gpus 1\n"
              "accelerate launch --num_processes 6 train.py\n");
  CHECK(given.said("nodes", "train.slurm") == Values{ "4" });
  CHECK(given.said("accelerators_per_node", "train.slurm") == Values{ "8" });
  CHECK(given.said("accelerator", "train.slurm") == Values{ "a100" });
  CHECK(said_as(given, "nodes", "run.sh", false) == Values{ "1" });
  CHECK(said_as(given, "nodes", "run.sh", true) == Values{ "3" });  // an example
  CHECK(given.said("accelerators_per_node", "run.sh") == Values{ "2" });
  CHECK(given.said("nodes", "deep/run.sh") == Values{ "2" });
  CHECK(given.said("accelerators_per_node", "deep/run.sh") == Values{ "8" });
  CHECK(given.said("accelerators", "deep/run.sh") == Values{ "6" });
  CHECK(find_disagreements(given.about("nodes")).empty());
  Given hostile;
  std::string many;
  for (int i = 0; i < 2'000; ++i) many += "torchrun --nnodes 1\n";
  hostile.write("run.sh", many).write("long.sh", "--nnodes" + std::string(100'000, '='));
  CHECK(hostile.about("nodes").size() == 40);
}

TEST_CASE("tasks of an evaluation, as its command names them") {
  Given given;
  given.write("evaluate.sh",
              "accelerate launch --num_processes 2 -m lm_eval --model hf \\\n"
              "  --tasks hellaswag,arc_easy --num_fewshot 5\n"
              "lm_eval --tasks \"$TASKS\"\npython train.py --tasks leaves\n"
              "# lighteval accelerate --tasks old\n");
  const Values tasks = said_as(given, "evaluation_task", "evaluate.sh", false);
  CHECK(tasks == Values{ "hellaswag", "arc_easy" });
  CHECK(said_as(given, "evaluation_task", "evaluate.sh", true) == Values{ "old" });
  CHECK(given.said("accelerators", "evaluate.sh") == Values{ "2" });
}

TEST_CASE("scripts name the data that they load, and the licence in their headers") {
  Given given;
  given.write("src/train.py",
              "# SPDX-License-Identifier: Apache-2.0\n"
              "a = load_dataset(\"squad\")\nb = load_dataset('json', 'x')\n"
              "c = load_dataset(\"leaves/lines\", \"small\")\n"
              "d = load_dataset(\"path/to\")\ne = load_dataset(\"squad\")\n");
  given.write("train_config.json", R"({"dataset_name": "leaves/twigs", "lr": 1})");
  given.write("leaves.json", R"({"dataset_name": "leaves/stems"})");
  given.write("other.py", "/* SPDX-License-Identifier: Apache-2.0 */\n");
  given.write("card.py", "# SPDX-License-Identifier: unknown thing\n");
  given.write("README.md",
              "[it](https://huggingface.co/datasets/leaves/roots)\n"
              "https://huggingface.co/datasets/leaves/roots/blob/main/a.csv\n");
  CHECK(given.said("dataset", "src/train.py") == Values{ "squad", "leaves/lines" });
  CHECK(given.said("dataset", "train_config.json") == Values{ "leaves/twigs" });
  CHECK(given.said("dataset") == Values{ "leaves/roots" });
  CHECK(given.about("dataset").size() == 4);
  CHECK(said_as(given, "license", "code", true) == Values{ "Apache-2.0" });
  CHECK(given.about("license")[0].place.path == "other.py");
}

TEST_CASE("sentences of a card on hardware and on the licence of the weights") {
  Given given;
  given.write("README.md",
              "# leafnet\n\n> It was trained on 8 A100 GPUs for 1.5 days. It runs on "
              "one T4.\n\nThe weights are released under the Apache 2.0 license.\n");
  given.write("parts/MODEL_CARD.md", "Trained on one V100.\n");
  CHECK(given.said("hardware") == Values{ "It was trained on 8 A100 GPUs for 1.5 days" });
  CHECK(given.said("hardware", "parts") == Values{ "Trained on one V100" });
  CHECK(said_as(given, "license", "weights", true) == Values{ "Apache 2.0" });
  CHECK(given.about("license")[0].place.line == 5);
}

TEST_CASE("images that containers build on, and the Python of an environment") {
  Given given;
  given.write("docker/Dockerfile",
              "FROM --platform=linux/amd64 nvcr.io/nvidia/pytorch:24.01-py3 AS base\n"
              "FROM base\nFROM scratch\nfrom python:${VERSION}\n# FROM ubuntu\n");
  given.write("apptainer.def", "Bootstrap: docker\nFrom: ubuntu:22.04\n");
  given.write(".python-version", "3.11.7\n");
  given.write("environment.yml", "dependencies:\n- python=3.10\n- numpy\n");
  given.write("parts/.python-version", "3.8\n");
  CHECK(given.said("container_image", "docker") == Values{ "nvcr.io/nvidia/pytorch:24.01-py3" });
  CHECK(given.said("container_image") == Values{ "ubuntu:22.04" });
  CHECK(said_as(given, "python", "", false) == Values{ "3.11.7" });
  CHECK(said_as(given, "python", "", true) == Values{ "3.10" });
}

TEST_CASE("what stands for a licence, a package or a launch may be anything") {
  Given given;
  const std::string noise(3000, '\xff');
  for (const char* path : { "LICENSE", "CITATION.cff", "pyproject.toml", "setup.py", "setup.cfg",
                            "run.sh", "Dockerfile", ".python-version", "environment.yml" })
    given.write(path, noise);
  const auto facts = given.about("");
  REQUIRE(facts.size() == 1);
  CHECK(facts[0].hint);
  CHECK(facts[0].place.path == "LICENSE");
}
