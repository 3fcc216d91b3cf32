package org.lowerbound.picture;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;

/**
 * The part of a plot between its axes.
 *
 * @param x the axis to the right
 * @param y the axis upwards
 * @param left where it begins, in pixels
 * @param top where it begins
 * @param width in pixels
 * @param height in pixels
 */
record Frame(Axis x, Axis y, int left, int top, int width, int height) {
  int right() {
    return left + width;
  }

  int bottom() {
    return top + height;
  }

  /** Returns where a value is, from the left of the picture; not a number if nowhere. */
  double xPlace(double value) {
    return left + x.share(value) * width;
  }

  /** Returns where a value is, from the top of the picture; not a number if nowhere. */
  double yPlace(double value) {
    return top + (1 - y.share(value)) * height;
  }

  double xPlace(Tick tick) {
    return left + x.share(tick) * width;
  }

  double yPlace(Tick tick) {
    return top + (1 - y.share(tick)) * height;
  }

  /** Returns whether a point of a series has a place. */
  boolean has(Series series, int point) {
    return Double.isFinite(xPlace(series.x().get(point)))
        && Double.isFinite(yPlace(series.y().get(point)));
  }

  /** Returns how far down a value is; one that has no place, being too small, is at the bottom. */
  double yPlaceOrBottom(double value) {
    double place = yPlace(value);
    return Double.isNaN(place) ? bottom() : Math.min(place, bottom());
  }

  /** Returns the part of a reference line that is within, if any is. */
  Optional<ImmutableDoubleArray> line(Reference line) {
    if (line.slope() == 0) {
      double place = yPlace(line.y());
      return clip(left, place, right(), place);
    }
    if (Double.isInfinite(line.slope())) {
      double place = xPlace(line.x());
      return clip(place, top, place, bottom());
    }
    double atX = x.style().scale().of(line.x());
    double atY = y.style().scale().of(line.y());
    double first = atY + line.slope() * (x.least() - atX);
    double last = atY + line.slope() * (x.largest() - atX);
    return clip(
        left,
        top + (y.largest() - first) / y.length() * height,
        right(),
        top + (y.largest() - last) / y.length() * height);
  }

  private Optional<ImmutableDoubleArray> clip(double x0, double y0, double x1, double y1) {
    return Clip.segment(
        ImmutableDoubleArray.of(x0, y0, x1, y1),
        ImmutableDoubleArray.of(left, top, right(), bottom()));
  }
}
