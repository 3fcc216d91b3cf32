package org.lowerbound.experiment.result;

import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.WeightTails;

/** The signs behind a mean that is not to be taken at its word. */
enum CaveatMark {
  /** A few examples decide it. */
  EXAMPLES("†", "decided by a few examples"),
  /** It is no better than by chance. */
  CHANCE("‡", "no better than by chance"),
  /** One draw decides it. */
  DRAWS("§", "decided by one draw of each example"),
  /** The importance weights of many examples have heavy tails. */
  TAILS("¶", "of importance weights with heavy tails");

  private final String sign;
  private final String words;

  CaveatMark(String sign, String words) {
    this.sign = sign;
    this.words = words;
  }

  String words() {
    return words;
  }

  String sign() {
    return sign;
  }

  /** Returns the signs of a cell. */
  static ImmutableSet<CaveatMark> of(Cell cell, Column column) {
    return Arrays.stream(values())
        .filter(mark -> mark.applies(cell, column))
        .collect(toImmutableSet());
  }

  private boolean applies(Cell cell, Column column) {
    return switch (this) {
      case EXAMPLES -> cell.caveats().dominance().isPresent();
      case CHANCE ->
          cell.caveats()
              .chance()
              .filter(chance -> chance.explains(cell.mean(), column.better()))
              .isPresent();
      case DRAWS -> cell.caveats().largestWeight().isPresent();
      case TAILS -> cell.caveats().weightTails().filter(WeightTails::areMany).isPresent();
    };
  }
}
