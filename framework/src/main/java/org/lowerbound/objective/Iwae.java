package org.lowerbound.objective;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.spec.Default;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The importance weighted bound, E log (1/K) Σ p(x, z_k) / q(z_k | x): Burda et al. (2016), eq. 8.
 * Its gradient is taken through the log-mean-exp, which is their eq. 14.
 *
 * @param samples K, the draws per observation; 1 gives the ELBO with a Monte Carlo KL
 */
public record Iwae(@Default("5") int samples) implements Objective {
  /** Checks the argument. */
  public Iwae {
    checkArgument(samples > 0, "samples must be positive but is %s", samples);
  }

  @Override
  public Loss build(Ops tf, BoundTerms terms, ScheduledInputs inputs) {
    Operand<TFloat32> bound =
        GraphMath.meanOverBatch(tf, GraphMath.logMeanExp(tf, terms.logWeight(tf)));
    return new Loss(tf.math.neg(bound), bound, ImmutableMap.of());
  }
}
