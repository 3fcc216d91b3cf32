package org.lowerbound.objective;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import org.lowerbound.network.ParameterGroup;

/**
 * Keeps a moving average of the model's parameters beside them: a ← a + share · (θ − a), after all
 * other moves of the step. It moves no parameter.
 *
 * <p>The average of the first steps is not biased towards the first values: it is a weighted mean
 * of what the t updates so far gave, with weights decayᵗ⁻ⁱ (Kingma and Ba 2015, section 7.2, where
 * the sum of (1 − decay) decayᵗ⁻ⁱ θᵢ is divided by 1 − decayᵗ). {@link #share} does so as it goes.
 *
 * @param decay from 0 to 1
 */
public record Average(double decay) implements Move {
  /** Checks the argument. */
  public Average {
    checkArgument(
        decay > 0 && decay < 1,
        "the decay of an average must be above 0 and below 1 but is %s",
        decay);
  }

  /**
   * Returns the share of the parameters in the average after an update: (1 − decay) / (1 − decayᵗ),
   * which is 1 at the first.
   *
   * @param update t, from 1
   */
  public double share(double update) {
    return (1 - decay) / -Math.expm1(update * Math.log(decay));
  }

  @Override
  public ImmutableSet<ParameterGroup> groups() {
    return ImmutableSet.of();
  }

  @Override
  public Optional<Average> restrictedTo(ImmutableSet<ParameterGroup> others) {
    return Optional.of(this);
  }
}
