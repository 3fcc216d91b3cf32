"""Classes that nearest neighbours and logistic regression tell.

Logistic regression is scikit-learn's with the solver liblinear, one class against the rest, the intercept
under the penalty, on columns that StandardScaler has made, as LogisticRegression in the framework does it.
"""

import warnings

import numpy
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler

warnings.simplefilter("ignore")


def words(values):
    return " ".join(f"{v:.6g}" for v in numpy.ravel(values))


print(f"# scikit-learn {sklearn.__version__}, NumPy {numpy.__version__}; tools/golden/probes.py")
print("case,setting,dimension,known,classes,asked,value")
random = numpy.random.default_rng(3)
for dimension, class_count, n, m, spread in [(2, 3, 40, 25, 1.0), (5, 2, 30, 20, 0.5), (3, 7, 90, 30, 2.0)]:
    centres = random.normal(size=(class_count, dimension)) * spread
    scales = 10.0 ** random.uniform(-1, 1, size=dimension)
    classes = numpy.concatenate([numpy.arange(class_count), random.integers(0, class_count, n - class_count)])
    known = (centres[classes] + random.normal(size=(n, dimension))) * scales + 3
    asked = (random.normal(size=(m, dimension)) * (1 + spread)) * scales + 3
    known, asked = numpy.float32([float(f"{v:.6g}") for v in known.ravel()]), numpy.float32([float(f"{v:.6g}") for v in asked.ravel()])
    known, asked = known.reshape(n, dimension).astype(float), asked.reshape(m, dimension).astype(float)
    row = f"{dimension},{words(known)},{words(classes)},{words(asked)}"
    for k in [1, 4, 5]:
        told = KNeighborsClassifier(k, algorithm="brute").fit(known, classes).predict(asked)
        print(f"knn,{k},{row},{words(told)}")
    scaler = StandardScaler().fit(known)
    for c in [0.01, 1, 100]:
        one = LogisticRegression(C=c, solver="liblinear", tol=1e-6, max_iter=10000)
        rest = (one if class_count == 2 else OneVsRestClassifier(one)).fit(scaler.transform(known), classes)
        margins = numpy.sort(rest.decision_function(scaler.transform(asked)).reshape(m, -1), axis=1)
        # A class that two programs could tell apart by their tolerance alone is no golden value.
        clear = (margins[:, -1] - margins[:, -2] if class_count > 2 else abs(margins[:, 0])).min()
        assert clear > 1e-3, clear
        print(f"logistic,{c},{row},{words(rest.predict(scaler.transform(asked)))}")
