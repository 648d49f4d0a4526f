"""The model: a message is a set of tokens, each token has a weight, the sum decides.

score = bias + sum of the weights of the known tokens in the message; above 0 is spam.
"""

import json
import re

from safetensors_file import read_tensors, write_tensors

NAME = "spam-classifier"
VERSION = "1.0.0"

TOKEN = re.compile(
    r"(?P<link>https?://\S+)|(?P<number>[0-9]+(?:[.:][0-9]+)*)|(?P<word>[A-Za-z]+)|(?P<sign>[!?%])"
)


def tokenize(text):
    """`WIN 100 now! http://a.example` -> win <shout> <number> now ! <link>"""
    tokens = []
    for match in TOKEN.finditer(text):
        found = match.group()
        if match.lastgroup == "word":
            tokens.append(found.lower())
            if len(found) > 2 and found.isupper():
                tokens.append("<shout>")
        elif match.lastgroup == "sign":
            tokens.append(found)
        else:
            tokens.append(f"<{match.lastgroup}>")
    return tokens


class SpamClassifier:
    def __init__(self, vocabulary):
        self.index = {token: number for number, token in enumerate(vocabulary)}
        self.weights = [0.0] * len(vocabulary)
        self.bias = 0.0

    def features(self, text):
        """The places of the known tokens, each once, in rising order."""
        return sorted({self.index[token] for token in tokenize(text) if token in self.index})

    def score(self, features):
        # A plain loop, because sum() of floats rounds differently from Python 3.12 on.
        total = self.bias
        for feature in features:
            total += self.weights[feature]
        return total

    def label(self, text):
        return "spam" if self.score(self.features(text)) > 0.0 else "ham"

    def save(self, path, epoch):
        tensors = {
            "bias": ([1], [self.bias]),
            "weights": ([len(self.weights)], self.weights),
        }
        write_tensors(path, tensors, {"model": NAME, "version": VERSION, "epoch": str(epoch)})

    def load(self, path):
        tensors = read_tensors(path)
        shape, weights = tensors["weights"]
        if shape != [len(self.weights)]:
            raise SystemExit(
                f"{path}: {shape[0]} weights for a vocabulary of {len(self.weights)} tokens"
            )
        self.weights = weights
        self.bias = tensors["bias"][1][0]


def accuracy(model, messages):
    right = 0
    for label, text in messages:
        right += model.label(text) == label
    return right / len(messages)


def read_vocabulary(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)
