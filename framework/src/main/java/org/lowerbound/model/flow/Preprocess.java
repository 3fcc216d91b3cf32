package org.lowerbound.model.flow;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.bijector.Bijector;
import org.lowerbound.distribution.bijector.Composition;
import org.lowerbound.distribution.bijector.Inverted;
import org.lowerbound.distribution.bijector.Logit;
import org.lowerbound.model.ObservedData;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * A map of observations, without parameters, before a flow sees them. Its log-determinant is part
 * of the density, which is that of the observations whatever the map.
 */
public sealed interface Preprocess {
  /**
   * Checks that the map is one of such values.
   *
   * @throws IllegalArgumentException if not; the message says what would work
   */
  void checkFits(ObservedData observed);

  /** Returns what one value is mapped to. */
  double of(double value);

  /** Returns a map to what the flow sees with the way to the observations behind it. */
  Bijector toObservations(Bijector toSeen);

  /** Observations are seen as they are. */
  record None() implements Preprocess {
    @Override
    public void checkFits(ObservedData observed) {}

    @Override
    public double of(double value) {
      return value;
    }

    @Override
    public Bijector toObservations(Bijector toSeen) {
      return toSeen;
    }
  }

  /**
   * The logit of grey levels with noise (Dinh et al. 2017, section 4.1): what is then seen has no
   * ends.
   *
   * @param alpha α of logit(α + (1 − 2α) x), which keeps black and white from infinity
   */
  record OfLogits(@Default("0.05") @Interval(min = 0, below = 0.5) double alpha)
      implements Preprocess {
    /** Checks the argument. */
    public OfLogits {
      new Logit(alpha, 1);
    }

    @Override
    public void checkFits(ObservedData observed) {
      checkArgument(
          observed.kind() == ValueKind.DEQUANTIZED,
          "logit maps grey levels with noise, on (0, 1), but the values are %s; \"preprocess\":"
              + " \"none\" works",
          observed.kind().description());
    }

    @Override
    public double of(double value) {
      return new Logit(alpha, 1).of(value);
    }

    @Override
    public Bijector toObservations(Bijector toSeen) {
      return new Composition(
          ImmutableList.of(toSeen, new Inverted(new Logit(alpha, toSeen.dimension()))));
    }
  }
}
