package org.lowerbound.evaluation.representation;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.Arrays;

/**
 * Logistic regression with a penalty on the squared weights, one class against the rest, as
 * LIBLINEAR minimises it (Fan et al. 2008): ½ |w|² + C Σ log(1 + exp(−y wᵀx)), the last component
 * of x being 1 and its weight, the intercept, under the penalty, too. The class of the largest wᵀx
 * is told.
 *
 * <p>A trust-region Newton method without randomness: the same codes give the same weights.
 *
 * @param c C
 */
record LogisticRegression(double c) implements CodeClassifier {
  /** That of scikit-learn: weights are then known to about four digits. */
  private static final double TOLERANCE = 1e-4;

  static {
    Linear.disableDebugOutput();
  }

  @Override
  public int[] classesOf(double[][] known, int[] classes, double[][] asked) {
    Scaling scaling = new Scaling(known);
    Model model = fit(scaled(known, scaling), classes, known[0].length);
    return Arrays.stream(asked)
        .map(scaling::of)
        .map(LogisticRegression::features)
        .mapToInt(features -> (int) Linear.predict(model, features))
        .toArray();
  }

  /**
   * Returns the logarithm of the probability of each class of each code, in nats: those that the
   * classes have against the rest, made to sum to 1. Classes that are not known have −∞.
   *
   * @param classCount how many classes there are
   */
  double[][] logProbabilities(double[][] known, int[] classes, double[][] asked, int classCount) {
    Scaling scaling = new Scaling(known);
    Model model = fit(scaled(known, scaling), classes, known[0].length);
    int[] order = model.getLabels();
    return Arrays.stream(asked)
        .map(
            code -> {
              double[] estimates = new double[order.length];
              Linear.predictProbability(model, features(scaling.of(code)), estimates);
              double[] logs = new double[classCount];
              Arrays.fill(logs, Double.NEGATIVE_INFINITY);
              for (int i = 0; i < order.length; i++) {
                logs[order[i]] = Math.log(estimates[i]);
              }
              return logs;
            })
        .toArray(double[][]::new);
  }

  private static Feature[][] scaled(double[][] rows, Scaling scaling) {
    return Arrays.stream(rows)
        .map(scaling::of)
        .map(LogisticRegression::features)
        .toArray(Feature[][]::new);
  }

  private Model fit(Feature[][] features, int[] classes, int columns) {
    Problem problem = new Problem();
    problem.l = features.length;
    problem.n = columns + 1;
    problem.bias = 1;
    problem.x = features;
    problem.y = Arrays.stream(classes).asDoubleStream().toArray();
    return Linear.train(problem, new Parameter(SolverType.L2R_LR, c, TOLERANCE));
  }

  /** Returns a row as LIBLINEAR takes it: columns from 1, the intercept's last. */
  private static Feature[] features(double[] row) {
    Feature[] features = new Feature[row.length + 1];
    for (int d = 0; d < row.length; d++) {
      features[d] = new FeatureNode(d + 1, row[d]);
    }
    features[row.length] = new FeatureNode(row.length + 1, 1);
    return features;
  }
}
