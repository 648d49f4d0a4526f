#!/bin/bash
cd src
torchrun --nproc_per_node 8 pretrain.py --lr 1e-4
python $MEGATRON/pretrain_gpt.py
python /opt/tools/merge.py
python -m torch.distributed.run ./pretrain.py
echo python gone.py
# python gone.py
