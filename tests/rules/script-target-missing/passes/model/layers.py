class Layer:
    size = 1
