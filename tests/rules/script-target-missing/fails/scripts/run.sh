#!/bin/bash
#SBATCH --nodes=4
export LR=1e-4
CUDA_VISIBLE_DEVICES=0 torchrun \
  --nproc_per_node 8 \
  pretrain_gpt.py --lr $LR
bash finetune.sh
