package org.lowerbound.objective.aggregate;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.Factorized;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The aggregate posterior, from the posteriors of a batch and the first draw of each. */
public final class AggregatePosterior {
  private AggregatePosterior() {}

  /** Returns the first draw of each observation, {@code [B, latents]}. */
  public static Operand<TFloat32> draws(Ops tf, BoundTerms terms) {
    return first(tf, terms.latents());
  }

  /** Returns the first of K values, {@code [K, ...] -> [...]}. */
  public static Operand<TFloat32> first(Ops tf, Operand<TFloat32> perDraw) {
    return tf.gather(perDraw, tf.constant(0), tf.constant(0));
  }

  /** Returns log q(z_i | x_j), {@code [j, i]}. */
  public static Operand<TFloat32> pairs(Ops tf, BoundTerms terms) {
    Operand<TFloat32> table = terms.posterior().logProb(tf, againstAll(tf, terms)); // [i, j]
    return tf.linalg.transpose(table, tf.constant(new int[] {1, 0}));
  }

  /**
   * Returns log q(z_id | x_j) of each latent d, {@code [j, i, d]}.
   *
   * @throws IllegalArgumentException if the latents are not independent given x
   */
  public static Operand<TFloat32> pairsPerLatent(Ops tf, BoundTerms terms) {
    checkArgument(
        terms.posterior() instanceof Factorized,
        "the latents of the posterior %s are not independent given x; diagonal-normal works",
        TypeNames.of(terms.posterior()));
    Operand<TFloat32> table = // [i, j, d]
        ((Factorized) terms.posterior()).logProbPerComponent(tf, againstAll(tf, terms));
    return tf.linalg.transpose(table, tf.constant(new int[] {1, 0, 2}));
  }

  /**
   * Returns the mutual information of x and z in nats, E log q(z | x) − log q(z) with the batch in
   * place of the data (Hoffman and Johnson 2016), scalar. It is at most log B.
   */
  public static Operand<TFloat32> mutualInformation(Ops tf, BoundTerms terms) {
    Operand<TFloat32> logAggregate = GraphMath.logMeanExp(tf, pairs(tf, terms)); // [B]
    Operand<TFloat32> own = first(tf, terms.logPosterior()); // [B]
    return tf.stopGradient(GraphMath.meanOverBatch(tf, tf.math.sub(own, logAggregate)));
  }

  /**
   * Returns the draws with an axis on which the posteriors' batch broadcasts, {@code [i, 1, d]}.
   */
  private static Operand<TFloat32> againstAll(Ops tf, BoundTerms terms) {
    return tf.expandDims(draws(tf, terms), tf.constant(1));
  }
}
