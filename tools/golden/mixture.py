"""Gaussian mixtures by expectation maximisation, by scikit-learn from a given start.

Prints one value a row: the mean log-likelihood of the points in nats and the parameters after some iterations.
The points are those of MixtureFitTest: functions of their number.
"""
import warnings

import numpy as np
import sklearn
from sklearn.mixture import GaussianMixture

N, C, D = 60, 3, 2
i = np.arange(N)
group = i % 3
points = np.stack(
    [np.sin(1.3 * i) + 2.0 * group, 0.5 * np.cos(0.7 * i) - group + 0.3 * np.sin(1.3 * i)], axis=1)
start = np.array([[0.0, 0.0], [1.0, 0.0], [3.0, -1.0]])
RIDGE = 1e-3

print("# scikit-learn", sklearn.__version__, "numpy", np.__version__)
print("iterations,quantity,component,row,column,value")
warnings.simplefilter("ignore")
for iterations in (1, 5, 40):
    m = GaussianMixture(
        C, covariance_type="full", tol=0, reg_covar=RIDGE, max_iter=iterations,
        weights_init=np.array([0.5, 0.3, 0.2]), means_init=start,
        precisions_init=np.stack([np.eye(D)] * C))
    m.fit(points)
    print(f"{iterations},score,0,0,0,{m.score(points)!r}".replace("np.float64(", "").replace(")", ""))
    for c in range(C):
        print(f"{iterations},weight,{c},0,0,{float(m.weights_[c])!r}")
        for r in range(D):
            print(f"{iterations},mean,{c},{r},0,{float(m.means_[c, r])!r}")
            for k in range(D):
                print(f"{iterations},covariance,{c},{r},{k},{float(m.covariances_[c, r, k])!r}")
