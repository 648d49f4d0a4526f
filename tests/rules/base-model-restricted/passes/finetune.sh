#!/bin/sh
python train.py --base_model=outputs/stage1 --model_name_or_path ./bloom
