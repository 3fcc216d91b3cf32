"""Pareto k of importance weights, and fits of the generalized Pareto distribution, by ArviZ.

The log-weights are given by a formula, -shape log(1 - u_i) + wave sin(i) with u_i the fraction of i times
the golden section, i = 1 ... draws, so that tests need no list of them; those of a fit are the sorted
exceedances sigma ((1 - u_i)^-shape - 1) / shape themselves.

Debian has no package of ArviZ: pip install arviz
"""

import warnings

import numpy

warnings.simplefilter("ignore")

import arviz
from arviz.stats.stats import _gpdfit

GOLDEN_SECTION = 0.6180339887498949


def uniforms(draws):
    return numpy.mod(numpy.arange(1, draws + 1) * GOLDEN_SECTION, 1.0)


print(f"# Python arviz {arviz.__version__}, numpy {numpy.__version__}")
print("case,draws,shape,wave,value")
for draws in (25, 30, 100, 1000, 5000):
    for shape in (-0.5, 0.2, 0.5, 0.7, 1.0, 3.0):
        for wave in (0.0, 0.5):
            log_weights = -shape * numpy.log1p(-uniforms(draws)) + wave * numpy.sin(numpy.arange(1, draws + 1))
            _, k = arviz.psislw(log_weights, reff=1.0)
            print(f"tail,{draws},{shape},{wave},{float(k):.17e}")
for draws in (5, 6, 20, 63, 400):
    for shape in (-0.4, 0.1, 0.5, 0.9, 2.0):
        sigma = 2.5
        exceedances = numpy.sort(sigma * numpy.expm1(-shape * numpy.log1p(-uniforms(draws))) / shape)
        k, scale = _gpdfit(exceedances)
        # Without the prior of k, which belongs to the tails of importance weights.
        print(f"fit-shape,{draws},{shape},0.0,{(k * (draws + 10) - 5) / draws:.17e}")
        print(f"fit-scale,{draws},{shape},0.0,{scale:.17e}")
