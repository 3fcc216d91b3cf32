package org.lowerbound.evaluation.boosting;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lowerbound.numeric.LogSumExp;
import org.lowerbound.random.RandomStream;

/**
 * A classifier of boosted regression trees (Friedman 2001, algorithms 5 and 6; deviance as loss,
 * exact greedy splits, all examples and features for each tree).
 *
 * <p>Scores start at the logarithms of the classes' frequencies. At each stage, each class gets a
 * tree that is fitted to what its probability lacks, y − p; a leaf takes one Newton step; and the
 * scores move by the learning rate. Two classes share one tree, of opposite sign.
 *
 * <p>The importance of a feature is by how much its splits lower the mean squared error, summed
 * over all trees, as a part of the sum over features (Breiman et al. 1984).
 */
public final class GradientBoosting {
  /** A leaf without curvature has nothing to learn. */
  private static final double NO_CURVATURE = 1e-150;

  private final int[] classes; // Those that were there to learn, in rising order.
  private final double[] start; // [scores]: one for two classes, of the second
  private final double learningRate;
  private final List<RegressionTree[]> stages = new ArrayList<>();
  private final double[] importances;

  private GradientBoosting(int[] classes, double[] start, double learningRate, int features) {
    this.classes = classes;
    this.start = start;
    this.learningRate = learningRate;
    this.importances = new double[features];
  }

  /**
   * How much is boosted.
   *
   * @param trees the number of stages, each with a tree for each class
   * @param depth the most splits on the way to a leaf
   * @param learningRate the part of a leaf's step that is made
   */
  public record Settings(int trees, int depth, double learningRate) {
    /** Those of scikit-learn's GradientBoostingClassifier. */
    public static final Settings STANDARD = new Settings(100, 3, 0.1);
  }

  /**
   * Learns.
   *
   * @param labels the class of each example; numbers that do not occur are never predicted
   * @param ties decides between features that are equally good
   */
  public static GradientBoosting fit(
      SortedFeatures examples, int[] labels, Settings settings, RandomStream ties) {
    checkArgument(labels.length == examples.count(), "each example must have a label");
    int[] classes = Arrays.stream(labels).distinct().sorted().toArray();
    int[] number =
        Arrays.stream(labels).map(label -> Arrays.binarySearch(classes, label)).toArray();
    GradientBoosting boosting =
        new GradientBoosting(
            classes, start(number, classes.length), settings.learningRate(), examples.features());
    if (classes.length > 1) {
      boosting.learn(examples, number, settings, ties);
    }
    return boosting;
  }

  private static double[] start(int[] number, int classes) {
    double[] frequency = new double[classes];
    for (int c : number) {
      frequency[c] += 1.0 / number.length;
    }
    return classes == 2
        ? new double[] {Math.log(frequency[1] / frequency[0])}
        : Arrays.stream(frequency).map(Math::log).toArray();
  }

  private void learn(SortedFeatures examples, int[] number, Settings settings, RandomStream ties) {
    int count = number.length;
    double[][] scores = new double[start.length][count];
    for (int s = 0; s < start.length; s++) {
      Arrays.fill(scores[s], start[s]);
    }
    double[][] residuals = new double[start.length][count];
    for (int stage = 0; stage < settings.trees(); stage++) {
      lack(scores, number, residuals);
      RegressionTree[] trees = new RegressionTree[start.length];
      for (int s = 0; s < trees.length; s++) {
        trees[s] = RegressionTree.fit(examples, residuals[s], settings.depth(), importances, ties);
        newtonSteps(trees[s], residuals[s], number, s);
        int[] leaves = trees[s].leaves();
        for (int i = 0; i < count; i++) {
          scores[s][i] += learningRate * trees[s].value(leaves[i]);
        }
        trees[s].forgetExamples();
      }
      stages.add(trees);
    }
    double sum = Arrays.stream(importances).sum();
    for (int f = 0; f < importances.length && sum > 0; f++) {
      importances[f] /= sum;
    }
  }

  /** Returns whether the scores are one, the log-odds of the second of two classes. */
  private static boolean isBinary(double[][] scores) {
    return scores.length == 1;
  }

  /** Fills in y − p. */
  private static void lack(double[][] scores, int[] number, double[][] residuals) {
    for (int i = 0; i < number.length; i++) {
      if (isBinary(scores)) {
        residuals[0][i] = number[i] - 1 / (1 + Math.exp(-scores[0][i]));
        continue;
      }
      double largest = Double.NEGATIVE_INFINITY;
      for (double[] score : scores) {
        largest = Math.max(largest, score[i]);
      }
      double sum = 0;
      for (int s = 0; s < scores.length; s++) {
        residuals[s][i] = Math.exp(scores[s][i] - largest);
        sum += residuals[s][i];
      }
      for (int s = 0; s < scores.length; s++) {
        residuals[s][i] = (number[i] == s ? 1 : 0) - residuals[s][i] / sum;
      }
    }
  }

  /** Sets the leaves to (K − 1) / K Σ r / Σ |r| (1 − |r|), for two classes to Σ r / Σ p (1 − p). */
  private void newtonSteps(RegressionTree tree, double[] residuals, int[] number, int score) {
    double[] slope = new double[tree.nodes()];
    double[] curvature = new double[tree.nodes()];
    int[] leaves = tree.leaves();
    int positive = start.length == 1 ? 1 : score;
    for (int i = 0; i < residuals.length; i++) {
      double p = (number[i] == positive ? 1 : 0) - residuals[i];
      slope[leaves[i]] += residuals[i];
      curvature[leaves[i]] += p * (1 - p);
    }
    double factor = start.length == 1 ? 1 : (start.length - 1.0) / start.length;
    for (int leaf = 0; leaf < slope.length; leaf++) {
      if (curvature[leaf] >= NO_CURVATURE) {
        tree.setValue(leaf, factor * slope[leaf] / curvature[leaf]);
      }
    }
  }

  /** Returns the importances of the features, which sum to 1; all 0 if there was no split. */
  public double[] importances() {
    return importances.clone();
  }

  /** Returns the likeliest class of an example; of equal ones the lowest. */
  public int predict(double[] example) {
    double[] scores = scores(example);
    if (classes.length == 2) {
      return classes[scores[0] > 0 ? 1 : 0];
    }
    int best = 0;
    for (int s = 1; s < scores.length; s++) {
      best = scores[s] > scores[best] ? s : best;
    }
    return classes[best];
  }

  /**
   * Returns the logarithm of the probability of each class of an example, in nats; −∞ for classes
   * that did not occur.
   *
   * @param classCount how many classes there are
   */
  public double[] logProbabilities(double[] example, int classCount) {
    double[] scores = scores(example);
    double[] ofClasses = classes.length == 2 ? new double[] {0, scores[0]} : scores;
    LogSumExp normalizer = new LogSumExp();
    Arrays.stream(ofClasses).forEach(normalizer::add);
    double[] logs = new double[classCount];
    Arrays.fill(logs, Double.NEGATIVE_INFINITY);
    for (int c = 0; c < classes.length; c++) {
      logs[classes[c]] = ofClasses[c] - normalizer.value();
    }
    return logs;
  }

  private double[] scores(double[] example) {
    double[] scores = start.clone();
    for (RegressionTree[] trees : stages) {
      for (int s = 0; s < scores.length; s++) {
        scores[s] += learningRate * trees[s].predict(example);
      }
    }
    return scores;
  }
}
