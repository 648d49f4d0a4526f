import einops
import acme_kernels.fused as fused
print(fused)
