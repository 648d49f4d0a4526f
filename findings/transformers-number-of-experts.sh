#!/bin/bash
# transformers 5.24.0: the number of experts has two names; a file may say both, and the one that counts is not always
# the one that is saved.
#
# For Qwen3-MoE and OLMoE, `num_experts` and `num_local_experts` are one setting. One would guess that a configuration
# that is loaded and saved keeps the name it had, and that two different numbers are an error, or that the last one
# counts. But each architecture saves its own name whichever was read, and where both are in the file
# `num_local_experts` counts in either order and for both architectures, also for OLMoE, which saves the other name. The
# other number is gone from what is saved, and nothing is said.
#
# Whoever looks for `num_experts` alone finds it in a release and not in its copy that was merely loaded and saved, and
# may take the default of the architecture (128) instead; and a correct number may stand beside another that counts.
#
# Seen with numpy 2.4.6 and no torch; in the file, number that counts, saved:
#   qwen3_moe: num_experts=8: 8, num_local_experts=8
#   qwen3_moe: num_experts=8, num_local_experts=4: 4, num_local_experts=4
#   qwen3_moe: num_local_experts=4, num_experts=8: 4, num_local_experts=4
#   olmoe: num_local_experts=8: 8, num_experts=8
#   olmoe: num_experts=8, num_local_experts=4: 4, num_experts=4
#   olmoe: num_local_experts=4, num_experts=8: 4, num_experts=4
#   warnings: 0
# Ends with 1 where that is no longer so.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet transformers==5.24.0 numpy==2.4.6

cat >"$folder/experts.py" <<'PYTHON'
import json
import logging
import os
import sys
import warnings

from transformers import AutoConfig
from transformers.utils import logging as transformers_logging

folder = sys.argv[1]
names = "num_experts", "num_local_experts"
path = os.path.join(folder, "config.json")
os.makedirs(folder)
told = []
handler = logging.Handler()
handler.emit = lambda record: told.append(record.getMessage())
transformers_logging.disable_default_handler()
transformers_logging.add_handler(handler)
warnings.showwarning = lambda message, *_: told.append(str(message))


def look(kind, **numbers):
    json.dump({"model_type": kind, **numbers}, open(path, "w"))
    config = AutoConfig.from_pretrained(folder)
    counts = {config.num_experts, config.num_local_experts}
    config.save_pretrained(folder)
    saved = {name: value for name, value in json.load(open(path)).items() if name in names}

    def text(values):
        return ", ".join(f"{name}={value}" for name, value in values.items())

    print(f"{kind}: {text(numbers)}: {', '.join(map(str, counts))}, {text(saved)}")
    return counts, saved


own = {"qwen3_moe": "num_local_experts", "olmoe": "num_experts"}
as_seen = True
for kind, name in own.items():
    other = names[names[0] == name]
    as_seen &= look(kind, **{other: 8}) == ({8}, {name: 8})
    as_seen &= look(kind, num_experts=8, num_local_experts=4) == ({4}, {name: 4})
    as_seen &= look(kind, num_local_experts=4, num_experts=8) == ({4}, {name: 4})
print("warnings:", len(told))
if not as_seen or told:
    sys.exit("transformers behaves otherwise by now")
PYTHON
"$folder/venv/bin/python" "$folder/experts.py" "$folder/model" 2>"$folder/log" || { cat "$folder/log" >&2; exit 1; }
