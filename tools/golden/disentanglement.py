"""Scores of disentanglement, from the papers' definitions, by scikit-learn, SciPy and NumPy.

Debian: apt-get install python3-sklearn. The data are those of the tests, drawn by SplitMix64. What depends on random batches is
a mean over several runs, and "error" the standard deviation of one.
"""

import numpy as np
import scipy
import sklearn
from scipy.stats import entropy
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import mutual_info_score, roc_auc_score
from sklearn.svm import LinearSVC

MASK = 2**64 - 1
GAMMA = 0x9E3779B97F4A7C15
COUNT, TRAIN = 600, 400
SIZES = [3, 4, 2, 5]


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


class Stream:
    """Numbers of the named stream of a seed."""

    def __init__(self, seed, name):
        self.state = mix((seed + GAMMA) & MASK)
        for byte in name.encode():
            self.state = mix(((self.state ^ byte) + GAMMA) & MASK)

    def sixteen_bits(self):
        """Uniform on multiples of 2^-16 in [0, 1): sums of few are exact in 32-bit floats."""
        self.state = (self.state + GAMMA) & MASK
        return (mix(self.state) >> 48) / 2.0**16


def data():
    stream = Stream(1, "golden")
    factors = np.zeros((COUNT, len(SIZES)), int)
    codes = np.zeros((COUNT, 6))
    for i in range(COUNT):
        factors[i] = [int(stream.sixteen_bits() * size) for size in SIZES]
        a, b, c, d = factors[i]
        noise = [stream.sixteen_bits() for _ in range(6)]
        codes[i] = [
            a + noise[0],
            0.5 * b + 0.25 * a + noise[1],
            2 * noise[2] - b,
            noise[3],
            2 * c + a + noise[4],
            0.03125 * noise[5] + 0.25 * d,
        ]
    return factors, codes


def line(case, value, error=0.0, unit="", factor=""):
    assert np.isfinite(value), case
    print(f"{case},{unit},{factor},{value:.12g},{error:.3g}")


def concentration(matrix):
    """Rows of R: 1 - entropy in units of the largest, weighted by the row's part."""
    weights = matrix.sum(axis=1) / matrix.sum()
    return sum(w * (1 - entropy(row, base=len(row))) for w, row in zip(weights, matrix) if w > 0)


def bins(column, count):
    return np.minimum(count - 1, (count * (column - column.min()) / (column.max() - column.min())).astype(int))


def standardized(train, test):
    return (test - train.mean(axis=0)) / train.std(axis=0)


def boosting(x, y, z, t, seed):
    """Importances and error; units that are equally good are taken at random, by the seed."""
    importances, errors = np.zeros((x.shape[1], y.shape[1])), []
    for f in range(y.shape[1]):
        model = GradientBoostingClassifier(random_state=seed).fit(x, y[:, f])
        # What has no part in it may have -1e-17 by rounding.
        importances[:, f] = np.where(model.feature_importances_ < 1e-12, 0, model.feature_importances_)
        errors.append(1 - model.score(z, t[:, f]))
    return importances, np.mean(errors)


def batches_of_one_factor(rng, factors):
    f = rng.integers(factors.shape[1])
    value = factors[rng.integers(len(factors)), f]
    return f, np.flatnonzero(factors[:, f] == value)


def factor_vae_votes(rng, factors, codes, size, count, threshold):
    deviations = codes.std(axis=0, ddof=1)
    units = np.flatnonzero(deviations >= threshold)
    votes = np.zeros((factors.shape[1], len(units)))
    for _ in range(count):
        f, group = batches_of_one_factor(rng, factors)
        batch = codes[rng.choice(group, size)][:, units]
        votes[f, np.argmin(batch.var(axis=0, ddof=1) / deviations[units] ** 2)] += 1
    return votes


def beta_vae_batches(rng, factors, codes, size, count):
    groups = [[np.flatnonzero(factors[:, f] == v) for v in range(SIZES[f])] for f in range(factors.shape[1])]
    features, labels = np.zeros((count, codes.shape[1])), np.zeros(count, int)
    for i in range(count):
        f = rng.integers(factors.shape[1])
        first = rng.integers(len(factors), size=size)
        second = np.array([rng.choice(groups[f][factors[j, f]]) for j in first])
        again = second == first
        while again.any():
            second[again] = [rng.choice(groups[f][factors[j, f]]) for j in first[again]]
            again = second == first
        features[i] = np.abs(codes[first] - codes[second]).mean(axis=0)
        labels[i] = f
    return features, labels


