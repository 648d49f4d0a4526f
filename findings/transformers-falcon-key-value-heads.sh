#!/bin/bash
# transformers 5.24.0 with torch 2.15.0: the number of key/value heads in the configuration of a Falcon model is not the
# number that the model has.
#
# With `multi_query` and without `new_decoder_architecture`, all query heads share one key and one value head, and
# `num_kv_heads` is not read. One would guess that it is then 1 or absent; it is filled in with the number of heads,
# saved like that, and any other number gives the same tensors, the same logits and the same cache.
#
# Whoever computes shapes, parameters or the size of the cache from `num_kv_heads`, as is right for most other
# architectures, finds an honest release wrong; and a number that was altered changes nothing that runs.
#
# Seen with numpy 2.4.6, hidden size 32, 4 heads of size 8 (4 key/value heads would make 96 rows, 1 makes 48):
#   nothing said: num_kv_heads 4, query_key_value 48 x 32, cached heads 1
#   1 said: num_kv_heads 1, query_key_value 48 x 32, cached heads 1, same logits
#   7 said: num_kv_heads 7, query_key_value 48 x 32, cached heads 1, same logits
# Ends with 1 where that is no longer so.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet transformers==5.24.0 torch==2.15.0 numpy==2.4.6

cat >"$folder/heads.py" <<'PYTHON'
import json
import os
import sys

import torch
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM, FalconConfig, FalconForCausalLM
from transformers.utils import logging

folder = sys.argv[1]
logging.disable_progress_bar()
first = None
results = []
for said in (None, 1, 7):
    torch.manual_seed(0)
    extra = {} if said is None else {"num_kv_heads": said}
    FalconForCausalLM(FalconConfig(
        vocab_size=64, hidden_size=32, num_hidden_layers=1, num_attention_heads=4, multi_query=True,
        new_decoder_architecture=False, bos_token_id=1, eos_token_id=2, **extra)).save_pretrained(folder)
    written = json.load(open(os.path.join(folder, "config.json")))["num_kv_heads"]
    tensors = load_file(os.path.join(folder, "model.safetensors"))
    shape = tuple(tensors["transformer.h.0.self_attention.query_key_value.weight"].shape)
    with torch.no_grad():
        output = AutoModelForCausalLM.from_pretrained(folder).eval()(torch.tensor([[3, 4, 5]]), use_cache=True)
    cached = output.cache.layers[0].keys.shape[1]
    first = output.logits if first is None else first
    same = torch.equal(output.logits, first)
    print(f"{said or 'nothing'} said: num_kv_heads {written}, query_key_value {shape[0]} x {shape[1]}, "
          f"cached heads {cached}" + (", same logits" if said and same else ""))
    results.append((written, shape, cached, same))

if results != [(written, (48, 32), 1, True) for written in (4, 1, 7)]:
    sys.exit("transformers behaves otherwise by now")
PYTHON
"$folder/venv/bin/python" -W ignore "$folder/heads.py" "$folder/model"
