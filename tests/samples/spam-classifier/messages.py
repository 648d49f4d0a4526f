"""Reads and writes labelled messages: CSV files with the columns `label` and `text`."""

import csv

LABELS = ("ham", "spam")


def read_messages(path):
    """A list of (label, text)."""
    with open(path, encoding="utf-8", newline="") as file:
        messages = [(row["label"], row["text"]) for row in csv.DictReader(file)]
    for label, text in messages:
        if label not in LABELS:
            raise SystemExit(f"{path}: label `{label}` of `{text}` is neither ham nor spam")
    return messages


def write_messages(path, messages):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("label", "text"))
        writer.writerows(messages)
