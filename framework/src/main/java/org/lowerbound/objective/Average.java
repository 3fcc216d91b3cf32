package org.lowerbound.objective;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import org.lowerbound.network.ParameterGroup;

/**
 * Keeps a moving average of the model's parameters beside them: a ← decay · a + (1 − decay) · θ,
 * after all other moves of the step; it starts at their first values (Polyak and Juditsky 1992,
 * with weights that decay). It moves no parameter.
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

  @Override
  public ImmutableSet<ParameterGroup> groups() {
    return ImmutableSet.of();
  }

  @Override
  public Optional<Average> restrictedTo(ImmutableSet<ParameterGroup> others) {
    return Optional.of(this);
  }
}
