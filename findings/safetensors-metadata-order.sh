#!/bin/sh
# safetensors 0.8.0: the same tensors with the same metadata are another file each time.
#
# Metadata of more than one key are written in the order of a hash map that every process seeds anew, and they are the
# first thing in the header. So a run that is deterministic down to the last weight, and its repetition, have files of
# equal length with different SHA-256: a digest tells that bytes differ, not that weights do. With one key (`format`, as
# the Transformers library writes it) the files are equal.
#
# Seen with numpy 2.4.6, 8 processes each:
#   one key: 1 digest
#   six keys: 7 or 8 digests, 1 length, equal tensors
# Ends with 1 where that is no longer so.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet safetensors==0.8.0 numpy==2.4.6

cat >"$folder/save.py" <<'PYTHON'
import sys

import numpy
from safetensors.numpy import save_file

keys = sys.argv[2].split(",")
tensors = {"embedding": numpy.arange(12, dtype=numpy.float32).reshape(3, 4), "norm": numpy.ones(4, numpy.float32)}
save_file(tensors, sys.argv[1], metadata={key: "said" for key in keys})
PYTHON

for run in 1 2 3 4 5 6 7 8; do
  "$folder/venv/bin/python" "$folder/save.py" "$folder/one-$run.safetensors" format
  "$folder/venv/bin/python" "$folder/save.py" "$folder/six-$run.safetensors" format,author,license,title,version,date
done

cat >"$folder/compare.py" <<'PYTHON'
import glob
import hashlib
import os
import sys

from safetensors.numpy import load_file

folder = sys.argv[1]


def look(pattern):
    paths = sorted(glob.glob(os.path.join(folder, pattern)))
    digests = {hashlib.sha256(open(path, "rb").read()).hexdigest() for path in paths}
    lengths = {os.path.getsize(path) for path in paths}
    tensors = {tuple((name, value.tobytes()) for name, value in sorted(load_file(path).items())) for path in paths}
    return len(digests), len(lengths), len(tensors)


one, six = look("one-*.safetensors"), look("six-*.safetensors")
print(f"one key: {one[0]} digest")
print(f"six keys: {six[0]} digests, {six[1]} length, {'equal' if six[2] == 1 else 'different'} tensors")
sys.exit(one != (1, 1, 1) or six[0] < 2 or six[1:] != (1, 1))
PYTHON
"$folder/venv/bin/python" "$folder/compare.py" "$folder"
