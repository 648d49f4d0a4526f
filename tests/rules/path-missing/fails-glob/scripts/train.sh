python -m train
