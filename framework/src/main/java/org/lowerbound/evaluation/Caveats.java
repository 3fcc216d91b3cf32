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
 * @param weightTails how heavy the tails of the examples' importance weights are, where the number
 *     is made of enough of them
 * @param ideal what it would be on the same examples if all that it looks for were there, where it
 *     is measured; with few examples, or coarse settings, that is not the end of its scale
 * @param findings what the measurement found, in whole sentences
 */
public record Caveats(
    Optional<Chance> chance,
    Optional<Dominance> dominance,
    OptionalDouble largestWeight,
    Optional<WeightTails> weightTails,
    OptionalDouble ideal,
    ImmutableList<String> findings) {
  /** Nothing. */
  public static final Caveats NONE =
      new Caveats(Optional.empty(), Optional.empty(), OptionalDouble.empty());

  /** Says nothing of the rest. */
  public Caveats(
      Optional<Chance> chance, Optional<Dominance> dominance, OptionalDouble largestWeight) {
    this(
        chance,
        dominance,
        largestWeight,
        Optional.empty(),
        OptionalDouble.empty(),
        ImmutableList.of());
  }

  /** Checks the range. */
  public Caveats {
    checkArgument(
        largestWeight.isEmpty()
            || (largestWeight.getAsDouble() > 0.5 && largestWeight.getAsDouble() <= 1),
        "the largest weight must have more than half of the sum but has %s",
        largestWeight);
  }

  Caveats with(Chance byChance) {
    return new Caveats(
        Optional.of(byChance), dominance, largestWeight, weightTails, ideal, findings);
  }

  Caveats withLargestWeight(double share) {
    return new Caveats(
        chance,
        dominance,
        share > 0.5 ? OptionalDouble.of(Math.min(1, share)) : OptionalDouble.empty(),
        weightTails,
        ideal,
        findings);
  }

  Caveats with(WeightTails tails) {
    return new Caveats(chance, dominance, largestWeight, Optional.of(tails), ideal, findings);
  }

  Caveats withIdeal(double number) {
    return new Caveats(
        chance, dominance, largestWeight, weightTails, OptionalDouble.of(number), findings);
  }

  Caveats withFindings(List<String> sentences) {
    return new Caveats(
        chance, dominance, largestWeight, weightTails, ideal, ImmutableList.copyOf(sentences));
  }

  /**
   * Returns what is to be known of the mean of numbers: what it would be by chance and at best, if
   * that is known of all of them, the worst of what decides any of them, the tails of all
   * importance weights, and what was found of each.
   *
   * @param all what is to be known of each number; at least one
   */
  public static Caveats ofMean(List<Caveats> all) {
    ImmutableList<Chance> chances =
        all.stream().flatMap(one -> one.chance().stream()).collect(toImmutableList());
    ImmutableList<WeightTails> tails =
        all.stream().flatMap(one -> one.weightTails().stream()).collect(toImmutableList());
    return new Caveats(
        chances.isEmpty() || chances.size() < all.size()
            ? Optional.empty()
            : Optional.of(Chance.ofMean(chances)),
        all.stream()
            .flatMap(one -> one.dominance().stream())
            .max(Comparator.comparingDouble(Dominance::share)),
        all.stream().flatMapToDouble(one -> one.largestWeight().stream()).max(),
        tails.isEmpty() ? Optional.empty() : Optional.of(WeightTails.ofAll(tails)),
        all.stream().allMatch(one -> one.ideal().isPresent())
            ? all.stream().mapToDouble(one -> one.ideal().getAsDouble()).average()
            : OptionalDouble.empty(),
        all.stream().flatMap(one -> one.findings().stream()).distinct().collect(toImmutableList()));
  }
}
