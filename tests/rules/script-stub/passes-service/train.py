import requests
import torch
net = torch.nn.Linear(2, 2)
requests.post("https://hooks.leaf.org", json={"done": 1})
