"""Ratios of modified Bessel functions for the von Mises-Fisher distribution, in 60 digits.

I_nu(k) = (k/2)^nu / Gamma(nu+1) * sum_j (k^2/4)^j / (j! (nu+1)_j), a series of positive terms, so that
no digit cancels. Where scipy.special.ive does not underflow, it must agree.
"""

import math
from decimal import Decimal, getcontext

import numpy
import scipy
from scipy.special import gammaln, ive

getcontext().prec = 60

DIMENSIONS = [2, 3, 4, 5, 10, 11, 33, 50, 101, 200, 500]
KAPPAS = [1e-3, 0.03125, 0.5, 1.0, 3.0, 10.0, 50.0, 250.0, 1500.0, 1e4]


def series(order, kappa):
    """Returns I_order(kappa) but for its factor (kappa/2)^order / Gamma(order + 1)."""
    quarter = kappa * kappa / 4
    term = total = Decimal(1)
    j = 0
    while term > total * Decimal(10) ** -55:
        j += 1
        term = term * quarter / (j * (order + j))
        total += term
    return total


def check(dimension, kappa, log_moment):
    """Compares with scipy where its value is a normal number."""
    order = dimension / 2 - 1
    scaled = ive(order, float(kappa))
    if scaled > 1e-290:
        other = math.log(scaled) + float(kappa) - order * math.log(float(kappa) / 2) + gammaln(order + 1)
        assert abs(other - float(log_moment)) < 1e-11 * (1 + abs(other) + 10 * order), (dimension, kappa)


print(f"# Python decimal, {getcontext().prec} digits; checked with scipy {scipy.__version__}")
print("case,dimension,kappa,value")
for dimension in DIMENSIONS:
    for number in KAPPAS:
        kappa = Decimal(float(numpy.float32(number)))
        order = Decimal(dimension) / 2 - 1
        below = series(order, kappa)
        log_moment = below.ln()
        check(dimension, kappa, log_moment)
        resultant = kappa / dimension * series(order + 1, kappa) / below
        values = {
            "deficit": kappa - log_moment,
            "deficit-slope": 1 - resultant,
            "resultant": resultant,
            "resultant-slope": 1 - resultant**2 - (dimension - 1) / kappa * resultant,
            "divergence": kappa * resultant - log_moment,
        }
        for case, value in values.items():
            print(f"{case},{dimension},{float(kappa)!r},{value:.17e}")
