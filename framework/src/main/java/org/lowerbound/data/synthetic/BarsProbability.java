package org.lowerbound.data.synthetic;

import org.lowerbound.data.ExactDensity;

/**
 * The probability of an image of {@link Bars}.
 *
 * <p>If some pixel is 0, its row and its column have no bar; so every other row that is all ones
 * has one, for the pixel in that column has no other reason, and likewise every such column: the
 * bars can be read off. An image of ones alone has all rows, or all columns, or both.
 *
 * @param size height and width in pixels
 * @param probability of each bar
 */
record BarsProbability(int size, double probability) implements ExactDensity {
  @Override
  public double logProb(double[] observation) {
    boolean[] rows = new boolean[size];
    boolean[] columns = new boolean[size];
    int bars = 0;
    for (int i = 0; i < size; i++) {
      rows[i] = true;
      columns[i] = true;
      for (int j = 0; j < size; j++) {
        rows[i] &= observation[i * size + j] != 0;
        columns[i] &= observation[j * size + i] != 0;
      }
      bars += (rows[i] ? 1 : 0) + (columns[i] ? 1 : 0);
    }
    if (bars == 2 * size) {
      // p^n + p^n - p^2n
      return size * StrictMath.log(probability)
          + StrictMath.log(2 - StrictMath.pow(probability, size));
    }
    for (int pixel = 0; pixel < size * size; pixel++) {
      if ((observation[pixel] != 0) != (rows[pixel / size] || columns[pixel % size])) {
        return Double.NEGATIVE_INFINITY;
      }
    }
    return bars * StrictMath.log(probability) + (2 * size - bars) * StrictMath.log1p(-probability);
  }
}
