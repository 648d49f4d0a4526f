from acme_kernels import fused, 
from acme_kernels import 
from . import
import 
import , 
print(1)
