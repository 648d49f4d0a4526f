"""Says for each message given as an argument, or on each line of standard input, ham or spam."""

import argparse
import sys
from pathlib import Path

from model import SpamClassifier, read_vocabulary


def main():
    here = Path(__file__).parent
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("message", nargs="*", help="one message; without any, standard input is read")
    parser.add_argument("--model", type=Path, default=here / "model.safetensors")
    parser.add_argument("--vocabulary", type=Path, default=here / "vocabulary.json")
    arguments = parser.parse_args()

    model = SpamClassifier(read_vocabulary(arguments.vocabulary))
    model.load(arguments.model)
    for message in arguments.message or (line.rstrip("\n") for line in sys.stdin):
        print(f"{model.label(message)}\t{message}")


if __name__ == "__main__":
    main()
