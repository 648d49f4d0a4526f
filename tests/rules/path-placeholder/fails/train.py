# Train the model.
# Training code will be released soon.
