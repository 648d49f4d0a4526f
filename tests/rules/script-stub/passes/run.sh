#!/bin/sh
set -e
python train.py
