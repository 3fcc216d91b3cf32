package org.lowerbound.picture;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;

/** How a line is broken, so that lines can be told apart without colours, too. */
public enum Dash {
  /** Not at all. */
  SOLID,
  /** – – –. */
  DASHED(9, 6),
  /** · · ·. */
  DOTTED(0.5, 5),
  /** – · – ·. */
  DASH_DOTTED(10, 5, 0.5, 5),
  /** — — —. */
  LONG_DASHED(17, 6);

  private static final ImmutableList<Dash> ALL = ImmutableList.copyOf(values());

  /** The lengths of parts and gaps by turns, in pixels. */
  private final ImmutableDoubleArray lengths;

  Dash(double... lengths) {
    this.lengths = ImmutableDoubleArray.copyOf(lengths);
  }

  /** Returns the patterns one after the other, from the first again after the last. */
  public static Dash of(int index) {
    return ALL.get(Math.floorMod(index, ALL.size()));
  }

  /**
   * Returns the parts of a line that are drawn.
   *
   * @param line x, y, x, y, …, in pixels
   */
  ImmutableList<ImmutableDoubleArray> cut(ImmutableDoubleArray line) {
    if (lengths.isEmpty() || line.length() < 4) {
      return ImmutableList.of(line);
    }
    ImmutableList.Builder<ImmutableDoubleArray> parts = ImmutableList.builder();
    ImmutableDoubleArray.Builder part = ImmutableDoubleArray.builder();
    part.add(line.get(0)).add(line.get(1));
    int turn = 0;
    double left = lengths.get(0);
    for (int i = 2; i < line.length(); i += 2) {
      double dx = line.get(i) - line.get(i - 2);
      double dy = line.get(i + 1) - line.get(i - 1);
      double length = Math.sqrt(dx * dx + dy * dy);
      double done = 0;
      while (length - done > left) {
        done += left;
        double x = line.get(i - 2) + done / length * dx;
        double y = line.get(i - 1) + done / length * dy;
        if (turn % 2 == 0) {
          parts.add(part.add(x).add(y).build());
        }
        part = ImmutableDoubleArray.builder().add(x).add(y);
        turn = (turn + 1) % lengths.length();
        left = lengths.get(turn);
      }
      left -= length - done;
      part.add(line.get(i)).add(line.get(i + 1));
    }
    if (turn % 2 == 0) {
      parts.add(part.build());
    }
    return parts.build();
  }
}
