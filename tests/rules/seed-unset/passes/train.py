import numpy as np
rng = np.random.default_rng(seed=7)
print(rng)
