import model

for batch in model.batches("train.csv"):
    model.loss(batch).backward()
    model.step()