def main():
    factors, codes = data()
    rows = range(factors.shape[1])
    units = range(codes.shape[1])
    print(f"# scikit-learn {sklearn.__version__}, SciPy {scipy.__version__}, NumPy {np.__version__}; tools/golden/disentanglement.py")
    print("case,unit,factor,value,error")
    line("checksum", float((codes * np.arange(1, 7)).sum()))

    information = np.array([[mutual_info_score(bins(codes[:, u], 20), factors[:, f]) for f in rows] for u in units])
    gaps = []
    for f in rows:
        best = np.sort(information[:, f])[::-1]
        gaps.append((best[0] - best[1]) / entropy(np.bincount(factors[:, f])))
        for u in units:
            line("information", information[u, f], unit=u, factor=f)
    line("mig", np.mean(gaps))

    x, z = codes[:TRAIN], codes[TRAIN:]
    y, t = factors[:TRAIN], factors[TRAIN:]

    learnt = np.array([[mutual_info_score(bins(x[:, u], 20), y[:, f]) for f in rows] for u in units])
    for u in units:
        squares = np.sort(learnt[u] ** 2)[::-1]
        line("modularity", 1 - squares[1:].sum() / (squares[0] * (len(SIZES) - 1)), unit=u)

    areas = []
    for f in rows:
        model = LogisticRegression(solver="liblinear", tol=1e-10, C=1.0).fit(standardized(x, x), y[:, f])
        p = model.predict_proba(standardized(x, z))
        ofValues = [roc_auc_score(t[:, f] == v, p[:, v]) for v in range(SIZES[f])]
        line("logistic-probability", p[0, 0], factor=f)
        areas.append(np.mean(ofValues))
    line("explicitness", np.mean(areas))

    accuracy = np.zeros((len(units), len(SIZES)))
    for u in units:
        for f in rows:
            model = LinearSVC(C=0.01, class_weight="balanced", dual=False, tol=1e-10).fit(x[:, [u]], y[:, f])
            accuracy[u, f] = model.score(z[:, [u]], t[:, f])
            line("svm-accuracy", accuracy[u, f], unit=u, factor=f)
    ordered = np.sort(accuracy, axis=0)[::-1]
    line("sap", np.mean(ordered[0] - ordered[1]))

    runs = [boosting(x, y, z, t, seed) for seed in range(16)]
    importances = np.array([run[0] for run in runs])
    for f in rows:
        for u in units:
            line("importance", importances[:, u, f].mean(), importances[:, u, f].std(ddof=1), u, f)
    for case, values in [
        ("dci-disentanglement", [concentration(run) for run in importances]),
        ("dci-completeness", [concentration(run.T) for run in importances]),
        ("dci-informativeness-error", [run[1] for run in runs]),
    ]:
        line(case, np.mean(values), np.std(values, ddof=1))

    deviations = np.abs(codes - codes.mean(axis=0)).max(axis=0)
    moves = np.zeros((len(units), len(SIZES)))
    for f in rows:
        for v in range(SIZES[f]):
            group = codes[factors[:, f] == v]
            moves[:, f] += np.percentile(np.abs(group - group.mean(axis=0)), 99, axis=0) / SIZES[f]
    robust = 1 - moves.min(axis=1) / deviations
    line("irs", np.average(robust, weights=deviations))

    rng = np.random.default_rng(1)
    rest = codes[:, 1:5]
    for case, threshold in [("factor-vae", 0.05), ("factor-vae-pruned", 0.35)]:
        scores = []
        for _ in range(8):
            train = factor_vae_votes(rng, factors, rest, 8, 4000, threshold)
            test = factor_vae_votes(rng, factors, rest, 8, 4000, threshold)
            scores.append(test[train.argmax(axis=0), range(train.shape[1])].sum() / test.sum())
        line(case, np.mean(scores), np.std(scores, ddof=1))
    scores = []
    for _ in range(6):
        features, labels = beta_vae_batches(rng, factors, rest, 8, 1000)
        model = LogisticRegression(solver="liblinear", tol=1e-8, C=1.0).fit(features, labels)
        scores.append(model.score(*beta_vae_batches(rng, factors, rest, 8, 1000)))
    line("beta-vae", np.mean(scores), np.std(scores, ddof=1))


main()
