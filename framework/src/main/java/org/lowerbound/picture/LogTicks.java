package org.lowerbound.picture;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.util.stream.Stream;

/**
 * The marks of a logarithmic axis: powers of ten, with 2 and 5 times them where there are few, and
 * not all of them where there are many. An axis of less than one such step has the round numbers of
 * {@link Ticks}.
 */
final class LogTicks {
  private static final ImmutableList<Integer> ONE = ImmutableList.of(1);
  private static final ImmutableList<Integer> THREE = ImmutableList.of(1, 2, 5);
  private static final ImmutableList<Integer> ALL = ImmutableList.of(1, 2, 3, 4, 5, 6, 7, 8, 9);

  /** Fewer numbers than these say too little of an axis. */
  private static final int FEWEST = 3;

  /** Between more powers of ten than these, short marks would be a grey line. */
  private static final int MOST_DIVIDED = 8;

  /** Powers of ten beyond these are written with an exponent. */
  private static final int PLAIN_ABOVE = -5;

  private static final int PLAIN_BELOW = 6;

  /** A bound that is a mark, but for rounding, has one. */
  private static final double ROUNDING = 1e-9;

  private LogTicks() {}

  /**
   * Returns the marks of a range.
   *
   * @param least the logarithm of the least value, to base 10
   * @param largest the logarithm of the largest
   * @param most there are at most one more than so many with a text
   */
  static ImmutableList<Tick> of(double least, double largest, int most) {
    ImmutableList<Tick> three = marks(THREE, 1, least, largest);
    if (three.size() >= FEWEST && three.size() <= most + 1) {
      return withShort(three, 1, least, largest);
    }
    if (three.size() < FEWEST) {
      return linear(least, largest, most);
    }
    int every = 1;
    while (marks(ONE, every, least, largest).size() > most + 1) {
      every++;
    }
    return withShort(marks(ONE, every, least, largest), every, least, largest);
  }

  /** Returns round numbers where they are on a logarithmic axis. */
  private static ImmutableList<Tick> linear(double least, double largest, int most) {
    Ticks ticks = Ticks.of(StrictMath.pow(10, least), StrictMath.pow(10, largest), most);
    return ticks.values().stream()
        .filter(value -> value.signum() > 0)
        .map(v -> new Tick(Scale.LOGARITHMIC.of(v.doubleValue()), ticks.text(v)))
        .collect(toImmutableList());
  }

  private static ImmutableList<Tick> marks(
      ImmutableList<Integer> digits, int every, double least, double largest) {
    ImmutableList.Builder<Tick> marks = ImmutableList.builder();
    for (int power = (int) Math.floor(least); power <= largest + ROUNDING; power++) {
      if (Math.floorMod(power, every) == 0) {
        for (int digit : digits) {
          double place = power + StrictMath.log10(digit);
          if (place >= least - ROUNDING && place <= largest + ROUNDING) {
            marks.add(new Tick(place, text(digit, power)));
          }
        }
      }
    }
    return marks.build();
  }

  /** Adds the marks between: of the other digits, or of the powers that were left out. */
  private static ImmutableList<Tick> withShort(
      ImmutableList<Tick> written, int every, double least, double largest) {
    if (largest - least > MOST_DIVIDED && every == 1) {
      return written;
    }
    Stream<Tick> between =
        marks(every == 1 ? ALL : ONE, 1, least, largest).stream()
            .filter(tick -> written.stream().noneMatch(other -> other.place() == tick.place()))
            .map(tick -> new Tick(tick.place(), ""));
    return Stream.concat(written.stream(), between).collect(toImmutableList());
  }

  private static String text(int digit, int power) {
    return power > PLAIN_ABOVE && power < PLAIN_BELOW
        ? BigDecimal.valueOf(digit).scaleByPowerOfTen(power).toPlainString()
        : (digit + "e" + power).replace('-', '−');
  }
}
