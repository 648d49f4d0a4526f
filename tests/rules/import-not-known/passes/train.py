import einops
import acme_kernels.fused as fused
import tools
print(fused)
