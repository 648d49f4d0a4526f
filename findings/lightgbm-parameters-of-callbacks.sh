#!/bin/sh
# LightGBM 4.7.0: the parameters that a model file records are not those that it was trained with, where callbacks set
# them.
#
# A model's text ends with a section `parameters`. What the callbacks `early_stopping` and `reset_parameter` do is not
# in it as it was: early stopping is recorded as off, `num_iterations` is what was asked for and not how many trees there
# are, and `learning_rate` is the value of the last round that was tried, not the first and not one of the tree that was
# kept. Early stopping given as a parameter is recorded. Whoever holds a stated learning rate against the model file
# finds an honest statement wrong.
#
# Seen with numpy 2.4.6; asked for: 50 rounds, early stopping after 2, learning rates 0.3, 0.27, 0.243, ...
#   by callback: early_stopping_round 0, num_iterations 50, learning_rate 0.243, trees 1
#   by parameter: early_stopping_round 2, num_iterations 50, trees 1
# Ends with 1 where that is no longer so.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet lightgbm==4.7.0 numpy==2.4.6

cat >"$folder/train.py" <<'PYTHON'
import re
import sys

import lightgbm
import numpy

x = numpy.random.default_rng(0).normal(size=(200, 3))
y = x[:, 0]
training, other = lightgbm.Dataset(x, y), lightgbm.Dataset(x[:50], -y[:50])


def recorded(parameters, callbacks):
    path = sys.argv[1]
    model = lightgbm.train({"verbose": -1, **parameters}, training, num_boost_round=50, valid_sets=[other],
                           callbacks=callbacks)
    model.save_model(path)
    text = open(path).read()
    values = dict(re.findall(r"^\[(\w+): (.*)\]$", text, re.MULTILINE))
    return values, text.count("\nTree=")


stop = lightgbm.early_stopping(2, verbose=False)
decay = lightgbm.reset_parameter(learning_rate=lambda round: 0.3 * 0.9**round)
called, trees = recorded({}, [stop, decay])
stated, trees_stated = recorded({"early_stopping_round": 2}, [])
print("by callback: early_stopping_round {early_stopping_round}, num_iterations {num_iterations}, "
      "learning_rate {learning_rate}, trees".format(**called), trees)
print("by parameter: early_stopping_round {early_stopping_round}, num_iterations {num_iterations}, "
      "trees".format(**stated), trees_stated)
sys.exit((called["early_stopping_round"], called["num_iterations"], called["learning_rate"], trees)
         != ("0", "50", "0.243", 1) or (stated["early_stopping_round"], stated["num_iterations"], trees_stated)
         != ("2", "50", 1))
PYTHON
"$folder/venv/bin/python" "$folder/train.py" "$folder/model.txt"
