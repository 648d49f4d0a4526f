#!/bin/sh
# --base_model bigcode/starcoder is what we tried first
python train.py --base_model=bigscience/bloom-7b1
