package org.lowerbound.picture;

import com.google.common.primitives.ImmutableDoubleArray;
import java.math.BigDecimal;

/**
 * A point of an SVG document.
 *
 * @param right in hundredths of a pixel from the left
 * @param down in hundredths of a pixel from the top
 */
record SvgPoint(long right, long down) {
  private static final int DECIMALS = 2;
  private static final double PER_PIXEL = 100;

  /** The upper left corner. */
  static final SvgPoint ZERO = new SvgPoint(0, 0);

  /** Returns the point of a line whose x is at an index. */
  static SvgPoint of(ImmutableDoubleArray line, int index) {
    return new SvgPoint(
        Math.round(line.get(index) * PER_PIXEL), Math.round(line.get(index + 1) * PER_PIXEL));
  }

  /** Returns a number of pixels to two decimals, without needless digits. */
  static String number(double pixels) {
    return number(Math.round(pixels * PER_PIXEL));
  }

  private static String number(long hundredths) {
    return hundredths == 0
        ? "0"
        : BigDecimal.valueOf(hundredths, DECIMALS).stripTrailingZeros().toPlainString();
  }

  String x() {
    return number(right);
  }

  String y() {
    return number(down);
  }

  @Override
  public String toString() {
    return x() + " " + y();
  }

  /** Returns a line as path data: where it begins, then the steps from point to point. */
  static String path(ImmutableDoubleArray line) {
    SvgPoint first = of(line, 0);
    return "M" + first + steps(line);
  }

  /**
   * Returns the steps of a line from its first point as path data. They are differences of points
   * that were rounded before, so that they add up, each of them relative to the first, so that
   * lines of one form have the same steps wherever they are.
   */
  static String steps(ImmutableDoubleArray line) {
    StringBuilder path = new StringBuilder();
    SvgPoint last = ZERO;
    for (int i = 2; i < line.length(); i += 2) {
      SvgPoint next =
          new SvgPoint(
              Math.round((line.get(i) - line.get(0)) * PER_PIXEL),
              Math.round((line.get(i + 1) - line.get(1)) * PER_PIXEL));
      String step = new SvgPoint(next.right - last.right, next.down - last.down).toString();
      path.append(i == 2 ? "l" : step.startsWith("-") ? "" : " ").append(step);
      last = next;
    }
    return path.toString().replace(" -", "-");
  }
}
