package org.lowerbound.model.likelihood;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.LikelihoodKind;

/** The values that a likelihood is a mass or a density on. */
enum Support {
  /** Grey levels are taken as values of the interval, with 0 and 1 among them. */
  UNIT_INTERVAL(
      "a density on [0, 1]", LikelihoodKind.DENSITY, ValueKind.GREY, ValueKind.DEQUANTIZED),
  GREY_LEVELS("a mass on grey levels", LikelihoodKind.MASS, ValueKind.GREY),
  LEVELS("a mass on bits or grey levels", LikelihoodKind.MASS, ValueKind.BINARY, ValueKind.GREY),
  /** A grey level k / 255 is the count k, a bit the count 0 or 1. */
  COUNTS("a mass on counts", LikelihoodKind.MASS, ValueKind.BINARY, ValueKind.GREY);

  private final String description;
  private final LikelihoodKind measure;
  private final ImmutableSet<ValueKind> kinds;

  Support(String description, LikelihoodKind measure, ValueKind... kinds) {
    this.description = description;
    this.measure = measure;
    this.kinds = Sets.immutableEnumSet(ImmutableSet.copyOf(kinds));
  }

  /**
   * Returns what the numbers of a likelihood with this support mean for such values.
   *
   * @param likelihood its type name, for the message
   * @throws IllegalArgumentException if it is not made for them
   */
  LikelihoodKind check(String likelihood, ValueKind kind) {
    checkArgument(
        kinds.contains(kind),
        "the %s likelihood is %s, but these are %s; %s",
        likelihood,
        description,
        kind.description(),
        alternative(kind));
    return measure;
  }

  private static String alternative(ValueKind kind) {
    return switch (kind) {
      case BINARY -> "a bernoulli likelihood fits";
      case GREY -> "a categorical or a discretized-logistic likelihood fits";
      case DEQUANTIZED -> "a beta, continuous-bernoulli or normal likelihood fits";
      case REAL -> "a normal, laplace or student-t likelihood fits";
    };
  }
}
