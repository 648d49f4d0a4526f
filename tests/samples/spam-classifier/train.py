"""Trains the classifier on prepared/train.csv by stochastic gradient descent on the hinge loss.

Run prepare.py first. Writes model.safetensors, checkpoints/ and logs/training.jsonl. Only + - * /
and comparisons of 64-bit floats are used, which IEEE 754 rounds the same way everywhere, so that
the files come out the same, bit for bit, on every machine.
"""

import argparse
import json
from pathlib import Path

from configuration import read_configuration
from messages import read_messages
from model import SpamClassifier, accuracy, read_vocabulary
from random_numbers import RandomNumbers


def learn(model, batch, settings):
    """One step: decay the weights, then move along the mean gradient of the batch."""
    # Decided before any weight moves: which messages are on the wrong side, or too near to it.
    violations = [
        (features, target)
        for features, target in batch
        if target * model.score(features) < settings["margin"]
    ]
    keep = 1.0 - settings["learning_rate"] * settings["weight_decay"]
    model.weights = [weight * keep for weight in model.weights]
    step = settings["learning_rate"] / len(batch)
    for features, target in violations:
        model.bias += step * target
        for feature in features:
            model.weights[feature] += step * target


def mean_loss(model, examples, margin):
    total = 0.0
    for features, target in examples:
        total += max(0.0, margin - target * model.score(features))
    return total / len(examples)


def train(model, splits, settings, checkpoints, log):
    examples = [
        (model.features(text), 1.0 if label == "spam" else -1.0) for label, text in splits["train"]
    ]
    order = list(examples)
    numbers = RandomNumbers(settings["seed"])
    size = settings["batch_size"]
    for epoch in range(1, settings["epochs"] + 1):
        numbers.shuffle(order)
        for start in range(0, len(order), size):
            learn(model, order[start : start + size], settings)
        entry = {
            "epoch": epoch,
            "loss": round(mean_loss(model, examples, settings["margin"]), 6),
            "train_accuracy": round(accuracy(model, splits["train"]), 6),
            "validation_accuracy": round(accuracy(model, splits["validation"]), 6),
        }
        log.write(json.dumps(entry) + "\n")
        if epoch % settings["checkpoint_every"] == 0 and epoch < settings["epochs"]:
            model.save(checkpoints / f"epoch-{epoch:02}.safetensors", epoch)
    return entry


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=Path("config.yaml"))
    parser.add_argument(
        "--output", type=Path, default=Path("."), help="folder that prepare.py wrote to"
    )
    arguments = parser.parse_args()
    settings = read_configuration(arguments.config)
    output = arguments.output

    splits = {
        name: read_messages(output / "prepared" / f"{name}.csv") for name in ("train", "validation")
    }
    model = SpamClassifier(read_vocabulary(output / "vocabulary.json"))
    for folder in ("checkpoints", "logs"):
        (output / folder).mkdir(exist_ok=True)
    with open(output / "logs/training.jsonl", "w", encoding="utf-8", newline="\n") as log:
        last = train(model, splits, settings, output / "checkpoints", log)
    model.save(output / "model.safetensors", settings["epochs"])

    print(f"{len(model.weights) + 1} parameters, loss {last['loss']} after {last['epoch']} epochs")


if __name__ == "__main__":
    main()
