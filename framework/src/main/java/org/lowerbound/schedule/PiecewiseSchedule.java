package org.lowerbound.schedule;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;

/**
 * Constant pieces, one after the other, e.g. the learning rates of Burda et al. (2016). The value
 * of the last piece stays.
 *
 * @param pieces the pieces, in order
 */
public record PiecewiseSchedule(ImmutableList<Piece> pieces) implements Schedule {
  /** Checks the argument. */
  public PiecewiseSchedule {
    checkArgument(!pieces.isEmpty(), "pieces must not be empty");
  }

  /**
   * One piece.
   *
   * @param value the value
   * @param over how long it lasts
   */
  public record Piece(double value, Span over) {
    /** Checks the arguments. */
    public Piece {
      Checks.checkFinite(value, "value");
    }
  }

  @Override
  public double at(Time time) {
    double end = 0;
    for (Piece piece : pieces) {
      end += piece.over().toSteps(time.stepsPerEpoch());
      if (time.step() < end) {
        return piece.value();
      }
    }
    return pieces.get(pieces.size() - 1).value();
  }

  @Override
  public double settlesAfter(long stepsPerEpoch) {
    return pieces.subList(0, pieces.size() - 1).stream()
        .mapToDouble(piece -> piece.over().toSteps(stepsPerEpoch))
        .sum();
  }

  @Override
  public Range<Double> range() {
    return Range.encloseAll(pieces.stream().map(Piece::value).toList());
  }
}
