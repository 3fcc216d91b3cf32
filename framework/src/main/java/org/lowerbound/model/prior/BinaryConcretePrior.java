package org.lowerbound.model.prior;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.relaxed.RelaxedBernoulli;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Prior;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * p(z) = Π BinaryConcrete(zᵢ; 0, λ) over relaxed bits (Maddison et al. 2017, appendix B).
 *
 * @param temperature λ, fixed
 */
public record BinaryConcretePrior(@Default("0.5") @Interval(above = 0) double temperature)
    implements PriorFamily {
  /** Checks the argument. */
  public BinaryConcretePrior {
    checkArgument(
        (float) temperature >= Float.MIN_NORMAL && temperature <= Float.MAX_VALUE,
        "temperature must be positive and finite as a 32-bit float but is %s",
        temperature);
  }

  @Override
  public Prior build(ModelScope scope, int latents, Conditional<Sampleable> posterior) {
    return (tf, pass) ->
        new RelaxedBernoulli(
            tf.constant(new float[latents]), tf.constant((float) temperature), latents);
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.UNIT_CUBE;
  }
}
