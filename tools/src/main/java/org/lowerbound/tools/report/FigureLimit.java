package org.lowerbound.tools.report;

import com.google.common.primitives.Ints;
import java.util.Optional;

/**
 * How many pictures a page takes, so that it stays small.
 *
 * @param most how many at the most
 * @param bytes how large their files may be together
 */
public record FigureLimit(int most, long bytes) {
  /** What a page takes if nobody says. */
  public static final FigureLimit USUAL = new FigureLimit(48, 600_000);

  private static final String ALL = "all";
  private static final String NONE = "none";

  /** Returns what {@code all}, {@code none} or a number says; nothing if it is none of them. */
  public static Optional<FigureLimit> of(String text) {
    return switch (text) {
      case ALL -> Optional.of(new FigureLimit(Integer.MAX_VALUE, Long.MAX_VALUE));
      case NONE -> Optional.of(new FigureLimit(0, 0));
      default ->
          Optional.ofNullable(Ints.tryParse(text))
              .filter(most -> most >= 0)
              .map(most -> new FigureLimit(most, Long.MAX_VALUE));
    };
  }
}
