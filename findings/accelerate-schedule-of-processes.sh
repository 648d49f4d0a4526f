#!/bin/bash
# accelerate 1.15.0 with torch: a schedule that `prepare` took turns once for each process at every update, so its
# steps are not the updates that the run makes.
#
# A script builds a warm-up of 10 steps, as its option says, hands the schedule to `accelerator.prepare` and calls
# `step` once an update. One would guess that the rate reaches its peak at the tenth update on any number of processes.
# With two it is there at the fifth: the wrapper steps as often as there are processes, unless `split_batches` is on or
# the accelerator was told `step_scheduler_with_optimizer=False`. With gradient accumulation it still counts updates.
#
# So `warmup_steps: 10` of the command and "warm-up over 5 steps" of the log are one run, and neither is wrong; a number
# of steps can be held against another only together with the number of processes.
#
# Seen with torch 2.15.0 on CPUs, gloo:
#   1 process, 10 steps of warm-up: the peak is reached at update 10
#   2 processes, 10 steps of warm-up: the peak is reached at update 5
#   2 processes, accumulation over 3 passes: at update 5
#   2 processes, step_scheduler_with_optimizer=False: at update 10
# Ends with 1 where that is no longer so.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet accelerate==1.15.0 torch==2.15.0 numpy==2.4.6

cat >"$folder/warm_up.py" <<'PYTHON'
import sys

import torch
from accelerate import Accelerator

accelerator = Accelerator(cpu=True, gradient_accumulation_steps=int(sys.argv[1]),
                          step_scheduler_with_optimizer=sys.argv[2] == "yes")
net = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(net.parameters(), lr=1.0)
schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1.0, step / 10))
rows = torch.utils.data.DataLoader(torch.ones(400, 2), batch_size=1)
net, optimizer, rows, schedule = accelerator.prepare(net, optimizer, rows, schedule)
updates = 0
for row in rows:
    with accelerator.accumulate(net):
        accelerator.backward(net(row).sum() * 0)
        optimizer.step()
        updates += accelerator.sync_gradients
        schedule.step()
        optimizer.zero_grad()
    if accelerator.sync_gradients and optimizer.param_groups[0]["lr"] >= 1.0:
        break
if accelerator.is_main_process:
    print(updates)
PYTHON

peak() {
  OMP_NUM_THREADS=1 "$folder/venv/bin/torchrun" --nproc_per_node "$1" --master_port 29517 "$folder/warm_up.py" "$2" "$3" 2>/dev/null
}

alone=$(peak 1 1 yes)
both=$(peak 2 1 yes)
accumulated=$(peak 2 3 yes)
apart=$(peak 2 1 no)
echo "1 process: the peak is reached at update $alone"
echo "2 processes: at update $both"
echo "2 processes, accumulation over 3 passes: at update $accumulated"
echo "2 processes, step_scheduler_with_optimizer=False: at update $apart"
[ "$alone $both $accumulated $apart" = "10 5 5 10" ] || { echo "this is no longer so"; exit 1; }
