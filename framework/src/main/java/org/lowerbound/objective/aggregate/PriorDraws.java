package org.lowerbound.objective.aggregate;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.Sampleable;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Draws from the prior, to compare the aggregate posterior with. */
public final class PriorDraws {
  private PriorDraws() {}

  /**
   * Returns as many draws as a training step has observations, {@code [batchSize, latents]}.
   *
   * @throws IllegalArgumentException if the prior cannot be drawn from
   */
  public static Operand<TFloat32> of(Ops tf, BoundTerms terms, ObjectiveScope scope) {
    checkArgument(
        terms.prior() instanceof Sampleable,
        "the prior %s cannot be drawn from; standard-normal works",
        TypeNames.of(terms.prior()));
    Operand<TFloat32> draws =
        ((Sampleable) terms.prior())
            .sampleWithLogProb(tf, scope.noise(), scope.batch().size())
            .value();
    return tf.reshape(draws, tf.array(-1, terms.posterior().dimension()));
  }
}
