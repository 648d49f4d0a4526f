"""Training of the model: data in, weights out, with checkpoints on the way and a log of each step."""
import argparse

import torch


def train(arguments):
    # the loop
    raise NotImplementedError("Training pipeline has not been implemented yet.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--learning-rate", type=float)
    parser.add_argument("--epochs", type=int)
    train(parser.parse_args())
