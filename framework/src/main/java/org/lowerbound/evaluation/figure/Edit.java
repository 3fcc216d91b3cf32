package org.lowerbound.evaluation.figure;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lowerbound.spec.Interval;

/**
 * A change of a code.
 *
 * @param units which units are changed, from 0
 * @param by what is added to each of them
 */
public record Edit(@Interval(min = 0) ImmutableList<Integer> units, ImmutableList<Double> by) {
  /** Checks the arguments. */
  public Edit {
    checkArgument(
        units.size() == by.size(),
        "a change has an amount for each unit, but %s for %s",
        by.size(),
        units.size());
    for (int unit : units) {
      checkArgument(unit >= 0, "units are numbered from 0, but one is %s", unit);
    }
  }

  /** Checks that there are the units. */
  void checkFits(int latents) {
    for (int unit : units) {
      checkArgument(
          unit < latents,
          "changes names the unit %s, but the model has the units 0 … %s",
          unit,
          latents - 1);
    }
  }

  /** Returns a code after the change. */
  double[] apply(double[] code) {
    double[] changed = code.clone();
    for (int i = 0; i < units.size(); i++) {
      changed[units.get(i)] += by.get(i);
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
