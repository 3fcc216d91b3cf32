"""Precision, recall, density, coverage and Frechet distances of point sets, by scikit-learn and SciPy.

The points are those of ManifoldsTest and FrechetDistanceTest: functions of their number.
"""
import numpy as np
import scipy
import sklearn
from scipy.linalg import sqrtm
from sklearn.metrics import pairwise_distances
from sklearn.neighbors import NearestNeighbors


def points(n, d, a, b, shift, scale):
    i = np.arange(n)[:, None]
    j = np.arange(d)[None, :]
    return shift + scale * (np.sin(a * (i + 1) * (j + 1)) + 0.5 * np.cos(b * (i + 1) + j))


def prdc(real, fake, k):
    def radii(x):
        return NearestNeighbors(n_neighbors=k + 1).fit(x).kneighbors(x)[0][:, k]
    between = pairwise_distances(real, fake)
    in_real = between < radii(real)[:, None]
    in_fake = between < radii(fake)[None, :]
    return {"precision": in_real.any(0).mean(), "recall": in_fake.any(1).mean(),
            "density": in_real.sum(0).mean() / k, "coverage": in_real.any(1).mean()}


def frechet(x, y):
    s, t = np.cov(x, rowvar=False), np.cov(y, rowvar=False)
    d = x.mean(0) - y.mean(0)
    return d @ d + np.trace(s) + np.trace(t) - 2 * np.trace(sqrtm(s @ t)).real


print("# scikit-learn", sklearn.__version__, "scipy", scipy.__version__, "numpy", np.__version__)
print("case,n,m,d,k,shift,scale,quantity,value")
for case, n, m, d, k, shift, scale in [
        ("same", 40, 40, 3, 5, 0.0, 1.0), ("shifted", 40, 30, 3, 5, 0.7, 1.0),
        ("narrow", 50, 30, 2, 3, 0.2, 0.3), ("wide", 30, 50, 4, 5, 0.0, 2.5), ("far", 20, 25, 3, 2, 9.0, 1.0)]:
    real = points(n, d, 1.7, 0.9, 0.0, 1.0)
    fake = points(m, d, 2.3, 1.1, shift, scale)
    values = prdc(real, fake, k)
    values["frechet"] = frechet(real, fake)
    for name, value in values.items():
        print(f"{case},{n},{m},{d},{k},{shift},{scale},{name},{float(value)!r}")
