"""Log-densities of scipy.stats, and divergences of normals by numpy's inverses and determinants."""

import sys

import numpy as np
import scipy
from scipy import stats

COLUMNS = ["case", "x", "loc", "scale", "factor", "locP", "scaleP", "factorP", "value"]


def numbers(values):
    return " ".join("%.9g" % v for v in np.ravel(values))


def row(case, value, **fields):
    cells = {name: numbers(array) for name, array in fields.items()}
    cells.update(case=case, value="%.12g" % value)
    print(",".join(cells.get(column, "") for column in COLUMNS))


def single(array):
    """The value that a 32-bit float holds, so that both programs see the same numbers."""
    return np.asarray(array, dtype=np.float32).astype(np.float64)


def lower_triangular(rng, d, spread):
    factor = np.tril(rng.normal(0, spread, (d, d)), -1)
    return single(factor + np.diag(np.exp(rng.normal(0, spread / 2, d))))


def kl(mean_q, cov_q, mean_p, cov_p):
    precision = np.linalg.inv(cov_p)
    difference = mean_q - mean_p
    log_ratio = np.linalg.slogdet(cov_p)[1] - np.linalg.slogdet(cov_q)[1]
    return 0.5 * (
        np.trace(precision @ cov_q)
        + difference @ precision @ difference
        - len(mean_q)
        + log_ratio
    )


def main():
    rng = np.random.RandomState(20240229)
    print("# scipy %s, numpy %s, python %s" % (scipy.__version__, np.__version__, sys.version.split()[0]))
    print(",".join(COLUMNS))
    for family, density in (("laplace", stats.laplace), ("logistic", stats.logistic)):
        for d, reach in ((1, 1), (3, 1), (4, 30)):
            x, loc = single(rng.normal(0, reach, d)), single(rng.normal(0, 1, d))
            scale = single(np.exp(rng.normal(0, 0.7, d)))
            row(family, density.logpdf(x, loc, scale).sum(), x=x, loc=loc, scale=scale)
    for d, spread in ((1, 0.5), (2, 0.5), (5, 0.5), (3, 1.5)):
        x, loc = single(rng.normal(0, 1, d)), single(rng.normal(0, 1, d))
        factor = lower_triangular(rng, d, spread)
        value = stats.multivariate_normal.logpdf(x, loc, factor @ factor.T)
        row("full-normal", value, x=x, loc=loc, factor=factor)
    for d, r, spread in ((1, 1, 0.5), (2, 1, 1), (5, 2, 1), (4, 3, 10), (2, 4, 1)):
        x, loc = single(rng.normal(0, 1, d)), single(rng.normal(0, 1, d))
        scale = single(np.exp(rng.normal(0, 0.5, d)))
        factor = single(rng.normal(0, spread, (d, r)))
        cov = np.diag(scale**2) + factor @ factor.T
        value = stats.multivariate_normal.logpdf(x, loc, cov)
        row("low-rank-normal", value, x=x, loc=loc, scale=scale, factor=factor)
        loc_p, scale_p = single(rng.normal(0, 1, d)), single(np.exp(rng.normal(0, 0.5, d)))
        value = kl(loc, cov, loc_p, np.diag(scale_p**2))
        row("kl-low-rank-diagonal", value, loc=loc, scale=scale, factor=factor, locP=loc_p, scaleP=scale_p)
    for d, spread in ((1, 0.5), (2, 0.5), (5, 0.5), (3, 1)):
        loc, loc_p = single(rng.normal(0, 1, d)), single(rng.normal(0, 1, d))
        factor, factor_p = lower_triangular(rng, d, spread), lower_triangular(rng, d, spread)
        scale, scale_p = single(np.exp(rng.normal(0, 0.5, (2, d))))
        full, full_p = factor @ factor.T, factor_p @ factor_p.T
        diagonal, diagonal_p = np.diag(scale**2), np.diag(scale_p**2)
        row("kl-full-diagonal", kl(loc, full, loc_p, diagonal_p), loc=loc, factor=factor, locP=loc_p, scaleP=scale_p)
        row("kl-full-full", kl(loc, full, loc_p, full_p), loc=loc, factor=factor, locP=loc_p, factorP=factor_p)
        row("kl-diagonal-full", kl(loc, diagonal, loc_p, full_p), loc=loc, scale=scale, locP=loc_p, factorP=factor_p)


if __name__ == "__main__":
    main()
