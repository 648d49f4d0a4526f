import numpy as np
weights = np.random.randn(3)
print(weights)
