import torch, tensorflow
print(torch)
