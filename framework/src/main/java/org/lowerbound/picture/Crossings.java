package org.lowerbound.picture;

import java.util.Arrays;

/** Where a line meets the edges of an outline, and on which side of each the outline is. */
final class Crossings {
  private double[] places = new double[4];
  private int[] turns = new int[4];
  private int count;

  /** Takes a part of a line. */
  @FunctionalInterface
  interface Span {
    /** Takes a part that is inside. */
    void inside(double from, double to);
  }

  /**
   * Adds an edge, in order of its place.
   *
   * @param turn 1 if the edge goes down, −1 if it goes up
   */
  void add(double place, int turn) {
    if (count == places.length) {
      places = Arrays.copyOf(places, 2 * count);
      turns = Arrays.copyOf(turns, 2 * count);
    }
    int i = count++;
    for (; i > 0 && places[i - 1] > place; i--) {
      places[i] = places[i - 1];
      turns[i] = turns[i - 1];
    }
    places[i] = place;
    turns[i] = turn;
  }

  /** Gives the parts of the line that the outline winds around, from left to right. */
  void spans(Span span) {
    int winding = 0;
    double from = 0;
    for (int i = 0; i < count; i++) {
      if (winding == 0) {
        from = places[i];
      }
      winding += turns[i];
      if (winding == 0) {
        span.inside(from, places[i]);
      }
    }
  }
}
