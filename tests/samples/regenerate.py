#!/usr/bin/env python3
"""Rebuilds the spam classifier with the commands of its own manifest and compares every byte.

Copies data and scripts to a temporary folder, runs there what TRANSPARENCY.yaml says, and expects the
committed weights, checkpoints, logs and results. Exits with 1 and names the files that differ.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SAMPLE = Path(__file__).resolve().parent / "spam-classifier"
MADE_FOLDERS = ("prepared", "checkpoints", "logs")
MADE_FILES = ("vocabulary.json", "model.safetensors", "results.json")
SECTIONS = ("preprocessing", "training", "evaluation")  # in the order in which they have to run


def fail(message):
    raise SystemExit(f"regenerate: {message}")


def section_commands(manifest, section):
    """The one-line `command:` or `x-command:` values below a top-level key."""
    match = re.search(rf"^{section}:\n((?:[ #].*\n|\n)*)", manifest, re.MULTILINE)
    found = re.findall(r"^ +(?:x-)?command: (.*)$", match.group(1), re.MULTILINE) if match else []
    commands = [shlex.split(command, comments=True) for command in found]
    if not commands:
        fail(f"TRANSPARENCY.yaml has no command in `{section}`")
    for command in commands:
        if command[0] != "python3":
            fail(f"`{' '.join(command)}` does not start with `python3`")
    return commands


def made_files(folder):
    """What the commands write, relative to the folder."""
    files = {name for name in MADE_FILES if (folder / name).is_file()}
    for made in MADE_FOLDERS:
        paths = (path for path in (folder / made).rglob("*") if path.is_file())
        files |= {path.relative_to(folder).as_posix() for path in paths}
    return files


def all_files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def copy_inputs(folder):
    shutil.copytree(
        SAMPLE, folder, ignore=shutil.ignore_patterns(*MADE_FOLDERS, *MADE_FILES, "__pycache__")
    )


def run_python(command, folder, hash_seed):
    environment = dict(os.environ, PYTHONHASHSEED=hash_seed, PYTHONDONTWRITEBYTECODE="1")
    done = subprocess.run(
        [sys.executable, *command[1:]],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
        timeout=300,
    )
    if done.returncode != 0:
        fail(f"`{' '.join(command)}` ended with {done.returncode}:\n{done.stdout}")
    return done.stdout


def build(folder, commands, hash_seed):
    """Runs all commands; returns what they wrote."""
    before = all_files(folder)
    if made_files(folder):
        fail(f"the copy already holds {sorted(made_files(folder))}")
    for command in commands:
        run_python(command, folder, hash_seed)
    return all_files(folder) - before


def differences(folder, made):
    expected = made_files(SAMPLE)
    lines = [f"{name}: committed, and not written again" for name in sorted(expected - made)]
    lines += [f"{name}: written, and not committed" for name in sorted(made - expected)]
    for name in sorted(expected & made):
        if (folder / name).read_bytes() != (SAMPLE / name).read_bytes():
            lines.append(f"{name}: differs from the committed file")
    return lines


def perturb_seed(folder):
    config = folder / "config.yaml"
    text = config.read_text(encoding="utf-8")
    changed = re.sub(r"^seed: (\d+)", lambda m: f"seed: {int(m[1]) + 1}", text, flags=re.MULTILINE)
    if changed == text:
        fail("config.yaml has no `seed`")
    config.write_text(changed, encoding="utf-8")


def main():
    manifest = (SAMPLE / "TRANSPARENCY.yaml").read_text(encoding="utf-8")
    commands = [command for name in SECTIONS for command in section_commands(manifest, name)]
    with tempfile.TemporaryDirectory() as temporary:
        for hash_seed in ("1", "4242"):
            folder = Path(temporary) / f"hash-seed-{hash_seed}"
            copy_inputs(folder)
            made = build(folder, commands, hash_seed)
            lines = differences(folder, made)
            if lines:
                fail("not reproduced:\n  " + "\n  ".join(lines))

        (inference,) = section_commands(manifest, "model")
        if not run_python(inference, folder, "0").startswith("spam\t"):
            fail("the inference command of TRANSPARENCY.yaml does not say `spam`")

        # Another seed has to be noticed, or the comparison above proves nothing.
        folder = Path(temporary) / "other-seed"
        copy_inputs(folder)
        perturb_seed(folder)
        lines = differences(folder, build(folder, commands, "1"))
        if not any(line.startswith("model.safetensors: differs") for line in lines):
            fail("another seed gave the same weights")
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"{len(made)} files reproduced byte for byte with Python {version}")


if __name__ == "__main__":
    main()
