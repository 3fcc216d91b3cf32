package org.lowerbound.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.function.IntFunction;

/**
 * How the real values x of a user became those that a data set holds: y = (x − m) / s, value by
 * value. A density of y is one of x by log p(x) = log p(y) − Σ log s.
 *
 * @param mean m, one for each value of an observation
 * @param scale s, one for each value of an observation
 */
public record Standardization(ImmutableDoubleArray mean, ImmutableDoubleArray scale) {
  /** Gives the values of observations, before they are standardised. */
  @FunctionalInterface
  public interface RawValues {
    /** Returns one value of one observation. */
    double at(int row, int column);
  }

  /** Checks the numbers. */
  public Standardization {
    checkArgument(
        mean.length() == scale.length(),
        "a standardisation has %s means but %s scales",
        mean.length(),
        scale.length());
    for (int column = 0; column < mean.length(); column++) {
      double m = mean.get(column);
      double s = scale.get(column);
      check(Double.isFinite(m), "mean %s of a standardisation must be finite but is %s", column, m);
      check(
          s > 0 && Double.isFinite(s),
          "scale %s of a standardisation must be positive and finite but is %s",
          column,
          s);
    }
  }

  private static void check(boolean holds, String words, int column, Object number) {
    checkArgument(holds, words, column, number);
  }

  /**
   * Returns the one that gives each column the mean 0 and the mean square 1.
   *
   * @param rows how many observations there are
   * @param columns how many values an observation has
   * @param values of all observations that may be looked at: those of the training split
   * @param name of a column, for the message
   * @throws IllegalArgumentException if a column has the same value in all rows; the message says
   *     which
   */
  public static Standardization of(
      int rows, int columns, RawValues values, IntFunction<String> name) {
    double[] first = new double[columns];
    double[] mean = new double[columns];
    boolean[] varies = new boolean[columns];
    for (int column = 0; column < columns; column++) {
      first[column] = values.at(0, column);
    }
    // From the first value on: what all values have in common takes no digits. Row by row, as the
    // values may come from a file.
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double value = values.at(row, column);
        mean[column] += value - first[column];
        varies[column] |= value != first[column];
      }
    }
    for (int column = 0; column < columns; column++) {
      checkArgument(
          varies[column],
          "%s is %s in every training example: there is no scale that it could be standardised by;"
              + " leave it out, or \"standardize\": false works",
          name.apply(column),
          first[column]);
      mean[column] /= rows;
    }
    double[] scale = new double[columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double deviation = values.at(row, column) - first[column] - mean[column];
        scale[column] += deviation * deviation;
      }
    }
    for (int column = 0; column < columns; column++) {
      mean[column] += first[column];
      scale[column] = Math.sqrt(scale[column] / rows);
    }
    return new Standardization(
        ImmutableDoubleArray.copyOf(mean), ImmutableDoubleArray.copyOf(scale));
  }

  /** Returns the standardised values y of observations, to be stored. */
  public Observations.Floats apply(int rows, RawValues values) {
    int columns = mean.length();
    float[] standardized = new float[Math.multiplyExact(rows, columns)];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        standardized[row * columns + column] =
            (float) ((values.at(row, column) - mean.get(column)) / scale.get(column));
      }
    }
    return new Observations.Floats(standardized, rows, columns);
  }

  /** Returns the raw value x of a standardised one: x = m + s y. */
  public double raw(int column, double standardized) {
    return mean.get(column) + scale.get(column) * standardized;
  }

  /** Returns Σ log s, which is subtracted from log p(y). */
  public double logVolume() {
    return scale.stream().map(Math::log).sum();
  }
}
