package org.lowerbound.objective.gradient;

import org.lowerbound.model.BoundTerms;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The log-weights of M·K draws as functions of log q(z | x), which is what estimators treat in
 * different ways. All methods return {@code [K, M, B]}.
 */
public final class LogWeights {
  private final BoundTerms terms;
  private final int samples;
  private final int outer;
  private final Formula formula;
  private final boolean ofPosterior;
  private final Operand<TFloat32> posteriorWeight;

  private LogWeights(
      BoundTerms terms,
      int samples,
      int outer,
      Formula formula,
      boolean ofPosterior,
      Operand<TFloat32> posteriorWeight) {
    this.terms = terms;
    this.samples = samples;
    this.outer = outer;
    this.formula = formula;
    this.ofPosterior = ofPosterior;
    this.posteriorWeight = posteriorWeight;
  }

  @FunctionalInterface
  private interface Formula {
    Operand<TFloat32> of(Operand<TFloat32> logPosterior);
  }

  /**
   * Returns log w = log p(x, z) − log q(z | x).
   *
   * @param terms of M·K draws
   * @param outer M
   * @param samples K
   */
  public static LogWeights of(Ops tf, BoundTerms terms, int outer, int samples) {
    return new LogWeights(
        terms,
        samples,
        outer,
        logQ -> tf.math.sub(tf.math.add(terms.logLikelihood(), terms.logPrior()), logQ),
        true,
        tf.constant(1f));
  }

  /** Returns log p(x | z) − β (log q(z | x) − log p(z)), for a scalar β. */
  public static LogWeights weighted(Ops tf, BoundTerms terms, int samples, Operand<TFloat32> beta) {
    return new LogWeights(
        terms,
        samples,
        1,
        logQ ->
            tf.math.sub(
                terms.logLikelihood(), tf.math.mul(beta, tf.math.sub(logQ, terms.logPrior()))),
        true,
        beta);
  }

  /** Returns log p(x | z), for bounds whose KL is taken in closed form. */
  public static LogWeights ofLikelihood(Ops tf, BoundTerms terms, int samples) {
    return new LogWeights(terms, samples, 1, logQ -> terms.logLikelihood(), false, tf.constant(0f));
  }

  /** Returns the terms behind the weights. */
  BoundTerms terms() {
    return terms;
  }

  /** Returns K. */
  int samples() {
    return samples;
  }

  /** Returns whether log q(z | x) is a part of the log-weights at all. */
  boolean ofPosterior() {
    return ofPosterior;
  }

  /** Returns −∂log w / ∂log q, a scalar. */
  Operand<TFloat32> posteriorWeight() {
    return posteriorWeight;
  }

  /** Returns the log-weights with all their gradients. */
  public Operand<TFloat32> values(Ops tf) {
    return grouped(tf, formula.of(terms.logPosterior()));
  }

  /** Returns the log-weights where φ has a gradient through the draws' path only. */
  Operand<TFloat32> onPath(Ops tf) {
    return grouped(tf, formula.of(terms.pathLogPosterior(tf)));
  }

  /** Returns log q(z | x) at draws that are held fixed. */
  Operand<TFloat32> scores(Ops tf) {
    return grouped(tf, terms.scoreLogPosterior(tf));
  }

  private Operand<TFloat32> grouped(Ops tf, Operand<TFloat32> perDraw) {
    return tf.reshape(perDraw, tf.constant(new int[] {samples, outer, -1}));
  }
}
