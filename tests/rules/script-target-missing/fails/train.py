from model.layers import Layer
from model.trainer import fit

fit(Layer())
