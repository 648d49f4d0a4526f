import torch
print(torch)
