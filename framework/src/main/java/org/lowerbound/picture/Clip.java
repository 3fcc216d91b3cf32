package org.lowerbound.picture;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;

/** Parts of lines within a rectangle (Liang and Barsky 1984). */
final class Clip {
  private Clip() {}

  /**
   * Returns the part of a straight line within a rectangle, none if there is no such part or the
   * line has no place.
   *
   * @param line x, y of the beginning, x, y of the end
   * @param rectangle its left, top, right and bottom
   */
  static Optional<ImmutableDoubleArray> segment(
      ImmutableDoubleArray line, ImmutableDoubleArray rectangle) {
    if (!line.stream().allMatch(Double::isFinite)) {
      return Optional.empty();
    }
    double from = 0;
    double to = 1;
    for (int axis = 0; axis < 2; axis++) {
      double start = line.get(axis);
      double step = line.get(axis + 2) - start;
      double least = rectangle.get(axis) - start;
      double largest = rectangle.get(axis + 2) - start;
      if (step == 0) {
        if (least > 0 || largest < 0) {
          return Optional.empty();
        }
      } else {
        from = Math.max(from, Math.min(least / step, largest / step));
        to = Math.min(to, Math.max(least / step, largest / step));
      }
    }
    return from >= to
        ? Optional.empty()
        : Optional.of(
            ImmutableDoubleArray.of(
                at(line, 0, from), at(line, 1, from), at(line, 0, to), at(line, 1, to)));
  }

  private static double at(ImmutableDoubleArray line, int axis, double share) {
    return line.get(axis) + share * (line.get(axis + 2) - line.get(axis));
  }
}
