#!/bin/bash
# torch 2.15.0 with onnxscript 0.7.2: the initialisers of an exported ONNX model are not the parameters of the model.
#
# One would guess that each parameter becomes one initialiser with its name, its shape and its values. But
# - parameters of up to 1,024 numbers with one shape and equal values become one, named after the first: weights of 1 and
#   biases of 0 that were never trained, until training makes them differ;
# - the weight of a linear layer may be stored transposed, as `val_0`;
# - constants of the graph (shapes, axes, indices) are initialisers as well.
# So the sum over the initialisers can be below or above the number of parameters, or equal to it by chance, it depends
# on the values and not only on the architecture, and names do not tell which weights are missing.
#
# Seen with onnx 1.23.2 and numpy 2.4.6; parameters of the model, numbers in the initialisers:
#   two linear layers, two norms, as made: 8 tensors of 176, 6 initialisers of 160
#   the same, each number moved: 8 tensors of 176, 8 initialisers of 176
#   two norms over 1024, as made: 4 tensors of 4096, 2 initialisers of 2048
#   two norms over 1025, as made: 4 tensors of 4100, 4 initialisers of 4100
#   one layer of a transformer, each number moved: 12 tensors of 2224, 24 initialisers of 2250, 12 of them constants
#     of the 12 tensors, 9 have their name and 3 are found transposed under another
# Ends with 1 where that is no longer so.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.15.0 onnx==1.23.2 onnxscript==0.7.2 numpy==2.4.6

cat >"$folder/export.py" <<'PYTHON'
import sys

import numpy
import onnx
import torch
from torch import nn

path = sys.argv[1]


def initialisers(model, example):
    torch.onnx.export(model, (example,), path, dynamo=True, verbose=False)
    return {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in onnx.load(path).graph.initializer}


def moved(model):
    torch.manual_seed(1)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter += torch.rand_like(parameter)
    return model


def look(name, model, example):
    model.eval()
    own = {key: value.detach().numpy() for key, value in model.named_parameters()}
    found = initialisers(model, example)
    counts = len(own), sum(value.size for value in own.values()), len(found), sum(v.size for v in found.values())
    print("{}: {} tensors of {}, {} initialisers of {}".format(name, *counts), end="")
    return own, found, counts


def small():
    return nn.Sequential(nn.Linear(8, 8), nn.LayerNorm(8), nn.Linear(8, 8), nn.LayerNorm(8))


def norms(width):
    return nn.Sequential(nn.LayerNorm(width), nn.LayerNorm(width))


torch.manual_seed(0)
results = []
for name, model, width in [("two linear layers, two norms, as made", small(), 8),
                           ("the same, each number moved", moved(small()), 8),
                           ("two norms over 1024, as made", norms(1024), 1024),
                           ("two norms over 1025, as made", norms(1025), 1025)]:
    results.append(look(name, model, torch.zeros(2, width))[2])
    print()

layer = moved(nn.TransformerEncoderLayer(16, 2, 32, batch_first=True))
own, found, counts = look("one layer of a transformer, each number moved", layer, torch.zeros(2, 5, 16))
named = [key for key, value in own.items() if key in found and numpy.array_equal(found[key], value)]
turned = [key for key, value in own.items()
          if key not in found and any(numpy.array_equal(other, value.T) for other in found.values())]
constants = len(found) - len(named) - len(turned)
print(f", {constants} of them constants\n  of the {len(own)} tensors, {len(named)} have their name and {len(turned)} "
      "are found transposed under another")
results.append(counts + (constants, len(named), len(turned)))

if results != [(8, 176, 6, 160), (8, 176, 8, 176), (4, 4096, 2, 2048), (4, 4100, 4, 4100),
               (12, 2224, 24, 2250, 12, 9, 3)]:
    sys.exit("the exporter behaves otherwise by now")
PYTHON
"$folder/venv/bin/python" -W ignore "$folder/export.py" "$folder/model.onnx" 2>"$folder/log" ||
  { cat "$folder/log" >&2; exit 1; }
