package org.lowerbound.evaluation.disentanglement;

import com.google.common.primitives.Doubles;
import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.Arrays;

/**
 * Linear classifiers of one class against the rest, by LIBLINEAR (Fan et al. 2008). The intercept
 * is the coefficient of a feature that is 1, and is penalised as the others are.
 *
 * <p>Only solvers of the primal problem are used, a trust region Newton method that draws no random
 * numbers; its optimum is unique.
 */
final class LinearClassifier {
  /** The gradient at the end, relative to that at the start and to the rarer class's part. */
  private static final double TOLERANCE = 1e-6;

  private final int classes;
  private final Model model;

  private LinearClassifier(int classes, Model model) {
    this.classes = classes;
    this.model = model;
  }

  /**
   * Fits logistic regressions: Σ log(1 + exp(−y s)) times the cost, and half of the squared norm.
   *
   * @param x {@code [count][features]}
   * @param y the class of each example, from 0
   */
  static LinearClassifier logistic(double[][] x, int[] y, int classes, double cost) {
    return fit(x, y, classes, new Parameter(SolverType.L2R_LR, cost, TOLERANCE));
  }

  /**
   * Fits support vector machines with the squared hinge loss, Σ max(0, 1 − y s)² times the cost,
   * and half of the squared norm. The positive examples of a class weigh as much as if all classes
   * were equally frequent.
   */
  static LinearClassifier supportVectors(double[][] x, int[] y, int classes, double cost) {
    int[] counts = new int[classes];
    Arrays.stream(y).forEach(c -> counts[c]++);
    int[] present = Arrays.stream(y).distinct().sorted().toArray();
    Parameter parameter = new Parameter(SolverType.L2R_L2LOSS_SVC, cost, TOLERANCE);
    parameter.setWeights(
        Arrays.stream(present)
            .mapToDouble(c -> y.length / ((double) present.length * counts[c]))
            .toArray(),
        present);
    return fit(x, y, classes, parameter);
  }

  private static LinearClassifier fit(double[][] x, int[] y, int classes, Parameter parameter) {
    Linear.disableDebugOutput();
    Problem problem = new Problem();
    problem.l = x.length;
    problem.n = x[0].length + 1;
    problem.x = Arrays.stream(x).map(LinearClassifier::features).toArray(Feature[][]::new);
    problem.y = Doubles.toArray(Arrays.stream(y).boxed().toList());
    problem.bias = -1; // It is among the features.
    return new LinearClassifier(classes, Linear.train(problem, parameter));
  }

  private static Feature[] features(double[] row) {
    Feature[] features = new Feature[row.length + 1];
    for (int f = 0; f < row.length; f++) {
      features[f] = new FeatureNode(f + 1, row[f]);
    }
    features[row.length] = new FeatureNode(row.length + 1, 1);
    return features;
  }

  /**
   * Returns how much speaks for each class: x·w + b of its own classifier; NaN for a class that was
   * not there to learn. Of two classes one has the other's score with its sign changed.
   */
  double[] scores(double[] x) {
    int[] labels = model.getLabels();
    double[] values = new double[labels.length];
    Linear.predictValues(model, features(x), values);
    double[] scores = new double[classes];
    Arrays.fill(scores, Double.NaN);
    for (int k = 0; k < labels.length; k++) {
      scores[labels[k]] = labels.length == 2 && k == 1 ? -values[0] : values[k];
    }
    return scores;
  }

  /**
   * Returns the probabilities of the classes, each by its own classifier and divided by their sum;
   * NaN for a class that was not there to learn.
   */
  double[] probabilities(double[] x) {
    double[] probabilities =
        Arrays.stream(scores(x)).map(score -> 1 / (1 + Math.exp(-score))).toArray();
    double sum = Arrays.stream(probabilities).filter(p -> !Double.isNaN(p)).sum();
    return Arrays.stream(probabilities).map(p -> p / sum).toArray();
  }

  /** Returns the class with the highest score; of equal ones the lowest. */
  int predict(double[] x) {
    double[] scores = scores(x);
    int best = -1;
    for (int c = 0; c < classes; c++) {
      if (!Double.isNaN(scores[c]) && (best < 0 || scores[c] > scores[best])) {
        best = c;
      }
    }
    return best;
  }

  /** Returns the part of examples whose class is the predicted one. */
  double accuracy(double[][] x, int[] y) {
    int right = 0;
    for (int i = 0; i < y.length; i++) {
      right += predict(x[i]) == y[i] ? 1 : 0;
    }
    return (double) right / y.length;
  }
}
