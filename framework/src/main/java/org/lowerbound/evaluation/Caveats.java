package org.lowerbound.evaluation;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is to be known of a number before it is taken at its word, besides its standard error.
 *
 * @param chance what it would be if there were nothing to find, where that is not 0
 * @param dominance the few examples that decide it, if it is a mean and a few do
 * @param largestWeight the part that the largest of an example's importance weights has of their
 *     sum, mean over examples; there if it is more than half, so that one draw decides
 * @param findings what the measurement found, in whole sentences
 */
public record Caveats(
    Optional<Chance> chance,
    Optional<Dominance> dominance,
    OptionalDouble largestWeight,
    ImmutableList<String> findings) {
  /** Nothing. */
  public static final Caveats NONE =
      new Caveats(Optional.empty(), Optional.empty(), OptionalDouble.empty());

  /** Checks the range. */
  public Caveats {
    checkArgument(
        largestWeight.isEmpty()
            || (largestWeight.getAsDouble() > 0.5 && largestWeight.getAsDouble() <= 1),
        "the largest weight must have more than half of the sum but has %s",
        largestWeight);
  }

  /** Makes what is to be known of a number without words. */
  public Caveats(
      Optional<Chance> chance, Optional<Dominance> dominance, OptionalDouble largestWeight) {
    this(chance, dominance, largestWeight, ImmutableList.of());
  }

  Caveats with(Chance byChance) {
    return new Caveats(Optional.of(byChance), dominance, largestWeight, findings);
  }

  Caveats withFindings(List<String> sentences) {
    return new Caveats(chance, dominance, largestWeight, ImmutableList.copyOf(sentences));
  }

  Caveats withLargestWeight(double share) {
    return new Caveats(
        chance,
        dominance,
        share > 0.5 ? OptionalDouble.of(Math.min(1, share)) : OptionalDouble.empty(),
        findings);
  }

  /**
   * Returns what is to be known of the mean of numbers: what it would be by chance, if that is
   * known of all of them, the worst of what decides any of them, and what was found of each.
   *
   * @param all what is to be known of each number; at least one
   */
  public static Caveats ofMean(List<Caveats> all) {
    ImmutableList<Chance> chances =
        all.stream().flatMap(one -> one.chance().stream()).collect(toImmutableList());
    return new Caveats(
        chances.isEmpty() || chances.size() < all.size()
            ? Optional.empty()
            : Optional.of(Chance.ofMean(chances)),
        all.stream()
            .flatMap(one -> one.dominance().stream())
            .max(Comparator.comparingDouble(Dominance::share)),
        all.stream().flatMapToDouble(one -> one.largestWeight().stream()).max(),
        all.stream().flatMap(one -> one.findings().stream()).distinct().collect(toImmutableList()));
  }
}
