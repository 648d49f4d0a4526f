"""A random number generator of our own: the same numbers in every version of Python."""


class RandomNumbers:
    """64-bit linear congruential generator with Knuth's MMIX constants."""

    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        """A whole number from 0 to limit - 1. The high bits are used, the low ones repeat early."""
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 32) * limit >> 32

    def shuffle(self, items):
        for last in range(len(items) - 1, 0, -1):
            other = self.below(last + 1)
            items[last], items[other] = items[other], items[last]
