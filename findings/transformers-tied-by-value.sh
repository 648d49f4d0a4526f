#!/bin/bash
# transformers 5.24.0 with torch 2.15.0: whether two matrices are tied is decided by their values, not by the
# configuration, and only until the vocabulary is resized.
#
# One would guess that `tie_word_embeddings: true` means one matrix, whatever else is in the file. But where a file
# holds an `lm_head.weight` of other values than the embedding, loading warns and keeps both. The configuration that is
# saved next still says tied, beside two matrices. `resize_token_embeddings` goes by the configuration: the embedding
# replaces the head that was loaded, and nothing is said.
#
# So the flag alone gives neither the number of parameters nor what runs, a head beside the flag is not a spare copy
# that may be dropped, and fine-tuning that adds a token can cost a release its trained head.
#
# Seen with numpy 2.4.6, all with `tie_word_embeddings: true`:
#   equal head: tied, 3632 parameters, 0 warnings, saved as 11 tensors, says tied: True
#   one number differs in its last bit: not tied, 4656 parameters, 1 warning, saved as 12 tensors, says tied: True
#   other head: not tied, 4656 parameters, 1 warning, saved as 12 tensors, says tied: True
#   other head, 8 more tokens: tied, head kept: False, 0 warnings
# Ends with 1 where that is no longer so.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet transformers==5.24.0 torch==2.15.0 numpy==2.4.6

cat >"$folder/tie.py" <<'PYTHON'
import json
import logging
import os
import sys

import torch
from safetensors.torch import load_file, save_file
from transformers import AutoModelForCausalLM, LlamaConfig, LlamaForCausalLM
from transformers.utils import logging as transformers_logging

folder = sys.argv[1]
warnings = []
handler = logging.Handler()
handler.emit = lambda record: warnings.append(record.getMessage())
transformers_logging.disable_progress_bar()
transformers_logging.disable_default_handler()
transformers_logging.add_handler(handler)

torch.manual_seed(0)
LlamaForCausalLM(LlamaConfig(
    vocab_size=64, hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2,
    bos_token_id=1, eos_token_id=2, tie_word_embeddings=False)).save_pretrained(folder)
weights, settings = os.path.join(folder, "model.safetensors"), os.path.join(folder, "config.json")
tensors = load_file(weights)
config = json.load(open(settings))
config["tie_word_embeddings"] = True
embedding, other = tensors["model.embed_tokens.weight"], tensors["lm_head.weight"]
nearly = embedding.clone()
nearly[63, 15] = torch.nextafter(nearly[63, 15], torch.tensor(9.0))


def load(head):
    save_file({**tensors, "lm_head.weight": head.clone()}, weights, {"format": "pt"})
    json.dump(config, open(settings, "w"))
    warnings.clear()
    return AutoModelForCausalLM.from_pretrained(folder)


def tied(model):
    return "tied" if model.lm_head.weight is model.model.embed_tokens.weight else "not tied"


def look(head):
    model = load(head)
    told = sum("NOT tie" in warning for warning in warnings)
    runs = torch.equal(model.lm_head.weight, head) and torch.equal(model.model.embed_tokens.weight, embedding)
    model.save_pretrained(os.path.join(folder, "again"))
    saved = load_file(os.path.join(folder, "again", "model.safetensors"))
    says = json.load(open(os.path.join(folder, "again", "config.json")))["tie_word_embeddings"]
    return runs, tied(model), model.num_parameters(), told, len(saved), says


results = {"equal head": look(embedding), "one number differs in its last bit": look(nearly), "other head": look(other)}
for name, (_, state, parameters, told, saved, says) in results.items():
    print(f"{name}: {state}, {parameters} parameters, {told} warning{'s' * (told != 1)}, saved as {saved} tensors, "
          f"says tied: {says}")

model = load(other)
warnings.clear()
model.resize_token_embeddings(72, mean_resizing=False)
resized = tied(model), torch.equal(model.lm_head.weight[:64], other), len(warnings)
print("other head, 8 more tokens: {}, head kept: {}, {} warnings".format(*resized))

untied = True, "not tied", 4656, 1, 12, True
if list(results.values()) != [(True, "tied", 3632, 0, 11, True), untied, untied] or resized != ("tied", False, 0):
    sys.exit("transformers behaves otherwise by now")
PYTHON
"$folder/venv/bin/python" -W ignore "$folder/tie.py" "$folder/model"
