"""Measures model.safetensors on prepared/test.csv and writes results.json."""

import argparse
import json
from pathlib import Path

from messages import read_messages
from model import SpamClassifier, read_vocabulary


def count_outcomes(model, messages):
    """How often each (true label, predicted label) occurs."""
    outcomes = {}
    for label, text in messages:
        pair = (label, model.label(text))
        outcomes[pair] = outcomes.get(pair, 0) + 1
    return outcomes


def ratio(part, whole):
    return round(part / whole, 4) if whole else 0.0


def measure(model, messages):
    outcomes = count_outcomes(model, messages)
    caught = outcomes.get(("spam", "spam"), 0)
    missed = outcomes.get(("spam", "ham"), 0)
    false_alarms = outcomes.get(("ham", "spam"), 0)
    passed = outcomes.get(("ham", "ham"), 0)
    return {
        "split": "test",
        "messages": len(messages),
        "spam_caught": caught,
        "spam_missed": missed,
        "ham_passed": passed,
        "ham_blocked": false_alarms,
        "accuracy": ratio(caught + passed, len(messages)),
        "precision": ratio(caught, caught + false_alarms),
        "recall": ratio(caught, caught + missed),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--output", type=Path, default=Path("."), help="folder that train.py wrote to"
    )
    output = parser.parse_args().output

    model = SpamClassifier(read_vocabulary(output / "vocabulary.json"))
    model.load(output / "model.safetensors")
    results = measure(model, read_messages(output / "prepared/test.csv"))
    text = json.dumps(results, indent=2)
    with open(output / "results.json", "w", encoding="utf-8", newline="\n") as file:
        file.write(text + "\n")
    print(text)


if __name__ == "__main__":
    main()
