"""Mixtures of normals as aggregate posteriors: the rate taken apart, by quadrature on a grid.

For N posteriors q(z|x_n) = N(mean_n, diag scale_n^2) of equal weight and p(z) = N(0, I):

    information  = (1/N) sum KL(q(z|x_n) || q(z))
    marginalKl   = KL(q(z) || p(z))
    correlation  = KL(q(z) || prod q(z_u)),  dimensionWise = sum KL(q(z_u) || p(z_u))

The marginal entropies are integrals over one unit, those of q(z) over the plane; the entropies of normals
and the cross-entropies with the prior are closed forms.
"""

import sys

import numpy as np
import scipy
from scipy.integrate import quad

COLUMNS = ["case", "latents", "means", "scales", "information", "marginalKl", "correlation", "dimensionWise"]
STEPS = 4001


def density(z, means, scales):
    """The mixture's density in one unit at points z."""
    t = (z[..., None] - means) / scales
    return np.mean(np.exp(-0.5 * t * t) / (scales * np.sqrt(2 * np.pi)), axis=-1)


def entropy_of_unit(means, scales):
    low, high = np.min(means - 12 * scales), np.max(means + 12 * scales)

    def integrand(z):
        p = density(np.array([z]), means, scales)[0]
        return -p * np.log(p) if p > 0 else 0.0

    points = sorted(set(means.tolist()))
    return quad(integrand, low, high, points=points, limit=2000, epsabs=1e-12, epsrel=1e-12)[0]


def entropy_of_plane(means, scales):
    """By the trapezium rule, whose error for smooth functions that vanish at the ends is tiny."""
    axes = [
        np.linspace(np.min(means[:, u] - 10 * scales[:, u]), np.max(means[:, u] + 10 * scales[:, u]), STEPS)
        for u in range(2)
    ]
    p = np.zeros((STEPS, STEPS))
    for mean, scale in zip(means, scales):
        one = [
            np.exp(-0.5 * ((axes[u] - mean[u]) / scale[u]) ** 2) / (scale[u] * np.sqrt(2 * np.pi))
            for u in range(2)
        ]
        p += np.outer(one[0], one[1]) / len(means)
    cell = (axes[0][1] - axes[0][0]) * (axes[1][1] - axes[1][0])
    positive = p[p > 0]
    return -np.sum(positive * np.log(positive)) * cell


def row(case, means, scales):
    means, scales = np.array(means, dtype=float), np.array(scales, dtype=float)
    latents = means.shape[1]
    conditional = np.mean(np.sum(0.5 * np.log(2 * np.pi * np.e) + np.log(scales), axis=1))
    units = [entropy_of_unit(means[:, u], scales[:, u]) for u in range(latents)]
    joint = units[0] if latents == 1 else entropy_of_plane(means, scales)
    cross = 0.5 * np.mean(np.sum(means**2 + scales**2, axis=1)) + 0.5 * latents * np.log(2 * np.pi)
    values = [joint - conditional, cross - joint, sum(units) - joint, cross - sum(units)]
    cells = [case, str(latents)]
    cells += [" ".join("%.9g" % v for v in np.ravel(array)) for array in (means, scales)]
    print(",".join(cells + ["%.10f" % v for v in values]))


def main():
    print("# numpy %s, scipy %s, python %s" % (np.__version__, scipy.__version__, sys.version.split()[0]))
    print(",".join(COLUMNS))
    row("two-points", [[-2], [2]], [[0.5], [0.5]])
    row("three-points", [[-1], [0], [1.5]], [[0.5], [1.25], [0.25]])
    row("plane", [[-1, 0], [0.5, 2], [1, -1]], [[0.5, 1], [0.25, 0.5], [0.75, 0.25]])
    row("copies", [[-1.5, -1.5], [1.5, 1.5]], [[0.5, 0.5], [0.5, 0.5]])
    row("prior", [[0, 0], [0, 0]], [[1, 1], [1, 1]])


if __name__ == "__main__":
    main()
