"""Paired tests, corrections for many of them, and bootstrap intervals.

python3 tools/golden/comparisons.py > experiments/src/test/resources/org/lowerbound/experiment/statistics/comparisons.csv

Tests are SciPy's. Holm's correction is computed from its definition as a closed test procedure: the adjusted p
of a hypothesis is the largest Bonferroni p of all sets that it is in. Bootstrap intervals are SciPy's of samples
that are drawn here, with the generator that the project documents (SplitMix64, Lemire's bounded integers).
"""

import itertools

import numpy
import scipy
from scipy import stats

MASK = (1 << 64) - 1
GAMMA = 0x9E3779B97F4A7C15


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


class Stream:
    def __init__(self, seed, name):
        state = mix((seed + GAMMA) & MASK)
        for b in name.encode():
            state = mix(((state ^ b) + GAMMA) & MASK)
        self.state = state

    def below(self, bound):
        while True:
            self.state = (self.state + GAMMA) & MASK
            product = (mix(self.state) >> 32) * bound
            if (product & 0xFFFFFFFF) >= ((1 << 32) - bound) % bound:
                return product >> 32


def resampled_means(values, resamples, seed):
    stream = Stream(seed, "bootstrap")
    means = []
    for _ in range(resamples):
        total = 0.0
        for _ in values:
            total += values[stream.below(len(values))]
        means.append(total / len(values))
    return numpy.array(means)


def bootstrap(values, method, resamples, seed, level):
    class Drawn:
        bootstrap_distribution = resampled_means(values, resamples, seed)

    with numpy.errstate(all="ignore"):
        return stats.bootstrap(
            (numpy.array(values),), numpy.mean, n_resamples=0, bootstrap_result=Drawn,
            method=method, confidence_level=level, vectorized=True).confidence_interval


def holm(p):
    adjusted = []
    for i in range(len(p)):
        sets = (s for k in range(1, len(p) + 1) for s in itertools.combinations(range(len(p)), k) if i in s)
        adjusted.append(max(min(1.0, len(s) * min(p[j] for j in s)) for s in sets))
    return adjusted


def text(numbers):
    return " ".join(repr(float(x)) for x in numbers)


def row(case, data, option, value):
    print(f"{case},{text(data)},{option},{text(value)}")


print(f"# SciPy {scipy.__version__}, NumPy {numpy.__version__}; tools/golden/comparisons.py")
print("case,data,option,value")
random = numpy.random.default_rng(20260101)
DIFFERENCES = [
    [0.12, 0.31],
    [0.12, 0.31, 0.25],
    [-0.5, 0.75, 1.5, 2.25, 0.125],
    list(random.normal(0.4, 1, 7)),
    list(random.normal(-0.8, 1, 12)),
    list(random.standard_cauchy(25)),
]
for differences in DIFFERENCES:
    zero = numpy.zeros(len(differences))
    row("paired-t", differences, "-", [stats.ttest_rel(differences, zero).pvalue])
    row("wilcoxon", differences, "-", [stats.wilcoxon(differences, method="exact").pvalue])
# Differences of 0 are left out. Where others are equal, the normal distribution stands in.
ties = [1.0, 2.0, 2.0, 3.0, -1.0, 5.0, 5.0, 4.0, -2.0, 6.0, 0.0]
p = stats.wilcoxon(ties, zero_method="wilcox", correction=True, method="asymptotic").pvalue
row("wilcoxon", ties, "-", [p])
zeros = [0.0, 1.0, 2.0, -3.0, 4.0, 5.0, 6.0, 7.0, 0.0, 8.0, -9.0, 10.0]
row("wilcoxon", zeros, "-", [stats.wilcoxon([d for d in zeros if d != 0], method="exact").pvalue])

P_VALUES = [[0.03], [0.01, 0.04], [0.04, 0.001, 0.2, 0.03, 0.03], list(random.uniform(0, 0.2, 8))]
for p in P_VALUES:
    row("holm", p, "-", holm(p))
    row("benjamini-hochberg", p, "-", stats.false_discovery_control(p))
    row("bonferroni", p, "-", [min(1, len(p) * x) for x in p])

SAMPLES = [list(random.normal(2, 1, 20)), list(random.exponential(1, 40)), list(random.lognormal(0, 1.5, 33))]
for sample, level in itertools.product(SAMPLES, [0.95, 0.8]):
    for name, method in [("bca", "BCa"), ("percentile", "percentile")]:
        row(name, sample, repr(level), bootstrap(sample, method, 2000, 3, level))

for a, b in [(random.normal(0, 1, 5), random.normal(1, 3, 9)), (random.normal(5, 2, 30), random.normal(5, 2, 4))]:
    interval = stats.ttest_ind(b, a, equal_var=False).confidence_interval(0.9)
    row("welch", list(a) + list(b), str(len(a)), [interval.low, interval.high])
for differences in DIFFERENCES[1:5]:
    interval = stats.ttest_1samp(differences, 0).confidence_interval(0.95)
    row("student-t", differences, "-", [interval.low, interval.high])
