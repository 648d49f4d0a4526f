import torch
from transformers.trainer import Trainer
from model.layers import Layer

Trainer(Layer()).train()
