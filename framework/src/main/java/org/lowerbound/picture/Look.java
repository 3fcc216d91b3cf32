package org.lowerbound.picture;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.picture.Series.Mark;

/**
 * How a series is drawn.
 *
 * @param mark what stands for its points
 * @param color {@code 0xRRGGBB}
 * @param shape of the points, where the mark is {@link Mark#POINTS} or {@link Mark#POINTS_ON_LINE}
 * @param hollow whether points are white within
 * @param dash how lines are broken
 * @param width of lines, in pixels
 * @param spread how errors are drawn
 */
public record Look(
    Mark mark, int color, Shape shape, boolean hollow, Dash dash, double width, Spread spread) {
  private static final double LINE_WIDTH = 2;

  /** Checks the width. */
  public Look {
    checkArgument(width > 0, "a line must have a positive width, not %s", width);
  }

  /** How errors are drawn. */
  public enum Spread {
    /** A bar for each point, from one error below to one above, with ends. */
    BARS,
    /** A thin bar without ends: what it says is less than what a bar says. */
    THIN_BARS,
    /** A band along the line. */
    BAND
  }

  /** Returns the look of a mark and a colour, and nothing else by which to tell it from others. */
  public static Look of(Mark mark, int color) {
    return new Look(mark, color, Shape.CIRCLE, false, Dash.SOLID, LINE_WIDTH, Spread.BARS);
  }

  /**
   * Returns one of several looks that differ by their colours, their shapes and their dashes: lines
   * with points.
   *
   * @param index which, from 0
   * @param count how many there are
   */
  public static Look of(int index, int count) {
    return of(Mark.POINTS_ON_LINE, Palette.of(count).get(index))
        .withShape(Shape.of(index))
        .withDash(Dash.of(index));
  }

  /** Returns this look with another mark. */
  public Look withMark(Mark other) {
    return new Look(other, color, shape, hollow, dash, width, spread);
  }

  /** Returns this look with points of another shape. */
  public Look withShape(Shape other) {
    return new Look(mark, color, other, hollow, dash, width, spread);
  }

  /** Returns this look with points that are white within. */
  public Look withHollow() {
    return new Look(mark, color, shape, true, dash, width, spread);
  }

  /** Returns this look with lines that are broken otherwise. */
  public Look withDash(Dash other) {
    return new Look(mark, color, shape, hollow, other, width, spread);
  }

  /** Returns this look with lines of another width, in pixels. */
  public Look withWidth(double other) {
    return new Look(mark, color, shape, hollow, dash, other, spread);
  }

  /** Returns this look with errors drawn otherwise. */
  public Look withSpread(Spread other) {
    return new Look(mark, color, shape, hollow, dash, width, other);
  }
}
