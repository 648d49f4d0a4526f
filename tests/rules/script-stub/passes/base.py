from abc import ABC, abstractmethod


class Trainer(ABC):
    @abstractmethod
    def train(self):
        raise NotImplementedError("train must be implemented")
