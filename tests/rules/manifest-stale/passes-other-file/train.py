import model
model.train(0.2)
