"""Quantiles of the standard normal distribution, by SciPy."""
import scipy
from scipy.special import ndtri

PROBABILITIES = [1e-300, 1e-20, 1e-12, 1e-5, 0.01, 0.074, 0.076, 0.125, 0.25, 0.375, 0.5, 0.7, 0.9, 0.926, 0.999]

print(f"# SciPy {scipy.__version__}, tools/golden/quantiles.py")
print("case,probability,value")
for p in PROBABILITIES:
    print(f"normal,{p!r},{float(ndtri(p))!r}")
