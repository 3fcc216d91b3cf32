"""Log-densities, means and variances of likelihoods; see README.md.

The values are SciPy's where it has the distribution. The continuous Bernoulli is integrated numerically, and the discretized
logistic is a difference of distribution functions in 60 digits, since neither is there.
"""

from decimal import Decimal, getcontext

import numpy as np
import scipy
from scipy import integrate, stats

getcontext().prec = 60


def single(x):
    """The 32-bit float next to x: the tests' graphs cannot take another argument."""
    return float(np.float32(x))


def line(case, parameters, x, value):
    assert np.isfinite(value), (case, parameters, x)
    print(f"{case},{' '.join(repr(p) for p in parameters)},{x!r},{value:.16g}")


def student_t():
    for loc, log_scale, log_degrees in [(0, 0, 0), (0.5, -1, 1), (-2, 1.5, 2.5), (0, 0, -1), (1, 0.25, 9), (0, -3, 14)]:
        p = stats.t(np.exp(log_degrees), loc, np.exp(log_scale))
        for x in [-3, 0, 0.25, 1, 40]:
            line("student-t", (loc, log_scale, log_degrees), x, p.logpdf(x))
        if log_degrees >= 1:
            line("student-t mean", (loc, log_scale, log_degrees), 0, p.mean())
            line("student-t variance", (loc, log_scale, log_degrees), 0, p.var())


def beta():
    for log_alpha, log_beta in [(0, 0), (1, 0.5), (-1, -2), (3, 5), (6, 6), (-4, 2)]:
        p = stats.beta(np.exp(log_alpha), np.exp(log_beta))
        for x in [0.001, 0.25, 0.5, 0.7, 0.999]:
            x = single(x)
            line("beta", (log_alpha, log_beta), x, p.logpdf(x))
        line("beta mean", (log_alpha, log_beta), 0, p.mean())
        line("beta variance", (log_alpha, log_beta), 0, p.var())


def beta_binomial():
    throws = 255
    for log_alpha, log_beta in [(0, 0), (1, 0.5), (-1, -2), (3, 5), (8, 9), (10, -4), (-10, -10)]:
        p = stats.betabinom(throws, np.exp(log_alpha), np.exp(log_beta))
        for k in [0, 1, 31, 128, 254, 255]:
            line("beta-binomial", (log_alpha, log_beta), k / throws, p.logpmf(k))
        line("beta-binomial mean", (log_alpha, log_beta), 0, p.mean() / throws)
        line("beta-binomial variance", (log_alpha, log_beta), 0, p.var() / throws**2)


def poisson():
    for log_rate in [-5, -0.5, 1, 3, 6]:
        p = stats.poisson(np.exp(log_rate))
        for x in [0, 1, 2, 3, 7, 20, 400]:
            line("poisson", (log_rate,), x, p.logpmf(x))


def negative_binomial():
    for log_mean, log_theta in [(0, 0), (1, -3), (3, 2), (2, 8), (5, 0.5), (-3, 1)]:
        mean, theta = np.exp(log_mean), np.exp(log_theta)
        p = stats.nbinom(theta, theta / (theta + mean))
        for x in [0, 1, 2, 3, 7, 20, 400]:
            line("negative-binomial", (log_mean, log_theta), x, p.logpmf(x))
        line("negative-binomial mean", (log_mean, log_theta), 0, p.mean())
        line("negative-binomial variance", (log_mean, log_theta), 0, p.var())


def discretized_logistic():
    levels = 256
    half = Decimal(1) / (2 * (levels - 1))

    def cdf(x, loc, scale):
        return 1 / (1 + (-(x - Decimal(loc)) / scale).exp())

    for loc, log_scale in [(0.5, -3), (0.25, -5), (-0.5, -2), (1.5, -4.5), (0.75, 2), (0.125, -6)]:
        scale = Decimal(log_scale).exp()
        for k in [0, 1, 31, 64, 128, 254, 255]:
            x = Decimal(k) / (levels - 1)
            above = Decimal(1) if k == levels - 1 else cdf(x + half, loc, scale)
            below = Decimal(0) if k == 0 else cdf(x - half, loc, scale)
            # In 60 digits a difference of numbers near 1 still has those of any mass above 1e-40.
            if above - below > Decimal("1e-40"):
                line("discretized-logistic", (loc, log_scale), k / (levels - 1), float((above - below).ln()))


def continuous_bernoulli():
    for logit in [0, 1e-4, -0.01, 0.5, -0.99, 1.01, 4, -12, 30]:
        logit = single(logit)
        shift = max(logit, 0)

        def integral(f):
            return integrate.quad(lambda x: f(x) * np.exp(logit * x - shift), 0, 1, epsabs=0, epsrel=1e-12, limit=200)[0]

        total = integral(lambda x: 1)
        mean = integral(lambda x: x) / total
        for x in [0, 0.25, 0.5, 1]:
            line("continuous-bernoulli", (logit,), x, logit * x - shift - np.log(total))
        line("continuous-bernoulli mean", (logit,), 0, mean)
        line("continuous-bernoulli variance", (logit,), 0, integral(lambda x: (x - mean) ** 2) / total)


print(f"# SciPy {scipy.__version__}, NumPy {np.__version__}; tools/golden/likelihoods.py")
print("case,parameters,x,value")
student_t()
beta()
beta_binomial()
poisson()
negative_binomial()
discretized_logistic()
continuous_bernoulli()
