package org.lowerbound.objective.bound;

import com.google.common.collect.ImmutableMap;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.objective.Loss;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The two parts of the ELBO (Alemi et al. 2018), means over draws and batch, scalars in nats per
 * example.
 *
 * @param rate KL(q(z | x) ‖ p(z))
 * @param distortion −E_q[log p(x | z)]
 */
public record ElboParts(Operand<TFloat32> rate, Operand<TFloat32> distortion) {
  /**
   * Computes the parts.
   *
   * @throws IllegalArgumentException if the KL is to be taken in closed form and has none
   */
  public static ElboParts of(Ops tf, BoundTerms terms, KlEstimator kl) {
    return new ElboParts(
        GraphMath.meanOverBatch(tf, kl.kl(tf, terms)),
        tf.math.neg(
            GraphMath.meanOverBatch(tf, GraphMath.meanOverDraws(tf, terms.logLikelihood()))));
  }

  /** Returns the ELBO at β = 1. */
  public Operand<TFloat32> bound(Ops tf) {
    return tf.math.neg(tf.math.add(distortion, rate));
  }

  /** Returns the loss of an objective that minimises something else and reports the ELBO. */
  public Loss loss(Ops tf, Operand<TFloat32> surrogate) {
    return Loss.minimizing(surrogate, bound(tf), metrics());
  }

  /** Returns the same with further metrics. */
  public Loss loss(
      Ops tf, Operand<TFloat32> surrogate, ImmutableMap<String, Operand<TFloat32>> further) {
    return Loss.minimizing(surrogate, bound(tf), metrics(further));
  }

  /** Returns the parts and further metrics by their names. */
  public ImmutableMap<String, Operand<TFloat32>> metrics(
      ImmutableMap<String, Operand<TFloat32>> further) {
    return ImmutableMap.<String, Operand<TFloat32>>builder()
        .putAll(metrics())
        .putAll(further)
        .buildOrThrow();
  }

  /** Returns the parts by their names. */
  public ImmutableMap<String, Operand<TFloat32>> metrics() {
    return ImmutableMap.of("rate", rate, "distortion", distortion);
  }
}
