#!/usr/bin/env python3
"""Golden values of linear models on data without random numbers: PPCA and Bayesian PCA (Bishop 1999).

The tests LinearTrialTest and LinearVaeTest have them as constants. Debian: apt-get install python3-numpy.
"""

from math import cos, lgamma, log, pi, sin

import numpy as np

N, D = 200, 6
I, J = np.arange(N)[:, None], np.arange(D)[None, :]
X = np.sin(.1 * (I + 1) * (J + 1)) + .5 * np.cos(.37 * (I + 1)) * (J - 2) + .3 * np.sin(1.7 * (I + 1) + 2.3 * J * J)
MEAN = X.mean(0)
S = (X - MEAN).T @ (X - MEAN) / N


def digamma(x):
    below = 0
    while x < 20:
        below -= 1 / x
        x += 1
    f = 1 / (x * x)
    return below + log(x) - .5 / x - f * (1 / 12 - f * (1 / 120 - f * (1 / 252 - f * (1 / 240 - f / 132))))


def start(k):
    a, b = np.arange(D)[:, None], np.arange(k)[None, :]
    return .5 * np.sin(1 + (3 + b * b) * a + b)


def ppca(k):
    """Tipping and Bishop 1999, eq. 7 and 8, and the mean of log p(x)."""
    values, vectors = np.linalg.eigh(S)
    values, vectors = values[::-1], vectors[:, ::-1]
    variance = values[k:].mean()
    w = vectors[:, :k] * np.sqrt(values[:k] - variance)
    c = w @ w.T + variance * np.eye(D)
    return -.5 * (D * log(2 * pi) + np.linalg.slogdet(c)[1] + np.trace(np.linalg.solve(c, S))), variance, w


def rotated_gap(angle):
    """log p(x) - ELBO of a linear VAE at the optimum of k = 2, rotated, whose q is the best diagonal one."""
    _, variance, w = ppca(2)
    w = w @ np.array([[cos(angle), -sin(angle)], [sin(angle), cos(angle)]])
    m = w.T @ w + variance * np.eye(2)
    return .5 * (np.log(np.diag(m)).sum() - np.linalg.slogdet(m)[1])


def bayesian(k, sweeps, a0=1e-3, b0=1e-3, beta=1e-3):
    """Coordinate ascent in the order z, W, mu, alpha, tau; the bound over N after each q(z)."""
    w, cov, e_alpha, tau, mu, var_mu = start(k), np.eye(k), np.ones(k), 1., MEAN.copy(), 1.
    ea, ta = a0 + D / 2, a0 + N * D / 2
    bounds = []
    for _ in range(sweeps):
        cov_z = np.linalg.inv(np.eye(k) + tau * (D * cov + w.T @ w))
        z = tau * (X - mu) @ w @ cov_z
        zz, r = N * cov_z + z.T @ z, X - mu
        ww = D * cov + w.T @ w
        log_alpha, log_tau = digamma(ea) - np.log(ea / e_alpha), digamma(ta) - log(ta / tau)
        error = (r ** 2).sum() + N * D * var_mu + np.trace(ww @ zz) - 2 * (r * (z @ w.T)).sum()
        bound = N * D / 2 * (log_tau - log(2 * pi)) - tau / 2 * error
        bound += -.5 * np.trace(zz) + N / 2 * (k + np.linalg.slogdet(cov_z)[1])
        bound += .5 * (D * log_alpha - e_alpha * np.diag(ww)).sum() + D / 2 * (k + np.linalg.slogdet(cov)[1])
        for shape, mean, logs in [(ea, e, l) for e, l in zip(e_alpha, log_alpha)] + [(ta, tau, log_tau)]:
            bound += (a0 - 1) * logs - b0 * mean + a0 * log(b0) - lgamma(a0)
            bound += shape - log(shape / mean) + lgamma(shape) + (1 - shape) * digamma(shape)
        bound += D / 2 * (log(beta) + 1 + log(var_mu)) - beta / 2 * ((mu ** 2).sum() + D * var_mu)
        bounds.append(bound / N)
        cov = np.linalg.inv(np.diag(e_alpha) + tau * zz)
        w = tau * r.T @ z @ cov
        var_mu = 1 / (beta + N * tau)
        mu = var_mu * tau * (X - z @ w.T).sum(0)
        e_alpha = ea / (b0 + .5 * ((w ** 2).sum(0) + D * np.diag(cov)))
        r, ww = X - mu, D * cov + w.T @ w
        error = (r ** 2).sum() + N * D * var_mu + np.trace(ww @ zz) - 2 * (r * (z @ w.T)).sum()
        tau = ta / (b0 + .5 * error)
    return bounds, 1 / tau, 1 / e_alpha


print('# numpy', np.__version__)
print('case,k,value')
for k in (1, 2, 3):
    print('ppca.logProb,%d,%.12f' % (k, ppca(k)[0]))
    print('ppca.variance,%d,%.12f' % (k, ppca(k)[1]))
for angle in (0, .3, pi / 4):
    print('rotated.gap.%.6f,2,%.12f' % (angle, rotated_gap(angle)))
for k in (5, 2):
    bounds, variance, alphas = bayesian(k, 400)
    for i in (0, 1, 2, 3, 399):
        print('bayesian.bound.%d,%d,%.12f' % (i + 1, k, bounds[i]))
    print('bayesian.variance,%d,%.12f' % (k, variance))
    print('bayesian.alphas,%d,%s' % (k, ' '.join('%.10f' % a for a in alphas)))
