#!/bin/bash
# keras 3.15.1 with tensorflow-cpu 2.21.0: an exported model holds each variable twice, the second time in another order
# on each run.
#
# `model.export` writes a SavedModel. One would guess that its checkpoint holds each variable once and comes out equal
# for equal weights. But each is stored as `variables/N` and again as `_all_variables/N`, and the second N comes from a
# set of objects, so it goes by their addresses in memory. The numbers of the first are those of `model.weights`.
#
# So a count over the checkpoint gives twice the parameters, its size twice the weights, and the same key of
# `_all_variables` is another weight in another export: neither a digest nor a comparison key by key says that two
# exports hold different weights. Compare `variables` only.
#
# Seen with numpy 2.4.6, 6 processes, weights from one seed:
#   the model: 90 parameters in 8 variables
#   the checkpoint: 180 numbers under 16 keys
#   variables: the weights of the model in 6 of 6, 1 content
#   _all_variables: a permutation of them in 6 of 6, 6 orders
#   file of the data: 6 digests, 1 length
# Ends with 1 where that is no longer so.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 tensorflow-cpu==2.21.0 numpy==2.4.6

cat >"$folder/export.py" <<'PYTHON'
import hashlib
import json
import sys

import keras
import numpy
import tensorflow

path = sys.argv[1]
layers = keras.layers
model = keras.Sequential([keras.Input((4,)), layers.Dense(8), layers.BatchNormalization(), layers.Dense(2)])
draw = numpy.random.default_rng(0)
model.set_weights([draw.normal(size=weight.shape).astype("float32") for weight in model.weights])
model.export(path, verbose=False)


def digest(array):
    return hashlib.sha256(numpy.ascontiguousarray(array).tobytes()).hexdigest()


checkpoint = tensorflow.train.load_checkpoint(path + "/variables/variables")
stored = {key: checkpoint.get_tensor(key) for key in checkpoint.get_variable_to_shape_map()
          if key.endswith("VARIABLE_VALUE")}


def content(group):
    return [digest(stored[key]) for key in sorted(stored) if key.startswith(group + "/")]


data = open(path + "/variables/variables.data-00000-of-00001", "rb").read()
print(json.dumps({
    "own": [digest(weight) for weight in model.get_weights()], "parameters": model.count_params(),
    "keys": len(stored), "numbers": sum(array.size for array in stored.values()), "first": content("variables"),
    "second": content("_all_variables"), "data": hashlib.sha256(data).hexdigest(), "length": len(data)}))
PYTHON

for run in 1 2 3 4 5 6; do
  TF_CPP_MIN_LOG_LEVEL=3 CUDA_VISIBLE_DEVICES='' "$folder/venv/bin/python" "$folder/export.py" "$folder/$run" \
    >"$folder/$run.json" 2>"$folder/log" || { cat "$folder/log" >&2; exit 1; }
done

cat >"$folder/compare.py" <<'PYTHON'
import json
import sys

runs = [json.loads(open(path).read().splitlines()[-1]) for path in sys.argv[1:]]


def different(key):
    return len({json.dumps(run[key]) for run in runs})


run = runs[0]
same = sum(run["first"] == run["own"] for run in runs)
permuted = sum(sorted(run["second"]) == sorted(run["own"]) for run in runs)
print(f"the model: {run['parameters']} parameters in {len(run['own'])} variables")
print(f"the checkpoint: {run['numbers']} numbers under {run['keys']} keys")
print(f"variables: the weights of the model in {same} of {len(runs)}, {different('first')} content")
print(f"_all_variables: a permutation of them in {permuted} of {len(runs)}, {different('second')} orders")
print(f"file of the data: {different('data')} digests, {different('length')} length")
if ((run["parameters"], run["numbers"], len(run["own"]), run["keys"]) != (90, 180, 8, 16)
        or (same, permuted) != (len(runs), len(runs)) or different("first") != 1 or different("length") != 1
        or different("second") < 2 or different("data") < 2):
    sys.exit("keras behaves otherwise by now")
PYTHON
"$folder/venv/bin/python" "$folder/compare.py" "$folder"/[1-6].json
