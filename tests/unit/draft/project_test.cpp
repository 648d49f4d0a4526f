// Drafts of what a project says beside its model: licences, packages, launches.
#include <string>

#include "support/call.h"
#include "support/catch.h"
#include "support/fixture_repository.h"

using namespace reallyopen;

namespace {

std::string drafted(FixtureRepository& repository) {
  repository.commit("model");
  return call({ "init", "--stdout", repository.path() }).out;
}

// Whether the draft has each of these, and none of those.
void check_draft(const std::string& draft, std::initializer_list<std::string> there,
                 std::initializer_list<std::string> missing = {}) {
  CAPTURE(draft);
  for (const std::string& line : there) {
    CAPTURE(line);
    CHECK(draft.find(line) != std::string::npos);
  }
  for (const std::string& line : missing) {
    CAPTURE(line);
    CHECK(draft.find(line) == std::string::npos);
  }
}

}  // namespace

TEST_CASE("the package's licence is that of the code where no licence's text is there") {
  FixtureRepository repository;
  repository.write("pyproject.toml",
                   "[project]\nname = \"leaf\"\nlicense = \"MIT\"\nauthors = "
                   "[{name = \"Lea Leaf\"}, {name = \"Tim Twig\"}]\n");
  repository.write("model.onnx", "weights");
  check_draft(drafted(repository),
              { "code: MIT  # from pyproject.toml:3", "weights: NOASSERTION  # no licence",
                "developer: Lea Leaf and others  # from pyproject.toml:4" });
  // A text that differs from its licence is not outweighed by a word.
  repository.write("LICENSE", "All leaves reserved.\n");
  check_draft(drafted(repository), { "code: NOASSERTION  # LICENSE: no licence recognised" });
}

TEST_CASE("licences of parts are told by the names of their files, and a PDF is named") {
  FixtureRepository repository;
  repository.write("LICENSE.MIT", "SPDX-License-Identifier: MIT\n");
  repository.write("MODEL_LICENSE.pdf", "%PDF-1.4\n");
  repository.write("LICENSE-DOCS", "SPDX-License-Identifier: CC-BY-4.0\n");
  repository.write("parts/LICENSE", "SPDX-License-Identifier: GPL-3.0-only\n");
  check_draft(drafted(repository),
              { "code: MIT  # from LICENSE.MIT",
                "weights: NOASSERTION  # MODEL_LICENSE.pdf: a PDF: its text was not read" },
              { "CC-BY-4.0", "GPL" });
}

TEST_CASE("hardware of what runs before that of what is commented out") {
  const std::string trains = "srun python train.py --learning_rate 1e-4\n";
  FixtureRepository repository;
  repository.write("train_a.sh", "# torchrun --nnodes 4 --nproc_per_node 4 train.py\n" + trains);
  check_draft(drafted(repository), { "count: 16  # from train_a.sh:1, 4 for each of 4 machines" });
  repository.write("train_b.sh", "#SBATCH --nodes=2\n#SBATCH --gres=gpu:A100:8\n" + trains);
  repository.write(".python-version", "3.11.7\n");
  check_draft(drafted(repository), { "accelerator: A100  # from train_b.sh:2",
                                     "count: 16  # from train_b.sh:2, 8 for each of 2 machines",
                                     "nodes: 2", "language: python 3.11.7  # from .python-ver" });
}
