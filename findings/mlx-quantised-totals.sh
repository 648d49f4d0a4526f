#!/bin/bash
# mlx-lm 0.32.2 with mlx 0.32.4: the totals in the index of a quantised model count different things.
#
# One would guess that `total_parameters` and `total_size` in `model.safetensors.index.json` are about the same numbers,
# so that size by parameters is the width of a number, and that the former is what the headers of the files add up to.
# But `total_parameters` counts the weights as they were before quantisation, without scales and biases of groups;
# `total_size` counts the bytes of everything that is stored; and what is stored are words of 32 bits with several
# weights each, so the shapes in the file add up to a fraction of the parameters.
#
# Whoever derives a type from size by parameters finds none that exists (a model of 4 bits has 5.06 here), and whoever
# adds up shapes finds an honest count too high. Only the former stays the same at each width.
#
# Seen with numpy 2.4.6 on the CPU, one small Llama, groups of 64, values that are not quantised in 32 bits:
#   not quantised: total_parameters 180608, total_size 722432 (32.00 bits each), numbers in the file 180608
#   8 bits: total_parameters 180608, total_size 204288 (9.05 bits each), numbers in the file 51072
#   4 bits: total_parameters 180608, total_size 114176 (5.06 bits each), numbers in the file 28544
#   2 bits: total_parameters 180608, total_size 69120 (3.06 bits each), numbers in the file 17280
#   scales and biases of groups: 5632 numbers, in the size at each of these widths, in no count of parameters
# Ends with 1 where that is no longer so.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet mlx-lm==0.32.2 'mlx[cpu]==0.32.4' numpy==2.4.6

cat >"$folder/quantise.py" <<'PYTHON'
import contextlib
import json
import os
import sys

import mlx.core
from mlx_lm.models.llama import Model, ModelArgs
from mlx_lm.utils import quantize_model, save_model

folder = sys.argv[1]
settings = ModelArgs(model_type="llama", hidden_size=128, num_hidden_layers=1, intermediate_size=256,
                     num_attention_heads=4, rms_norm_eps=1e-5, vocab_size=128, tie_word_embeddings=True)
results, groups = [], set()
for bits in (None, 8, 4, 2):
    model = Model(settings)
    if bits:
        with contextlib.redirect_stdout(sys.stderr):
            model, _ = quantize_model(model, {}, 64, bits)
    save_model(folder, model)
    totals = json.load(open(os.path.join(folder, "model.safetensors.index.json")))["metadata"]
    tensors = mlx.core.load(os.path.join(folder, "model.safetensors"))
    parameters, size = totals["total_parameters"], totals["total_size"]
    numbers = sum(tensor.size for tensor in tensors.values())
    assert size == sum(tensor.nbytes for tensor in tensors.values())
    if bits:
        groups.add(sum(tensor.size for name, tensor in tensors.items() if name.endswith((".scales", ".biases"))))
    print(f"{f'{bits} bits' if bits else 'not quantised'}: total_parameters {parameters}, total_size {size} "
          f"({8 * size / parameters:.2f} bits each), numbers in the file {numbers}")
    results.append((parameters, size, numbers))

print(f"scales and biases of groups: {', '.join(map(str, groups))} numbers, in the size at each of these widths, in no "
      "count of parameters")
if results != [(180608, 722432, 180608), (180608, 204288, 51072), (180608, 114176, 28544),
               (180608, 69120, 17280)] or groups != {5632}:
    sys.exit("mlx-lm behaves otherwise by now")
PYTHON
"$folder/venv/bin/python" "$folder/quantise.py" "$folder/model" 2>"$folder/log" || { cat "$folder/log" >&2; exit 1; }
