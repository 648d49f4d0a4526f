import torch
from torch import nn

net = nn.Linear(4, 1)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
for rows, goal in torch.load("rows.pt"):
    loss = (net(rows) - goal).square().mean()
    loss.backward()
    optimizer.step()
print("loss", loss.item())
torch.save(net.state_dict(), "net.pt")
