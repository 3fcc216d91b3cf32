"""Areas under the ROC curve, their standard errors by DeLong's method, and average precisions."""

import numpy
import sklearn
from sklearn.metrics import average_precision_score, roc_auc_score


def words(values):
    return " ".join(f"{v:.6g}" for v in values)


def delong(inliers, outliers):
    """Standard error by the pairs themselves: psi is 1, 1/2 or 0."""
    psi = (outliers[:, None] > inliers[None, :]) + 0.5 * (outliers[:, None] == inliers[None, :])
    return numpy.sqrt(psi.mean(1).var(ddof=1) / len(outliers) + psi.mean(0).var(ddof=1) / len(inliers))


print(f"# scikit-learn {sklearn.__version__}, NumPy {numpy.__version__}; tools/golden/rankings.py")
print("case,inliers,outliers,value")
random = numpy.random.default_rng(2)
for n, m, shift, levels in [(7, 5, 1, 0), (20, 31, 0.3, 0), (40, 25, 1, 4), (15, 15, -1, 2), (9, 3, 0, 1000)]:
    inliers = random.normal(size=n)
    outliers = random.normal(size=m) + shift
    if levels:  # With ties.
        inliers, outliers = numpy.round(inliers * levels) / levels, numpy.round(outliers * levels) / levels
    inliers = numpy.array([float(f"{v:.6g}") for v in inliers])
    outliers = numpy.array([float(f"{v:.6g}") for v in outliers])
    scores = numpy.concatenate([inliers, outliers])
    classes = numpy.concatenate([numpy.zeros(n), numpy.ones(m)])
    row = f"{words(inliers)},{words(outliers)}"
    print(f"auroc,{row},{float(roc_auc_score(classes, scores))!r}")
    print(f"delong,{row},{float(delong(inliers, outliers))!r}")
    print(f"average-precision,{row},{float(average_precision_score(classes, scores))!r}")
