package org.lowerbound.evaluation.classification;

import java.util.Arrays;
import java.util.List;
import org.lowerbound.numeric.LogSumExp;

/** What is believed of the class of each of some examples, and of the examples themselves. */
final class ClassBeliefs {
  private final double[][] logPosteriors; // [N][classes]
  private final double[] logEvidence; // [N]

  private ClassBeliefs(double[][] logPosteriors, double[] logEvidence) {
    this.logPosteriors = logPosteriors;
    this.logEvidence = logEvidence;
  }

  /**
   * Returns what follows by Bayes' rule.
   *
   * @param logLikelihoods log p(x | y), nats, for each class one of each example
   * @param logPrior log p(y)
   */
  static ClassBeliefs ofJoint(List<double[]> logLikelihoods, double[] logPrior) {
    double[][] logJoint = new double[logLikelihoods.get(0).length][logPrior.length];
    for (int i = 0; i < logJoint.length; i++) {
      for (int y = 0; y < logPrior.length; y++) {
        logJoint[i][y] = logLikelihoods.get(y)[i] + logPrior[y];
      }
    }
    return ofJoint(logJoint);
  }

  /**
   * Returns what follows by Bayes' rule.
   *
   * @param logJoint log p(x, y), nats, {@code [N][classes]}
   */
  static ClassBeliefs ofJoint(double[][] logJoint) {
    double[][] logPosteriors = new double[logJoint.length][];
    double[] logEvidence = new double[logJoint.length];
    for (int i = 0; i < logJoint.length; i++) {
      LogSumExp sum = new LogSumExp();
      for (double log : logJoint[i]) {
        sum.add(log);
      }
      double evidence = sum.value();
      logEvidence[i] = evidence;
      logPosteriors[i] = Arrays.stream(logJoint[i]).map(log -> log - evidence).toArray();
    }
    return new ClassBeliefs(logPosteriors, logEvidence);
  }

  /**
   * Returns what a model of the class alone believes.
   *
   * @param logPosteriors log p(y | x), {@code [N][classes]}; nobody writes to it afterwards
   */
  static ClassBeliefs ofPosteriors(double[][] logPosteriors) {
    double[] unknown = new double[logPosteriors.length];
    Arrays.fill(unknown, Double.NaN);
    return new ClassBeliefs(logPosteriors, unknown);
  }

  /** Returns the number of examples. */
  int count() {
    return logEvidence.length;
  }

  /** Returns log p(x) = log Σ_y p(x | y) p(y) of each example, nats; NaN if it is not known. */
  double[] logEvidence() {
    return logEvidence.clone();
  }

  /** Returns −Σ p(y | x) log p(y | x) of each example, nats; NaN where no class is possible. */
  double[] entropies() {
    return Arrays.stream(logPosteriors).mapToDouble(ClassBeliefs::entropy).toArray();
  }

  private static double entropy(double[] logProbs) {
    double entropy = 0;
    for (double logProb : logProbs) {
      double probability = Math.exp(logProb);
      entropy -= probability == 0 ? 0 : probability * logProb;
    }
    return entropy;
  }

  /**
   * Returns 1 for each example whose most probable class is its own, the first of equals, else 0:
   * where no class is possible none is told.
   */
  double[] correct(int[] labels) {
    double[] correct = new double[count()];
    for (int i = 0; i < correct.length; i++) {
      int best = 0;
      for (int y = 1; y < logPosteriors[i].length; y++) {
        best = logPosteriors[i][y] > logPosteriors[i][best] ? y : best;
      }
      correct[i] = best == labels[i] && !Double.isNaN(logPosteriors[i][best]) ? 1 : 0;
    }
    return correct;
  }

  /** Returns −log p(y | x) of the class of each example, nats. */
  double[] labelNlls(int[] labels) {
    double[] nlls = new double[count()];
    Arrays.setAll(nlls, i -> -logPosteriors[i][labels[i]]);
    return nlls;
  }
}
