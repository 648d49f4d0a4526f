"""Cleans data/messages.csv, splits it, and builds the vocabulary from the training split.

Writes prepared/train.csv, prepared/validation.csv, prepared/test.csv and vocabulary.json.
"""

import argparse
import json
from pathlib import Path

from configuration import read_configuration
from messages import read_messages, write_messages
from model import tokenize
from random_numbers import RandomNumbers


def clean(messages):
    """Runs of white space become one space; of messages that differ only in case, the first stays."""
    kept = {}
    for label, text in messages:
        text = " ".join(text.split())
        if text:
            kept.setdefault(text.lower(), (label, text))
    return list(kept.values())


def split(messages, settings):
    messages = list(messages)
    RandomNumbers(settings["split_seed"]).shuffle(messages)
    test = int(len(messages) * settings["test_share"])
    validation = test + int(len(messages) * settings["validation_share"])
    return {
        "test": messages[:test],
        "validation": messages[test:validation],
        "train": messages[validation:],
    }


def build_vocabulary(messages, minimum_count):
    """The tokens that stand in at least `minimum_count` messages, in alphabetical order."""
    counts = {}
    for _, text in messages:
        for token in set(tokenize(text)):
            counts[token] = counts.get(token, 0) + 1
    return sorted(token for token, count in counts.items() if count >= minimum_count)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=Path("config.yaml"))
    parser.add_argument("--messages", type=Path, default=Path("data/messages.csv"))
    parser.add_argument("--output", type=Path, default=Path("."), help="folder to write to")
    arguments = parser.parse_args()
    settings = read_configuration(arguments.config)

    raw = read_messages(arguments.messages)
    cleaned = clean(raw)
    splits = split(cleaned, settings)
    vocabulary = build_vocabulary(splits["train"], settings["minimum_count"])

    prepared = arguments.output / "prepared"
    prepared.mkdir(parents=True, exist_ok=True)
    for name, messages in splits.items():
        write_messages(prepared / f"{name}.csv", messages)
    with open(arguments.output / "vocabulary.json", "w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(vocabulary, indent=0) + "\n")

    sizes = ", ".join(f"{len(messages)} {name}" for name, messages in splits.items())
    print(f"{len(raw)} messages, {len(cleaned)} after cleaning: {sizes}")
    print(f"{len(vocabulary)} tokens in the vocabulary")


if __name__ == "__main__":
    main()
