package org.lowerbound.model.prior;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.relaxed.RelaxedOneHotCategorical;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Prior;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * p(z) = Π Concrete(z_v; 0, λ) over relaxed one-hot variables, with equal probabilities (Maddison
 * et al. 2017, section 4 and appendix C.3, where prior and posterior have temperatures of their
 * own).
 *
 * @param classes the number of classes of a variable
 * @param temperature λ, fixed: a prior that moved would be another model at every step
 */
public record ConcretePrior(
    @Default("10") @Interval(min = 2, max = Counts.MOST_UNITS) int classes,
    @Default("0.5") @Interval(above = 0) double temperature)
    implements PriorFamily {
  /** Checks the arguments. */
  public ConcretePrior {
    Counts.checkAtLeast("classes", classes, 2, Counts.MOST_UNITS);
    checkArgument(
        (float) temperature >= Float.MIN_NORMAL && temperature <= Float.MAX_VALUE,
        "temperature must be positive and finite as a 32-bit float but is %s",
        temperature);
  }

  @Override
  public Prior build(ModelScope scope, int latents, Conditional<Sampleable> posterior) {
    return (tf, pass) ->
        new RelaxedOneHotCategorical(
            tf.constant(new float[latents]), tf.constant((float) temperature), classes, latents);
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.simplex(classes);
  }
}
