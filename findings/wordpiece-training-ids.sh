#!/bin/sh
# tokenizers 0.23.3: a WordPiece tokenizer that is trained again has the same tokens with other ids.
#
# Text, settings and their order are the same, one thread trains, nothing is drawn at random and there is no seed to set.
# The letters that continue a word (`##a`, `##b`, ...) get their ids in the order of a hash map that each process seeds
# anew. A text is split alike and encoded differently: weights that were trained with one of the tokenizers are of no use
# with the other, so the text and the script that trained a tokenizer do not stand for its file. BPE comes out equal.
#
# Seen, 4 processes each, on 2,000 lines made from a fixed seed:
#   BPE: 1 set of tokens, 1 numbering
#   WordPiece: 1 set of tokens, 4 numberings, 1 way to split a line
# Ends with 1 where that is no longer so.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet tokenizers==0.23.3

cat >"$folder/train.py" <<'PYTHON'
import json
import random
import sys

from tokenizers import Tokenizer, models, pre_tokenizers, trainers

draw = random.Random(0)
words = ["".join(draw.choice("abcdefgh") for _ in range(draw.randint(2, 7))) for _ in range(2000)]
lines = [" ".join(draw.choice(words) for _ in range(12)) for _ in range(2000)]


def train(model, trainer):
    tokenizer = Tokenizer(model)
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.train_from_iterator(lines, trainer)
    return {"ids": tokenizer.get_vocab(), "split": tokenizer.encode(lines[0]).tokens}


settings = {"vocab_size": 500, "show_progress": False}
print(json.dumps({"BPE": train(models.BPE(), trainers.BpeTrainer(**settings)),
                  "WordPiece": train(models.WordPiece(), trainers.WordPieceTrainer(**settings))}))
PYTHON

for run in 1 2 3 4; do
  TOKENIZERS_PARALLELISM=false RAYON_NUM_THREADS=1 "$folder/venv/bin/python" "$folder/train.py" >"$folder/$run.json"
done

cat >"$folder/compare.py" <<'PYTHON'
import json
import sys

runs = [json.load(open(path)) for path in sys.argv[1:]]
counts = {}
for kind in ("BPE", "WordPiece"):
    tokens = {frozenset(run[kind]["ids"]) for run in runs}
    ids = {frozenset(run[kind]["ids"].items()) for run in runs}
    splits = {tuple(run[kind]["split"]) for run in runs}
    counts[kind] = len(tokens), len(ids), len(splits)
print("BPE: {} set of tokens, {} numbering".format(*counts["BPE"]))
print("WordPiece: {} set of tokens, {} numberings, {} way to split a line".format(*counts["WordPiece"]))
tokens, ids, splits = counts["WordPiece"]
sys.exit(counts["BPE"] != (1, 1, 1) or tokens != 1 or ids < 2 or splits != 1)
PYTHON
"$folder/venv/bin/python" "$folder/compare.py" "$folder"/[1-4].json
