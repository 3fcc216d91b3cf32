package org.lowerbound.evaluation.figure;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lowerbound.spec.Interval;

/**
 * A change of a code.
 *
 * @param units which units are changed, from 1, as the columns of {@code kl-per-unit} number them
 * @param by what is added to each of them
 */
public record Edit(@Interval(min = 1) ImmutableList<Integer> units, ImmutableList<Double> by) {
  /** Checks the arguments. */
  public Edit {
    checkArgument(
        units.size() == by.size(),
        "a change has an amount for each unit, but %s for %s",
        by.size(),
        units.size());
    for (int unit : units) {
      checkArgument(unit >= 1, "units are numbered from 1, but one is %s", unit);
    }
    checkArgument(
        units.stream().distinct().count() == units.size(),
        "a change names each unit once, but units are %s",
        units);
    for (double amount : by) {
      checkArgument(
          Math.abs(amount) <= Float.MAX_VALUE, "by must be a finite amount but is %s", amount);
    }
  }

  /** Checks that there are the units. */
  void checkFits(int latents) {
    for (int unit : units) {
      checkArgument(
          unit <= latents,
          "changes names the unit %s, but the model has the units 1 … %s",
          unit,
          latents);
    }
  }

  /** Returns a code after the change. */
  double[] apply(double[] code) {
    double[] changed = code.clone();
    for (int i = 0; i < units.size(); i++) {
      changed[units.get(i) - 1] += by.get(i);
    }
    return changed;
  }

  /** Returns what a heading says. */
  String heading() {
    return units.isEmpty()
        ? "unchanged"
        : IntStream.range(0, units.size())
            .mapToObj(
                i ->
                    "unit %d %s %s"
                        .formatted(
                            units.get(i),
                            by.get(i) < 0 ? "−" : "+",
                            Numbers.of(Math.abs(by.get(i)))))
            .collect(Collectors.joining(", "));
  }
}
