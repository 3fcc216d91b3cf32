package org.lowerbound.objective.aggregate;

import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.BoundTerms;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The aggregate posterior of a batch, (1/B) Σ_j q(z | x_j). */
public final class AggregatePosterior {
  private AggregatePosterior() {}

  /** Returns log q(z_i | x_j) of the first draws, {@code [B (j), B (i)]}. */
  public static Operand<TFloat32> pairs(Ops tf, BoundTerms terms) {
    Operand<TFloat32> draws = firstDraws(tf, terms); // [B, latents]
    Operand<TFloat32> table =
        terms.posterior().logProb(tf, tf.expandDims(draws, tf.constant(1))); // [i, j]
    return tf.linalg.transpose(table, tf.constant(new int[] {1, 0}));
  }

  /**
   * Returns the mutual information of x and z in nats, E log q(z | x) − log q(z) with the batch in
   * place of the data (Hoffman and Johnson 2016), scalar. It is at most log B.
   */
  public static Operand<TFloat32> mutualInformation(Ops tf, BoundTerms terms) {
    Operand<TFloat32> logAggregate = GraphMath.logMeanExp(tf, pairs(tf, terms)); // [B]
    Operand<TFloat32> own = tf.gather(terms.logPosterior(), tf.constant(0), tf.constant(0)); // [B]
    return tf.stopGradient(GraphMath.meanOverBatch(tf, tf.math.sub(own, logAggregate)));
  }

  /** Returns the first draw of each observation, {@code [B, latents]}. */
  private static Operand<TFloat32> firstDraws(Ops tf, BoundTerms terms) {
    return tf.gather(terms.latents(), tf.constant(0), tf.constant(0));
  }
}
